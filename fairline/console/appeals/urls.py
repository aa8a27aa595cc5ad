"""Where the pages of appeals are."""

from django.urls import path

from fairline.console.appeals import pages

urlpatterns = [
    path("appeals/", pages.appeals, name="appeals"),
    path("appeals/<slug:pk>/", pages.appeal, name="appeal"),
    path("appeals/<slug:pk>/decide/", pages.decide_appeal, name="appeal-decide"),
    path("appeals/<slug:pk>/again/", pages.send_again, name="appeal-again"),
    path("redress/", pages.redress, name="redress"),
    path("redress/sent/", pages.redress_sent, name="redress-sent"),
]
