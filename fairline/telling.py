"""Parts of an audit in words: why a rule was not measured, why a file was not used, what a window spans."""

from datetime import timedelta

from fairline import wanted, words
from fairline.audited import FileRead, NotMeasurable, Unusable, Why
from fairline.facts import Call, Event, Message, Unreadable
from fairline.findings import Finding, bound, told
from fairline.policy import ACT, MEND, MODE, Duration, Lang, Rule, Text, written
from fairline.readers.format import Format
from fairline.signals import Measure, Signal, Test
from fairline.signals.limits import Limit
from fairline.signals.windows import Calendar, Sliding, Successive, Window

LACKS_SHOWN = 5  # ours: columns named for one file; an export names all
DAYS = Text(en="{days} days", fr="{days}\u00a0jours")
FOUND_OF = Text(en="{hits} of {base}", fr="{hits} sur {base}")
BOUNDS = Text(en="{value} ({lower} to {upper})", fr="{value} ({lower} à {upper})")
AT_LEAST = Text(en="at least {value}", fr="au moins {value}")
UNUSABLE = {
    Unusable.NOT_OPENED: words.NOT_OPENED,
    Unusable.EMPTY: words.EMPTY,
    Unusable.EMPTY_FOLDER: words.EMPTY_FOLDER,
    Unusable.NO_KNOWN_FORMAT: words.NO_KNOWN_FORMAT,
    Unusable.NO_RECORD: words.NO_RECORD,
}


def why_not(of: NotMeasurable, plan: str) -> Text:
    """Return why a rule was not measured, in both languages. ``plan`` is the audit's."""
    return Text(en=_why_not(of, plan, Lang.EN), fr=_why_not(of, plan, Lang.FR))


def _why_not(of: NotMeasurable, plan: str, lang: Lang) -> str:
    match of.why:
        case Why.FORMAT:
            missing = [_either(names, lang) for names in of.missing]
            text = words.NOT_IN_FORMAT if len(missing) == 1 else words.SEVERAL_NOT_IN_FORMAT
            return text.say(lang, what=words.THEN.say(lang).join(missing), formats=", ".join(of.formats))
        case Why.VALUES:
            missing = [_value(name, lang) for (name,) in of.missing]
            return words.NEVER_SAID.say(
                lang, what=words.NOR.say(lang).join(missing), formats=", ".join(of.formats)
            )
        case Why.RECORDS:
            missing = [_either(names, lang) for names in of.missing]
            return words.NOT_IN_RECORDS.say(lang, what=words.NOR.say(lang).join(missing))
        case Why.NO_FACTS:
            return words.NO_FACTS.say(lang, what=words.KINDS[of.missing[0][0]].say(lang))
        case Why.PLAN:
            return words.OTHER_PLANS.say(lang, plan=words.plan_name(plan, lang))
        case Why.OFF:
            return words.SWITCHED_OFF.say(lang, mode=MODE[of.rule.mode].say(lang))


def _either(names: tuple[str, ...], lang: Lang) -> str:
    return words.OR.say(lang).join(dict.fromkeys(column(name, lang) for name in names))


def _value(name: str, lang: Lang) -> str:
    said = words.VALUES.get(name.partition(".")[2])
    return column(name, lang) if said is None else said.say(lang)


def column(name: str, lang: Lang) -> str:
    """Return what a column says: ``call.talk`` is how long the conversation was."""
    if name in words.OF_KINDS:
        return words.OF_KINDS[name].say(lang)
    kind, _, field = name.partition(".")
    said = words.COLUMNS.get(field)
    text = field if said is None else said.say(lang)
    owner = words.OWNERS.get(kind)
    return text if owner is None else f"{text} ({owner.say(lang)})"


def why_unusable(file: FileRead, lang: Lang) -> str | None:
    """Return why nothing of ``file`` was used, ``None`` if something was."""
    if file.unusable is None:
        return None
    first = unreadable(file.examples[0], lang) if file.examples else ""
    return UNUSABLE[file.unusable].say(lang, detail=file.detail or first)


def lacks(file: FileRead, lang: Lang) -> str | None:
    """Return what ``file`` has no column for and others have, and since when; ``None`` if nothing."""
    if not file.lacks or file.lacks_since is None:
        return None
    names = list(dict.fromkeys(column(name, lang) for name in file.lacks))
    what = words.THEN.say(lang).join(names[:LACKS_SHOWN])
    if len(names) > LACKS_SHOWN:
        what = words.AND_MORE.say(lang, what=what, count=len(names) - LACKS_SHOWN)
    return words.LACKS.say(lang, since=file.lacks_since, what=what)


