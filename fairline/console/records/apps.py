"""The app of the audit log."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The audit log."""

    name = "fairline.console.records"
    label = "records"
