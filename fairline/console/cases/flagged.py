"""Texts that checks found something in: redacted for whoever works on a case, whole for a stated purpose."""

from django.conf import settings

from fairline.console import clock
from fairline.console.cases.models import Finding
from fairline.facts import FairlineError
from fairline.stores.flagged import Flagged, FlaggedTexts


def texts(finding: Finding, *, whole: bool) -> tuple[Flagged, ...]:
    """Return the texts that a finding counts and that are still kept, the latest first.

    A check's result is known by its item and its topic: ``message:m-1/scam`` is one about ``message:m-1``.
    """
    named = (each.rpartition("/")[0] for each in finding.record.samples)
    items = {each for each in named if ":" in each}
    try:
        found = FlaggedTexts(settings.FOLDER).read(items, clock.now(), whole=whole)
    except FairlineError:
        return ()
    own = (each for each in found.values() if each.account == finding.account)
    return tuple(sorted(own, key=lambda each: (each.at, each.item), reverse=True))
