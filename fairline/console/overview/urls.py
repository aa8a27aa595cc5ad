"""Where the overview is."""

from django.urls import path

from fairline.console.overview import pages

urlpatterns = [
    path("", pages.overview, name="overview"),
    path("days.svg", pages.days_chart, name="overview-days"),
]
