"""What a consent covers, and until when something is due. Pure and cheap: asked before each call."""

from datetime import datetime, timedelta

from fairline.facts.words import Channel, Purpose

DAY = timedelta(days=1)


def covers(
    channels: tuple[Channel, ...], purposes: tuple[Purpose, ...], channel: Channel, purpose: Purpose
) -> bool:
    """Whether a consent to ``channels`` and ``purposes`` is one to ``channel`` and ``purpose``."""
    return channel in channels and purpose in purposes


def day_after(at: datetime) -> datetime:
    """Return the instant 24 hours later, whatever clocks do."""
    return at + DAY
