"""Evidence with a purpose: whoever looks says why, once for an object and an hour, and each view keeps it.

Who has not said why sees numbers masked and no samples.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest

from fairline.cases.masking import masked
from fairline.console import clock
from fairline.console.people.access import person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import record
from fairline.console.records.words import PURPOSE, Purpose

HOLDS = timedelta(hours=1)  # ours: how long a purpose that was said holds for its object
OBJECTS_MAX = 100  # ours: objects of one session; the oldest are forgotten
KEY = "purposes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form of ``records/purpose.html`` needs. ``stated``: what holds until ``until``."""

    object: str
    stated: Purpose | None
    until: datetime | None
    choices: tuple[tuple[str, Any], ...]
    likely: Purpose
    may: bool

    @property
    def words(self) -> Any:
        """The purpose that holds, in words."""
        return PURPOSE[self.stated] if self.stated is not None else ""


def state(request: HttpRequest, object: str, purpose: Purpose, now: datetime | None = None) -> None:
    """Keep why somebody looks at ``object``, such as ``case:17``, and write it down."""
    now = now or clock.now()
    kept = {name: told for name, told in _kept(request).items() if _holds(told, now)}
    kept.pop(object, None)
    kept[object] = [purpose.value, now.timestamp()]
    request.session[KEY] = dict(list(kept.items())[-OBJECTS_MAX:])
    record(person_of(request).username, "purpose.stated", object, purpose=purpose)


def purpose_of(request: HttpRequest, object: str, now: datetime | None = None) -> Purpose | None:
    """Return why this person looks at ``object``; ``None``: they have not said, or may see no evidence."""
    told = _kept(request).get(object)
    if told is None or not person_of(request).may(Right.SEE_EVIDENCE):
        return None
    return Purpose(told[0]) if _holds(told, now or clock.now()) else None


def ask(request: HttpRequest, object: str, likely: Purpose = Purpose.REVIEW) -> Asked:
    """Return what ``records/purpose.html`` shows: the form, or the purpose that holds."""
    stated = purpose_of(request, object)
    told = _kept(request).get(object)
    until = None
    if stated is not None and told is not None:
        until = datetime.fromtimestamp(told[1], UTC) + HOLDS
    return Asked(
        object=object,
        stated=stated,
        until=until,
        choices=tuple((each.value, words) for each, words in PURPOSE.items()),
        likely=likely,
        may=person_of(request).may(Right.SEE_EVIDENCE),
    )


def viewed(request: HttpRequest, object: str, action: str) -> Purpose | None:
    """Write down that ``object`` is looked at, with the purpose that holds; return that purpose."""
    purpose = purpose_of(request, object)
    record(person_of(request).username, action, object, purpose=purpose or "", masked=purpose is None)
    return purpose


def shown(words: str, purpose: Purpose | None, own: Iterable[str] = ()) -> str:
    """Return words as they may be seen: without a purpose, numbers and addresses are masked."""
    return words if purpose is not None else masked(words, own)


def _kept(request: HttpRequest) -> dict[str, list[Any]]:
    kept = request.session.get(KEY)
    return kept if isinstance(kept, dict) else {}


def _holds(told: list[Any], now: datetime) -> bool:
    since = datetime.fromtimestamp(told[1], UTC)
    return since <= now < since + HOLDS and told[0] in set(Purpose)
