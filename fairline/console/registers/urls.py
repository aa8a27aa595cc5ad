"""Where the pages of the register are."""

from django.urls import path

from fairline.console.registers import pages, publishing

urlpatterns = [
    path("", pages.interpretations, name="interpretations"),
    path("public/", pages.public, name="interpretations-public"),
    path("public/feed.atom", publishing.feed, name="interpretations-feed"),
    path("<int:number>/", pages.interpretation, name="interpretation"),
    path("drafts/new/", pages.new, name="interpretation-new"),
    path("drafts/<int:pk>/", pages.draft, name="interpretation-draft"),
    path("drafts/<int:pk>/publish/", pages.publish, name="interpretation-publish"),
    path("drafts/<int:pk>/drop/", pages.drop, name="interpretation-drop"),
]
