"""The app of the overview. It keeps nothing of its own."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """The overview."""

    name = "fairline.console.overview"
    label = "overview"
