"""What a rule measures, in words: every expression over columns, and every way of counting."""

from datetime import timedelta

from fairline import words
from fairline.policy import Duration, Lang, Text, written
from fairline.reference import words as say
from fairline.signals import Against, Counting, Reading, Signal
from fairline.signals.expressions import (
    UNSAID,
    Both,
    Choose,
    Column,
    Compare,
    Constant,
    Derived,
    Either,
    Expression,
    FirstKnown,
    Known,
    Negated,
    NewlySeen,
)

ALL = Constant(True)
SIGNS = {"==": "=", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def kind_of(signal: Signal) -> str:
    """Return the word for the facts that a signal counts: ``call`` or ``message``."""
    return str(signal.kind.__struct_config__.tag)


def measure(signal: Signal, lang: Lang) -> str:
    """Return how the measure is made of the facts that count."""
    counting = "distinct share" if _per_fact(signal) else signal.counting.value
    if signal.counting is Counting.COHORT and signal.compared is not Against.MEAN:
        counting = f"cohort {signal.compared.value}"
    if signal.counting is Counting.COUNT and signal.value in (ALL, signal.of):
        counting = "count all"
    return say.COUNTINGS[counting].say(
        lang,
        value=_said(signal.value, signal, lang),
        until=_said(signal.until, signal, lang),
        against=_said(signal.against, signal, lang),
        cohort=_said(signal.cohort, signal, lang),
        cohort_min=signal.cohort_min,
        step=signal.step_max,
        level=signal.level,
        within="" if signal.within is None else _duration(signal.within),
    ) + _lasting(signal.lasting_max, lang)


def base(signal: Signal, lang: Lang) -> str:
    """Return which facts count: all of their kind, or those of which something is true."""
    kind = words.KINDS[kind_of(signal)].say(lang)
    if signal.of == ALL:
        return say.ALL_OF.say(lang, kind=kind)
    return say.THOSE_OF.say(lang, kind=kind, where=_said(signal.of, signal, lang))


def key(signal: Signal, lang: Lang) -> str:
    """Return the parts of the key, each as it is read off a fact."""
    return ", ".join(_said(part, signal, lang) for part in signal.by)


def expression(of: Expression, kind: type, lang: Lang) -> str:
    """Return an expression in words. A column of another kind of fact than ``kind`` names that kind."""
    return _Words(kind, lang).say(of)


def _said(of: Expression, signal: Signal, lang: Lang) -> str:
    return expression(of, signal.kind, lang)


def _per_fact(signal: Signal) -> bool:
    return signal.counting is Counting.DISTINCT and signal.reading is Reading.SHARE


def _lasting(longest: timedelta | None, lang: Lang) -> str:
    return "" if longest is None else say.LASTING.say(lang, longest=_duration(longest))


def _duration(length: timedelta) -> Duration:
    return Duration(length // timedelta(milliseconds=1))


class _Words:
    """One language, and the kind of fact that columns need not name."""

    def __init__(self, kind: type, lang: Lang) -> None:
        self._kind = kind
        self._lang = lang

    def say(self, of: Expression) -> str:
        match of:
            case Column(kind, field):
                owner = "" if kind is self._kind else f"{kind.__struct_config__.tag}."
                return f"`{owner}{field}`"
            case Constant(value):
                return self._value(value)
            case Compare(operator, left, right):
                return f"{self.say(left)} {SIGNS[operator]} {self.say(right)}"
            case Both(terms):
                return self._joined(terms, say.AND)
            case Either(terms):
                return self._joined(terms, words.OR)
            case Negated(term):
                return self._with(say.NOT, term=term)
            case Known(term):
                return self._with(say.KNOWN, term=term)
            case FirstKnown(terms):
                return say.FIRST_KNOWN.say(self._lang, terms=self._list(terms))
            case Choose(condition, yes, no):
                if no == UNSAID:
                    return self._with(say.ONLY_IF, condition=condition, yes=yes)
                return self._with(say.IF, condition=condition, yes=yes, no=no)
            case Derived(function, terms, _):
                name = say.FUNCTIONS[function.__name__.strip("_")].say(self._lang)
                return f"{name} ({self._list(terms)})"
            case NewlySeen(value, by, within, after, history_min):
                return self._newly_seen(value, by, within, after, history_min)
        raise AssertionError(f"{type(of).__name__} has no words")

    def _newly_seen(
        self, value: Expression, by: Expression, within: timedelta, after: timedelta, history: timedelta
    ) -> str:
        return say.NEWLY_SEEN.say(
            self._lang,
            value=self.say(value),
            by=self.say(by),
            within=self._length(within),
            after=self._length(after),
            history=self._length(history),
        )

    def _length(self, length: timedelta) -> str:
        if length % timedelta(days=1) == timedelta(0) and length > timedelta(days=1):
            return say.DAYS.say(self._lang, days=length.days)
        return written(_duration(length), self._lang)

    def _value(self, value: object) -> str:
        match value:
            case bool():
                return (say.YES if value else say.NO).say(self._lang)
            case timedelta():
                return self._length(value)
            case int() | float():
                return written(value, self._lang)
            case None:
                return say.UNKNOWN.say(self._lang)
            case _:
                return str(value)

    def _joined(self, terms: tuple[Expression, ...], joint: Text) -> str:
        return joint.say(self._lang).join(self._inner(term) for term in terms)

    def _inner(self, term: Expression) -> str:
        said = self.say(term)
        return f"({said})" if isinstance(term, Both | Either) else said

    def _list(self, terms: tuple[Expression, ...]) -> str:
        return words.THEN.say(self._lang).join(self.say(term) for term in terms)

    def _with(self, text: Text, **parts: Expression) -> str:
        return text.say(self._lang, **{name: self._inner(part) for name, part in parts.items()})
