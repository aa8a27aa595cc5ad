"""Where the pages of cases are."""

from django.urls import path

from fairline.console.cases import pages

urlpatterns = [
    path("", pages.cases, name="cases"),
    path("<int:pk>/", pages.case, name="case"),
]
