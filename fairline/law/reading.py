"""Data files to facts of law, purely from their text. A mistake is told with its file, place and topic."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import yaml

from fairline.facts import FairlineError
from fairline.law.topics import TOPICS, Value
from fairline.law.values import DAY_MINUTES, Hours, Windows

FOUND_MAX = 80  # a broken file must not fill the screen
MEMORY = "memory"  # the source of facts that were not looked up
HALF_HOUR = 30  # minutes; answers are remembered by the quarter of an hour, so no window may end within one
SPAN = re.compile(r"([0-2]\d):([0-5]\d)-([0-2]\d):([0-5]\d)")
DAYS = ("mon_fri", "sat", "sun", "public_holidays")
FACT_KEYS = (
    "value",
    "recommended_default",
    "citation",
    "effective_from",
    "effective_to",
    "confidence",
    "source",
    "binding",
    "clock",
    "note",
    "note_fr",
    "verify",
)


class LawError(FairlineError):
    """A mistake in a data file: which file, place and topic, what was found and what was wanted."""


class Confidence(StrEnum):
    """How sure the data is: ``high`` is the law's own text or several sources that agree, ``medium`` is one
    secondary source or a well-known text from memory, ``low`` is self-regulation, practice or unverified."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LawFact:
    """What one law says on one topic in one place, from its first day in force to its last, both included.

    ``value`` is ``None`` where no law sets a value; ``recommended`` is then what to keep to. ``binding`` is
    ``False`` for self-regulation and good practice. ``verify``: the note says what is to be looked up before
    the fact is relied on. ``checked_on`` is the day on which its source was read, ``None`` if it was not.
    Two facts are equal only if they are the same one.
    """

    place: str
    topic: str
    value: Value | None
    recommended: Hours | None
    citation: str
    in_force_from: date
    in_force_to: date | None
    confidence: Confidence
    source: str
    binding: bool
    note: str | None
    note_fr: str | None = None
    verify: bool = False
    checked_on: date | None = None

    @property
    def binds(self) -> bool:
        """Whether a rule may refuse by it: it binds, and is of high or medium confidence."""
        return self.binding and self.confidence is not Confidence.LOW

    def said(self, lang: str) -> str:
        """Say what it asks, or what is recommended where no law asks; ``lang`` is ``en`` or ``fr``."""
        asked = self.recommended if self.value is None else self.value
        assert asked is not None, "a fact has a value or a recommendation"
        return ", ".join(asked) if isinstance(asked, tuple) else asked.text(lang)

    def in_force(self, day: date) -> bool:
        """Whether it is the law on ``day``."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A jurisdiction as one file gives it, with its facts by topic, the earliest first."""

    id: str
    name: str
    name_fr: str
    inherits: str | None
    facts: Mapping[str, tuple[LawFact, ...]]


def parse(text: str, file: str) -> tuple[Place, ...]:
    """Read one data file; ``file`` is its name, for the errors. Raises ``LawError``."""
    content = loaded(text, file)
    top = _Reader(file)
    whole = top.mapping("the file", content, ("checked_on", "sources", "places"))
    checked = None if whole.get("checked_on") is None else top.day("checked_on", whole["checked_on"])
    listed = top.mapping("sources", whole.get("sources"))
    sources = {name: _source(top, name, said, checked) for name, said in listed.items()}
    places = top.mapping("places", whole.get("places"))
    return tuple(
        _place(_Reader(f"{file}: {name}"), name, content, sources) for name, content in places.items()
    )


def loaded(text: str, file: str) -> object:
    """Return what a YAML file holds, no name twice; ``file`` names it in errors. Raises ``LawError``."""
    try:
        return cast(object, yaml.load(text, _Loader))
    except yaml.YAMLError as error:
        raise LawError(f"{file}: found {_cut(' '.join(str(error).split()))}, wanted YAML") from None


