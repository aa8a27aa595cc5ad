"""What was published here, for whoever puts the register together."""

from datetime import datetime

from fairline.console.registers.models import Version
from fairline.policy import Interpretation


def latest() -> tuple[int, datetime] | None:
    """Return what tells one state of the register from another: the last version, ``None`` without any."""
    return Version.objects.order_by("-pk").values_list("pk", "published_at").first()


def versions() -> tuple[Interpretation, ...]:
    """Return all versions that were published here."""
    return tuple(each.interpretation for each in Version.objects.order_by("pk"))
