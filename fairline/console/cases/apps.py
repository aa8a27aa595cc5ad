"""The app of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Findings and cases."""

    name = "fairline.console.cases"
    label = "cases"
