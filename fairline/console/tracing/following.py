"""The index of the open day, kept up while nobody searches, so that a search has little left to read."""

from django.conf import settings

from fairline.stores.call_index_open import catch_up

AT_ONCE = 5_000  # ours: entries each half second, more than a guard decides; pages are answered in between


def follow_calls() -> int:
    """Read a part of what is new; return how many entries are left."""
    return catch_up(settings.FOLDER, AT_ONCE).behind