@dataclass(frozen=True, slots=True)
class _Source:
    """Where facts are from, and the day on which it was read."""

    said: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes values out of what YAML made, or says where, what was found and what was wanted."""

    where: str

    def fail(self, what: str, found: object, wanted: str) -> LawError:
        shown = "nothing" if found is None else _cut(repr(found))
        return LawError(f"{self.where}: {what}: found {shown}, wanted {wanted}")

    def mapping(self, what: str, found: object, keys: tuple[str, ...] | None = None) -> Mapping[str, object]:
        if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
            raise self.fail(what, found, "names with values")
        if keys is not None and (unknown := [key for key in found if key not in keys]):
            raise self.fail(what, unknown[0], "only " + ", ".join(keys))
        return cast(Mapping[str, object], found)

    def text(self, what: str, found: object) -> str:
        if not isinstance(found, str) or not found.strip():
            raise self.fail(what, found, "words")
        return found

    def day(self, what: str, found: object) -> date:
        if type(found) is not date:
            raise self.fail(what, found, "a day such as 2021-07-01")
        return found

    def flag(self, what: str, found: object) -> bool:
        if not isinstance(found, bool):
            raise self.fail(what, found, "true or false")
        return found


def _source(reader: _Reader, name: str, said: object, checked: date | None) -> _Source:
    """Read a source: its words, read on the day of the file, or its words and a day of its own."""
    if isinstance(said, dict):
        record = reader.mapping(f"sources: {name}", said, ("said", "checked_on"))
        own = reader.day(f"sources: {name}: checked_on", record.get("checked_on"))
        return _Source(reader.text(f"sources: {name}: said", record.get("said")), own)
    return _Source(reader.text("sources", said), None if name == MEMORY else checked)


def _place(reader: _Reader, name: str, content: object, sources: Mapping[str, _Source]) -> Place:
    record = reader.mapping("the place", content, ("name", "name_fr", "inherits", "facts"))
    inherits = record.get("inherits")
    topics = {} if record.get("facts") is None else reader.mapping("facts", record["facts"])
    facts: dict[str, tuple[LawFact, ...]] = {}
    for topic, listed in topics.items():
        if topic not in TOPICS:
            raise reader.fail("facts", topic, "one of " + ", ".join(TOPICS))
        if not isinstance(listed, list) or not listed:
            raise reader.fail(topic, listed, "a list of facts")
        inner = _Reader(f"{reader.where} {topic}")
        read = sorted((_fact(inner, name, topic, item, sources) for item in listed), key=_first_day)
        for earlier, later in pairwise(read):
            if earlier.in_force(later.in_force_from):
                day = str(later.in_force_from)
                raise inner.fail("effective_from", day, "a day after the fact before it has ended")
        facts[topic] = tuple(read)
    return Place(
        id=name,
        name=reader.text("name", record.get("name")),
        name_fr=reader.text("name_fr", record.get("name_fr", record.get("name"))),
        inherits=None if inherits is None else reader.text("inherits", inherits),
        facts=facts,
    )


def _first_day(fact: LawFact) -> date:
    return fact.in_force_from


def _fact(reader: _Reader, place: str, topic: str, item: object, sources: Mapping[str, _Source]) -> LawFact:
    record = reader.mapping("the fact", item, FACT_KEYS)
    first = reader.day("effective_from", record.get("effective_from"))
    last = None if record.get("effective_to") is None else reader.day("effective_to", record["effective_to"])
    if last is not None and last < first:
        raise reader.fail("effective_to", str(last), f"a day not before {first}")
    confidence = record.get("confidence")
    if confidence not in tuple(Confidence):
        raise reader.fail("confidence", confidence, "high, medium or low")
    source = record.get("source")
    if not isinstance(source, str) or source not in sources:
        raise reader.fail("source", source, "one of the sources of this file")
    timed = TOPICS[topic] is Hours
    binding = record.get("binding")
    if binding is None and not timed:
        binding = True  # a law that sets no hours binds unless the data says that it does not
    value, recommended = _values(reader, topic, record)
    if value is None and binding is True:
        raise reader.fail("value", None, "a value, since the fact binds")
    note, note_fr, verify = _notes(reader, record)
    return LawFact(
        place=place,
        topic=topic,
        value=value,
        recommended=recommended,
        citation=reader.text("citation", record.get("citation")),
        in_force_from=first,
        in_force_to=last,
        confidence=Confidence(cast(str, confidence)),
        source=sources[source].said,
        binding=reader.flag("binding", binding),
        note=note,
        note_fr=note_fr,
        verify=verify,
        checked_on=sources[source].checked_on,
    )


def _notes(reader: _Reader, record: Mapping[str, object]) -> tuple[str | None, str | None, bool]:
    """Return the note in English and in French, and whether something is to be verified."""
    note, note_fr = (
        None if record.get(key) is None else reader.text(key, record[key]) for key in ("note", "note_fr")
    )
    if (note is None) is not (note_fr is None):
        key = "note_fr" if note_fr is None else "note"
        raise reader.fail(key, None, "a note in both languages")
    verify = reader.flag("verify", record.get("verify", False))
    if verify and note is None:
        raise reader.fail("note", None, "what is to be verified")
    return note, note_fr, verify


def _values(reader: _Reader, topic: str, record: Mapping[str, object]) -> tuple[Value | None, Hours | None]:
    value, default = record.get("value"), record.get("recommended_default")
    if TOPICS[topic] is Hours:
        clock = _clock(reader, record.get("clock"))
        recommended = None if default is None else _hours(reader, "recommended_default", default, clock)
        if value is None and recommended is None:
            raise reader.fail("value", None, "hours, or a recommended_default")
        return (None if value is None else _hours(reader, "value", value, clock)), recommended
    for key in ("clock", "recommended_default"):
        if record.get(key) is not None:
            raise reader.fail(key, record[key], "none, since the topic has no hours")
    if value is None:
        raise reader.fail("value", None, "a value")
    if TOPICS[topic] is tuple:
        return _numbers(reader, value), None
    try:
        return cast(Value, msgspec.convert(value, TOPICS[topic])), None
    except msgspec.ValidationError as error:
        raise reader.fail("value", value, f"{topic} as declared ({error})") from None


def _numbers(reader: _Reader, found: object) -> tuple[str, ...]:
    if (
        not isinstance(found, list)
        or not all(isinstance(n, str) and n.isdecimal() for n in found)
        or not found
    ):
        raise reader.fail("value", found, 'numbers in quotes, such as ["112"]')
    return tuple(found)


def _clock(reader: _Reader, found: object) -> str | None:
    if found is None:
        return None
    name = reader.text("clock", found)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise reader.fail("clock", name, "an IANA time zone") from None
    return name


def _hours(reader: _Reader, what: str, found: object, clock: str | None) -> Hours:
    record = reader.mapping(what, found, DAYS)
    mon_fri, sat, sun = (_windows(reader, f"{what}.{day}", record.get(day)) for day in DAYS[:3])
    holidays = record.get("public_holidays")
    return Hours(
        mon_fri=mon_fri,
        sat=sat,
        sun=sun,
        public_holidays=(
            None if holidays == "as_weekday" else _windows(reader, f"{what}.public_holidays", holidays)
        ),
        clock=clock,
    )


def _windows(reader: _Reader, what: str, found: object) -> Windows:
    if found == "none":
        return ()
    if not isinstance(found, list) or not found:
        raise reader.fail(what, found, 'none, or spans in quotes, such as ["08:00-21:00"]')
    windows = tuple(_span(reader, what, span) for span in found)
    for (_, end), (start, _) in pairwise(windows):
        if start <= end:
            raise reader.fail(what, found, "spans in order that do not touch")
    return windows


def _span(reader: _Reader, what: str, found: object) -> tuple[int, int]:
    match = SPAN.fullmatch(found) if isinstance(found, str) else None
    if match is None:
        raise reader.fail(what, found, 'a span such as "08:00-21:00"')
    first_hour, first_minute, last_hour, last_minute = map(int, match.groups())
    start, end = first_hour * 60 + first_minute, last_hour * 60 + last_minute
    if not start < end <= DAY_MINUTES:
        raise reader.fail(what, found, "a start before its end, and an end not after 24:00")
    if start % HALF_HOUR or end % HALF_HOUR:
        raise reader.fail(what, found, "times on the hour or half hour")
    return start, end


def _cut(text: str) -> str:
    return text if len(text) <= FOUND_MAX else text[: FOUND_MAX - 3] + "..."


# The C loader reads the data about ten times faster; it is there wherever libyaml was when PyYAML was built.
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[valid-type,misc]
    """Refuses a name given twice, which YAML readers otherwise take as the last one without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        names = [key.value for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                mark = node.start_mark
                raise yaml.constructor.ConstructorError(None, None, f"{name} given twice", mark)
        return cast(dict[object, object], super().construct_mapping(node, deep))
