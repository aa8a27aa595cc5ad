"""Where the pages of people are."""

from django.urls import path

from fairline.console.people import pages

urlpatterns = [
    path("", pages.people, name="people"),
    path("new/", pages.person, name="person-new"),
    path("<int:pk>/", pages.person, name="person"),
    path("<int:pk>/password/", pages.password, name="person-password"),
]