def unreadable(of: Unreadable, lang: Lang) -> str:
    """Return what was wrong with a record: which line and field, what was found and what was wanted."""
    told = wanted.said(of.wanted, lang)
    return words.EXAMPLE.say(lang, line=str(of.line), field=of.field, found=repr(of.found), wanted=told)


def window(of: Window, lang: Lang) -> str:
    """Return what a window spans, and how it moves."""
    match of:
        case Sliding(length, _):
            return words.WINDOWS["sliding"].say(lang, length=_length(length, lang))
        case Successive(length, _):
            return words.WINDOWS["successive"].say(lang, length=_length(length, lang))
        case Calendar(unit, zone):
            return words.WINDOWS[unit].say(lang, zone=zone.key)


def window_kind(of: Window) -> str:
    """Return the kind of a window: sliding, successive or calendar."""
    return type(of).__name__.lower()


def _length(length: timedelta, lang: Lang) -> str:
    if length > timedelta(days=1) and length % timedelta(days=1) == timedelta(0):
        return DAYS.say(lang, days=length.days)
    return written(Duration(length // timedelta(milliseconds=1)), lang)


def measured(finding: Finding, lang: Lang) -> str:
    """Return what was measured as it is read: ``31 of 1,000, 3.1% (2.2% to 4.4%)`` for a share."""
    return measure(finding.rule.when[0], finding.measure, lang)


def measure(test: Test, found: Measure, lang: Lang) -> str:
    """Return a measure as it is read, with the interval that it was judged by where it was."""
    value = written(told(test.signal, found), lang)
    if found.saturated:
        return AT_LEAST.say(lang, value=value)
    if not has_bounds(test, found):
        return value
    lower, upper = (written(bound(test.signal, each), lang) for each in found.bounds)
    return f"{FOUND_OF.say(lang, hits=found.hits, base=found.base)}, " + BOUNDS.say(
        lang, value=value, lower=lower, upper=upper
    )


def has_bounds(test: Test, found: Measure) -> bool:
    """Whether a measure is a share that was held against its limit by its interval."""
    return test.wilson and 0 <= found.hits <= found.base


def limit(test: Test, of: Limit, lang: Lang) -> str:
    """Return what keeps to a limit: ``at most 3%``."""
    return words.COMPARISONS[test.comparison].say(lang, limit=bound(test.signal, of.value))


def source(of: Limit, lang: Lang) -> str:
    """Return where a limit stands or, if it is ours, why it is so."""
    return of.source if lang is Lang.EN else of.source_fr


def title(of: Format, lang: Lang) -> str:
    """Return what a format is called."""
    return of.title if lang is Lang.EN else of.title_fr


def never(of: Format, lang: Lang) -> list[str]:
    """Return what a format never says of the columns that it tells, such as that a call was canceled."""
    names = (f"call.{field}={str(value).lower()}" for field, values in of.never.items() for value in values)
    return sorted(_value(name, lang) for name in names)


def who(finding: Finding, lang: Lang) -> str:
    """Return who broke the rule: the account, and what else the rule tells apart."""
    rest = [f"{_part(name, lang)} {value}" for name, value in finding.who.items() if name != "account"]
    return ", ".join([finding.subject, *rest])


def _part(name: str, lang: Lang) -> str:
    said = words.PARTS.get(name)
    return name if said is None else said.say(lang)


DOERS = ("user", "token", "ip", "contact", "complainant")
DONE_TO = ("target", "number", "person", "item", "aor", "endpoint", "other", "call_id", "campaign", "sha256")


def parties(of: Event) -> tuple[str | None, str | None]:
    """Return from whom or what a fact is and to whom or what, as far as it says."""
    match of:
        case Call(caller=caller, called=called):
            return caller, called
        case Message(sender=sender, recipient=recipient):
            return sender, recipient
        case _:
            return _first(of, DOERS), _first(of, DONE_TO)


def _first(of: Event, names: tuple[str, ...]) -> str | None:
    return next((str(value) for name in names if (value := getattr(of, name, None)) is not None), None)


def act(rule: Rule, lang: Lang) -> str:
    """Return what becomes of an act that breaks the rule, before it happens."""
    return (ACT[rule.act] if rule.mend is None else MEND[rule.mend]).say(lang)


def unit_of(signal: Signal) -> str:
    """Return what ``hits`` counts: number, milliseconds or millionths."""
    return {"number": "number", "duration": "milliseconds", "money": "millionths"}[signal.unit.value]
