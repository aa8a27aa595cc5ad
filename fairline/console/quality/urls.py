"""Where the pages of quality are."""

from django.urls import path

from fairline.console.quality import pages

urlpatterns = [
    path("", pages.quality, name="quality"),
    path("next/", pages.following, name="sample-next"),
    path("samples/<str:pk>/", pages.sample, name="sample"),
    path("golden/", pages.golden, name="golden"),
    path("draw/", pages.draw, name="quality-draw"),
    path("demoted/<int:pk>/ask/", pages.lift, {"act": "ask"}, name="lift-ask"),
    path("demoted/<int:pk>/agree/", pages.lift, {"act": "agree"}, name="lift-agree"),
    path("demoted/<int:pk>/decline/", pages.lift, {"act": "decline"}, name="lift-decline"),
]
