"""The app of files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files that people send."""

    name = "fairline.console.files"
    label = "files"
