"""The time of the pages. The sample provider lives in its own week, and so do the pages over it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from fairline.console.samples import MARK


def now() -> datetime:
    """Return the present instant."""
    return timezone.now() + (_ahead() if settings.CONSOLE.demo else timedelta(0))


def _ahead() -> timedelta:
    try:
        said = (settings.FOLDER / MARK).read_text(encoding="ascii").strip()
        return timedelta(seconds=float(said or 0))
    except (OSError, ValueError):
        return timedelta(0)
