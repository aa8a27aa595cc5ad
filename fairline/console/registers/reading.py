"""The register as pages tell it: what holds today, what comes, what has changed, and who cites it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import pairwise
from re import findall

from django.db.models import Q

from fairline.cases import InterpretationRegister
from fairline.console.registers.wording import wording_of
from fairline.console.rulings.models import RulingRow
from fairline.policy import Duration, Interpretation, Lang, Share, Threshold, written

CITING_MAX = 50  # ours: rulings that are named on a page
Piece = tuple[str, str]
"""``same``, ``new`` or ``gone``, and the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An interpretation with all its versions, the newest first, and what holds today."""

    number: int
    versions: tuple[Interpretation, ...]
    holds: Interpretation | None

    @property
    def latest(self) -> Interpretation:
        """The newest version, in force or not yet."""
        return self.versions[0]

    @property
    def coming(self) -> tuple[Interpretation, ...]:
        """The versions that are not in force yet, the next one first."""
        held = self.holds.version if self.holds is not None else 0
        return tuple(each for each in reversed(self.versions) if each.version > held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a version changed of the one before it."""

    of: Interpretation
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    reasons: tuple[Piece, ...]
    rules_new: tuple[str, ...]
    rules_gone: tuple[str, ...]
    bounds_new: tuple[Threshold, ...]
    bounds_gone: tuple[Threshold, ...]


def meanings(register: InterpretationRegister, today: date) -> tuple[Meaning, ...]:
    """Return every interpretation, by number."""
    by_number: dict[int, list[Interpretation]] = {}
    for each in register.all:
        by_number.setdefault(each.number, []).insert(0, each)
    return tuple(
        Meaning(number=number, versions=tuple(held), holds=register.in_force(held[0].term, today))
        for number, held in by_number.items()
    )


def changes(of: Meaning, lang: Lang) -> tuple[Change, ...]:
    """Return what each version changed, the newest first."""
    return tuple(change(before, after, lang) for after, before in pairwise(of.versions))


def change(before: Interpretation, after: Interpretation, lang: Lang) -> Change:
    """Return what one version changed of another, in the words of one language."""
    was, now = wording_of(before), wording_of(after)
    title, text, reasons = (
        tuple(differing(getattr(was, f"{name}_{lang}"), getattr(now, f"{name}_{lang}")))
        for name in ("title", "text", "reasons")
    )
    return Change(
        of=after,
        title=title,
        text=text,
        reasons=reasons,
        rules_new=tuple(each for each in after.rules if each not in before.rules),
        rules_gone=tuple(each for each in before.rules if each not in after.rules),
        bounds_new=tuple(each for each in after.thresholds if each not in before.thresholds),
        bounds_gone=tuple(each for each in before.thresholds if each not in after.thresholds),
    )


def differing(before: str, after: str) -> Iterator[Piece]:
    """Yield words that stayed, came and went, in order; each word keeps the space after it."""
    was, now = findall(r"\S+\s*", before), findall(r"\S+\s*", after)
    for what, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", "".join(now[k:m])
            continue
        if i < j:
            yield "gone", "".join(was[i:j])
        if k < m:
            yield "new", "".join(now[k:m])


def bound(of: Threshold, lang: Lang) -> str:
    """Return the number of a threshold as a language writes it."""
    value = of.limit.value
    if isinstance(value, timedelta):
        return written(Duration(value // timedelta(milliseconds=1)), lang)
    return written(Share(float(value)) if of.share else float(value), lang)


def citing(of: Meaning) -> list[tuple[RulingRow, tuple[str, ...]]]:
    """Return the latest rulings that cite any version, each with the versions that it cites."""
    # An id stands in the record between quotes, and quotes that somebody wrote stand behind a backslash.
    ids = {each.id for each in of.versions}
    wanted = Q()
    for id in ids:
        wanted |= Q(body__contains=f'"{id}"')
    rows = RulingRow.objects.filter(wanted).select_related("case").order_by("-proposed_at")[:CITING_MAX]
    cited = ((row, tuple(each for each in row.ruling.interpretations if each in ids)) for row in rows)
    return [(row, held) for row, held in cited if held]
