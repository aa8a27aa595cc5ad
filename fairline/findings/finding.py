"""What broke a rule: who, when, by what measure, against whose limit, under which law."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from fairline.facts import Event
from fairline.law import Hours, LawFact
from fairline.policy import Answer, Clause, Duration, Lang, Money, Rule, Severity, Share, Slot
from fairline.policy.text import HARD
from fairline.signals import Limit, Measure, Reading, Signal, Unit
from fairline.signals.frames import SAMPLES_MAX as SAMPLES_MAX
from fairline.signals.limits import Value, in_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule broken by one key in one spell or period.

    ``since`` to ``until``: for a sliding window the first and last fact at which the rule was broken, for a
    period the period. ``measure`` is the worst of the spell, or that of the whole period; ``others`` are
    those of the rule's further tests. ``samples`` are records that count toward it, oldest first.
    ``warming``: what the rule counts does not reach back a whole window yet, so it only observes.
    """

    clause: Clause
    rule: Rule
    key: tuple[object, ...]
    since: datetime
    until: datetime
    measure: Measure
    limit: Limit
    severity: Severity
    answer: Answer
    others: tuple[tuple[Signal, Measure, Limit], ...] = ()
    laws: tuple[LawFact, ...] = ()
    samples: tuple[Event, ...] = ()
    open: bool = False
    warming: bool = False

    @property
    def id(self) -> str:
        """The same rule, key and start give the same id, in every run."""
        said = "\x1f".join([self.rule.name, *map(repr, self.key), self.since.isoformat()])
        return blake2b(said.encode(), digest_size=8).hexdigest()

    @property
    def who(self) -> dict[str, str]:
        """The key in words: each part's name and value."""
        names = self.rule.signal.key_names
        return {name: _said(value) for name, value in zip(names, self.key, strict=True)}

    @property
    def subject(self) -> str:
        """Who answers for it: the first part of the key."""
        return _said(self.key[0])

    def reason(self, lang: Lang) -> str:
        """Return the rule's reason in ``lang``, with the numbers of this finding."""
        return self.rule.reason.say(lang, **self.slots(lang))

    def slots(self, lang: Lang) -> dict[str, Slot]:
        """Return all that a reason may name: the measure, its parts, the limit, the key, the law."""
        test = self.rule.when[0]
        values: dict[str, Slot] = {
            **self.who,
            "hits": amount(self.measure.hits, test.signal.unit),
            "base": based(test.signal, self.measure),
            "unknown": self.measure.unknown,
            "value": told(test.signal, self.measure),
            "limit": bound(test.signal, self.limit.value),
            "times": test.times,
            "of_periods": test.of_periods,
            "law": _laws(self.laws, lang),
        }
        for number, (signal, measure, limit) in enumerate(self.others, start=2):
            values[f"hits{number}"] = amount(measure.hits, signal.unit)
            values[f"base{number}"] = based(signal, measure)
            values[f"value{number}"] = told(signal, measure)
            values[f"limit{number}"] = bound(signal, limit.value)
        return values


def amount(hits: int, unit: Unit) -> Slot:
    """Return a sum as it is read: a duration, money or a plain number."""
    match unit:
        case Unit.DURATION:
            return Duration(hits)
        case Unit.MONEY:
            return Money(hits)
        case Unit.NUMBER:
            return hits


def based(signal: Signal, measure: Measure) -> Slot:
    """Return the base as it is read: under a ratio it is a sum like the hits, otherwise a number of facts."""
    return amount(measure.base, signal.unit) if signal.reading is Reading.RATIO else measure.base


def told(signal: Signal, measure: Measure) -> Slot:
    """Return the number that was held against the limit, as it is read. Something to nothing is "∞"."""
    ratio = measure.ratio or 0.0
    match signal.reading:
        case Reading.SHARE:
            return Share(ratio)
        case Reading.HITS:
            return amount(measure.hits, signal.unit)
        case Reading.MEAN:
            return amount(round(ratio), signal.unit)
        case Reading.RATIO:
            return "∞" if measure.base == 0 and measure.hits > 0 else ratio


def bound(signal: Signal, value: Value) -> Slot:
    """Return a limit as it is read."""
    match signal.reading:
        case Reading.SHARE:
            return Share(float(in_unit(value, Unit.NUMBER)))
        case Reading.RATIO:
            return float(in_unit(value, Unit.NUMBER))
        case Reading.HITS | Reading.MEAN:
            return amount(int(in_unit(value, signal.unit)), signal.unit)


def _laws(facts: tuple[LawFact, ...], lang: Lang) -> str:
    """Say each law with its place, with the hard spaces of French before its signs."""
    hard = HARD if lang is Lang.FR else ""
    return f"{hard}; ".join(f"{fact.place}{hard}: {_law(fact, lang)}" for fact in facts)


def _law(fact: LawFact, lang: Lang) -> str:
    """Say what the law asks: its hours where it has any, otherwise where it stands."""
    asked = fact.value if fact.value is not None else fact.recommended
    return asked.text(lang) if isinstance(asked, Hours) else fact.citation


def _said(value: object) -> str:
    return ", ".join(map(_said, value)) if isinstance(value, tuple) else str(value)
