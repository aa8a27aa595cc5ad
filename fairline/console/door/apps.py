"""The app of the customer's door. It keeps nothing of its own."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """Pages of customers."""

    name = "fairline.console.door"
    label = "door"
