"""The app of quality."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Quality of answers and of review."""

    name = "fairline.console.quality"
    label = "quality"
