"""The page of the right to review: what evidence permits, conditions, ladder, periods, interpretations."""

from collections.abc import Iterator
from datetime import timedelta

from fairline import words
from fairline.policy import (
    ANSWER,
    SEVERITY,
    Duration,
    Evidence,
    Interpretation,
    Lang,
    Need,
    Review,
    Share,
    Slot,
    Text,
    Threshold,
    Way,
    written,
)
from fairline.policy.review import LEAST_HARM
from fairline.policy.text import written_day
from fairline.reference import markdown
from fairline.reference import review_words as say
from fairline.reference.languages import capital, other_language
from fairline.signals.limits import Limit


def review_page(review: Review, lang: Lang) -> str:
    """Return the page. All that stands on it is data of ``clauses.r_review``."""
    parts = [other_language("review", lang), say.INTRO.say(lang)]
    for heading, intro, body in (
        (say.EVIDENCE, say.EVIDENCE_INTRO, _evidence(review, lang)),
        (say.CONDITIONS, say.CONDITIONS_INTRO, _conditions(review, lang)),
        (say.LADDER, say.LADDER_INTRO, _ladder(review, lang)),
        (say.CIRCUMSTANCES, say.CIRCUMSTANCES_INTRO, _circumstances(review, lang)),
        (say.PERIODS, say.PERIODS_INTRO, _periods(review, lang)),
        (say.LASTING, say.LASTING_INTRO, _lasting(review, lang)),
    ):
        parts += [f"## {heading.say(lang)}", intro.say(lang), *body]
    parts += [f"## {say.INTERPRETATIONS.say(lang)}", say.INTERPRETATIONS_INTRO.say(lang)]
    parts += [part for each in review.interpretations for part in _interpretation(each, lang)]
    return markdown.page(say.TITLE.say(lang), parts)


def _evidence(review: Review, lang: Lang) -> Iterator[str]:
    classes = ((each.name, markdown.text(each.value.say(lang))) for each in Evidence)
    yield markdown.table(_named((say.CLASS, say.WHAT), lang), classes)
    rows = (
        (
            ANSWER[need.answer].say(lang),
            markdown.text(_ways(need, lang)),
            markdown.text(need.source.say(lang)),
        )
        for need in review.needs
    )
    yield markdown.table(_named((say.ANSWER, say.NEEDS, say.SOURCE), lang), rows)
    more = ", ".join(review.more_than_volume)
    yield say.VOLUME.say(lang, clause=review.volume_clause, rules=more)


def _ways(need: Need, lang: Lang) -> str:
    return say.OR.say(lang).join(_way(way, lang) for way in need.ways)


def _way(way: Way, lang: Lang) -> str:
    classes = (("A", way.a), ("B", way.b), ("C", way.c))
    parts = [f"{count} × {name}" if count > 1 else name for name, count in classes if count]
    if way.any_class:
        parts.append(say.ANY.say(lang))
    if way.persons:
        parts.append((say.PERSON if way.persons == 1 else say.PERSONS).say(lang, persons=way.persons))
    return " + ".join(parts) or say.NOTHING.say(lang)


def _conditions(review: Review, lang: Lang) -> Iterator[str]:
    rows = (
        (
            str(each.number),
            markdown.text(each.title.say(lang)),
            markdown.text(each.unknown.say(lang, **BLANK)),
        )
        for each in review.conditions
    )
    yield markdown.table(_named((say.NUMBER, say.CONDITION, say.UNKNOWN), lang), rows)


BLANK: dict[str, Slot] = {"scope": "…", "what": "…"}


def _ladder(review: Review, lang: Lang) -> Iterator[str]:
    rows = (
        (
            markdown.text(review.harms[step.harm].say(lang)),
            say.OCCASIONS[step.occasion].say(lang),
            markdown.text(step.does.say(lang)),
            ", ".join(ANSWER[answer].say(lang) for answer in step.answers),
            "" if step.cure is None else _number(step.cure, "days", lang),
            "" if step.notice is None else _number(step.notice, "days", lang),
            (say.YES if step.immediate else say.NO).say(lang),
        )
        for step in review.ladder
    )
    names = (say.HARM, say.OCCASION, say.DOES, say.ANSWER, say.CURE, say.NOTICE, say.AT_ONCE)
    yield markdown.table(_named(names, lang), rows)
    least = (
        (SEVERITY[severity].say(lang), review.harms[harm].say(lang)) for severity, harm in LEAST_HARM.items()
    )
    yield markdown.table(_named((say.SEVERITY, say.HARM_AT_LEAST), lang), least)
    yield say.SLOW.say(
        lang, rules=", ".join(f"{each}…" if each.endswith("-") else each for each in review.slow_to_mend)
    )


def _circumstances(review: Review, lang: Lang) -> Iterator[str]:
    rows = (
        (
            f"`{each.name}`",
            markdown.text(each.title.say(lang)),
            (say.AGGRAVATES if each.aggravating else say.MITIGATES).say(lang),
            ""
            if each.limit is None
            else f"{written(_slot(each.limit, 'number'), lang)} ({_whose(each.limit, lang)})",
        )
        for each in review.circumstances
    )
    yield markdown.table(_named((say.NAME, say.WHAT, say.WEIGHS, say.VALUE), lang), rows)


def _periods(review: Review, lang: Lang) -> Iterator[str]:
    rows = (
        (
            capital(markdown.text(each.title.say(lang))),
            _number(each.limit, each.unit, lang),
            _whose(each.limit, lang),
        )
        for each in review.periods.values()
    )
    yield markdown.table(_named((say.PERIOD, say.VALUE, say.WHOSE), lang), rows)


def _lasting(review: Review, lang: Lang) -> Iterator[str]:
    yield markdown.bullets(markdown.text(each.say(lang)) for each in review.lasting.values())


def _interpretation(of: Interpretation, lang: Lang) -> Iterator[str]:
    yield f"### {of.id} {markdown.text(of.title.say(lang))}"
    yield markdown.text(of.text.say(lang))
    yield say.BECAUSE.say(lang, reasons=markdown.text(of.reasons.say(lang)))
    lines = [
        say.RULES.say(lang, rules=", ".join(f"{each}…" if each.endswith("-") else each for each in of.rules)),
        say.PUBLISHED.say(
            lang, published=written_day(of.published_on, lang), since=written_day(of.in_force_from, lang)
        ),
    ]
    yield markdown.bullets([*lines, *(_threshold(each, lang) for each in of.thresholds)])


def _threshold(of: Threshold, lang: Lang) -> str:
    value = written(_slot(of.limit, "share" if of.share else "number"), lang)
    return say.THRESHOLD.say(
        lang, rule=of.rule, title=of.title.say(lang), value=value, whose=markdown.text(_whose(of.limit, lang))
    )


def _number(limit: Limit, unit: str, lang: Lang) -> str:
    value = written(_slot(limit, unit), lang)
    return value if unit == "share" else say.UNITS[unit].say(lang, value=value)


def _slot(limit: Limit, unit: str) -> Slot:
    match limit.value:
        case timedelta():
            return Duration(limit.value // timedelta(milliseconds=1))
        case float() if unit == "share":
            return Share(limit.value)
        case int() | float():
            return limit.value
        case _:
            return str(limit.value)


def _whose(limit: Limit, lang: Lang) -> str:
    source = limit.source if lang is Lang.EN else limit.source_fr
    return say.WHOSE_AND_WHERE.say(lang, whose=words.ORIGINS[limit.origin].say(lang), source=source)


def _named(names: tuple[Text, ...], lang: Lang) -> list[str]:
    return [name.say(lang) for name in names]
