"""Items of evidence, and which answers they permit. The table is data: R.4 in ``clauses.r_review``."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from fairline.policy import Answer, Review, Text, Way

Class = Literal["A", "B", "C", "D"]
"""The evidence class, by its letter: ``policy.Evidence`` has the words."""

VOLUME = Text(
    en="volume alone never suspends: it is told, priced or slowed down",
    fr="le volume seul ne suspend jamais\u00a0: on informe, on facture ou on ralentit",
)


class LawReference(Struct, frozen=True, kw_only=True):
    """The fact of law that an item was judged by, as of the day it was in force from."""

    jurisdiction: str
    topic: str
    in_force_from: date


class EvidenceItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One piece of evidence, so that it can be found and judged again: what, from where, by which rule.

    ``sha256`` is of its content, in hexadecimal. ``source`` says where it comes from; of a complaint, who
    made it, by a name that is nobody else's. ``rule`` is the name of the rule that was broken, ``rule_id``
    its row in the catalogue, ``policy`` tells the policy's version. ``clause`` is a letter, a to l.
    """

    sha256: str
    evidence: Class
    subject: str
    source: str
    collected_at: datetime
    clause: str | None = None
    rule: str | None = None
    rule_id: str | None = None
    policy: str | None = None
    law: tuple[LawReference, ...] = ()
    since: datetime | None = None
    """When what it shows began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether evidence permits an answer, how many persons must decide it, and if not, why not."""

    answer: Answer
    allowed: bool
    persons: int
    why: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class _Weight:
    certain: int
    counted: int
    complaints: int
    items: int

    def enough(self, way: Way) -> bool:
        """Whether this is as much as ``way`` asks. Two complaints may stand in for one counted item."""
        if self.items < way.any_class or self.certain < way.a:
            return False
        if self.counted >= way.b:
            return self.complaints >= way.c
        return self.counted + 1 >= way.b and self.complaints >= way.c + 2


def permits(items: Iterable[EvidenceItem], review: Review) -> tuple[Permission, ...]:
    """Return for each answer, weakest first, whether ``items`` permit it.

    Items of class B weigh once for each rule, complaints once for each who complains. Volume weighs nothing
    toward suspending or terminating.
    """
    kept = tuple(items)
    other = tuple(item for item in kept if not is_volume(item, review))
    whole, without_volume = _weight(kept), _weight(other)
    permissions = []
    for need in review.needs:
        suspends = need.answer >= Answer.SUSPEND_NUMBER
        weight = without_volume if suspends else whole
        ways = [way for way in need.ways if weight.enough(way)]
        if ways:
            persons = min(way.persons for way in ways)
            permissions.append(Permission(answer=need.answer, allowed=True, persons=persons))
            continue
        volume = suspends and any(map(whole.enough, need.ways))
        why = (need.refusal, VOLUME) if volume else (need.refusal,)
        wanted = min(way.persons for way in need.ways)
        permissions.append(Permission(answer=need.answer, allowed=False, persons=wanted, why=why))
    return tuple(permissions)


def is_volume(item: EvidenceItem, review: Review) -> bool:
    """Whether an item only says how much was used, and not who used it or how."""
    return item.clause == review.volume_clause and item.rule_id not in review.more_than_volume


def _weight(items: tuple[EvidenceItem, ...]) -> _Weight:
    return _Weight(
        certain=len({item.sha256 for item in items if item.evidence == "A"}),
        counted=len({item.rule or item.sha256 for item in items if item.evidence == "B"}),
        complaints=len({item.source for item in items if item.evidence == "C"}),
        items=len(items),
    )
