"""The app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and their rights."""

    name = "fairline.console.people"
    label = "people"
