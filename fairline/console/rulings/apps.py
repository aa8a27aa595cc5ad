"""The app of rulings."""

from django.apps import AppConfig


class RulingsConfig(AppConfig):
    """Rulings, statements of reasons, and what is sent."""

    name = "fairline.console.rulings"
    label = "rulings"
