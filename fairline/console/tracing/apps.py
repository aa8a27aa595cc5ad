"""The app of tracing."""

from django.apps import AppConfig


class TracingConfig(AppConfig):
    """Tracebacks, complaints and transparency reports."""

    name = "fairline.console.tracing"
    label = "tracing"
