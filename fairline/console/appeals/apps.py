"""The app of appeals."""

from django.apps import AppConfig


class AppealsConfig(AppConfig):
    """Appeals and their decisions."""

    name = "fairline.console.appeals"
    label = "appeals"
