"""What is known of a file that somebody sent. Its bytes lie in the data folder, by their hash."""

from django.db import models

from fairline.console.cases.models import NAME_MAX


class Upload(models.Model):
    """A file of an account. ``declared``: what the browser said it is; ``kind``: what its content says.

    ``belongs``: what it came with, such as ``appeal:a-17`` or ``challenge:3``.
    """

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    declared = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    account = models.CharField(max_length=NAME_MAX)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    belongs = models.CharField(max_length=100)

    class Meta:
        """Found by what they belong to, and by account and time."""

        indexes = [
            models.Index(fields=["belongs", "id"], name="upload_by_object"),
            models.Index(fields=["account", "at"], name="upload_by_account"),
        ]
        constraints = [models.UniqueConstraint(fields=["belongs", "sha256"], name="a_file_comes_once")]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class RefusedUpload(models.Model):
    """How many files of an account were refused on a day (UTC), and why."""

    account = models.CharField(max_length=NAME_MAX)
    day = models.DateField()
    why = models.CharField(max_length=16)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One row for each account, day and reason: refusals cannot fill the disk."""

        constraints = [
            models.UniqueConstraint(fields=["account", "day", "why"], name="refused_uploads_are_counted")
        ]
