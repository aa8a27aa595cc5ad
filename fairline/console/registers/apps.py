"""The app of the register of interpretations."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Interpretations of vague words."""

    name = "fairline.console.registers"
    label = "registers"
