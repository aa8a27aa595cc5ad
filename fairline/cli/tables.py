"""An audit on the terminal: findings by clause, what was not measured, what could not be read."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from textwrap import wrap

from rich.console import Console
from rich.table import Table

from fairline import telling, words
from fairline.audited import Audit, FileRead, NotMeasurable, Why
from fairline.cli import help as say
from fairline.cli.screen import COLORS, plain
from fairline.findings.gathered import Gathered, gathered
from fairline.policy import SEVERITY, Lang, written

ROWS_MAX = 40  # ours: rows shown for one clause
EXAMPLES_SHOWN = 5
FIXED_COLUMNS, ROOM_MIN = 33, 12  # what all but the two wide columns take; less than a word is no column
NUMBERS = frozenset({"call.caller", "call.called", "call.called_country", "call.called_places"})


def show(audit: Audit, lang: Lang, out: Console) -> None:
    """Print the whole audit."""
    _input(audit, lang, out)
    for letter, rows in groupby(gathered(audit.findings), key=lambda row: row.worst.clause.letter):
        out.print()
        title = say.CLAUSE.say(lang, letter=letter.name.lower(), title=letter.value.say(lang))
        out.print(plain(title, "bold"))
        _findings(list(rows), lang, out)
    _beyond(audit, lang, out)
    _not_measured(audit, lang, out)
    records_not_read(audit.files, lang, out)
    out.print()
    total = say.FINDINGS.say(lang, count=audit.found) if audit.found else say.NO_FINDING.say(lang)
    out.print(plain(total, "bold"))


def files_read(
    files: Iterable[FileRead], left_out: tuple[str, ...], zone: str, lang: Lang, out: Console
) -> None:
    """Print what was read of each file, and what was not read at all."""
    for file in files:
        if file.format is None or file.unusable is not None:
            continue
        title = f"{telling.title(file.format, lang)} ({file.format.name})"
        out.print(plain(say.FILE.say(lang, name=file.name, title=title, facts=file.facts)))
        if file.zone_assumed:
            out.print(plain("  " + say.ZONE.say(lang, zone=zone), "yellow"))
        if file.damage is not None:
            out.print(plain("  " + say.DAMAGED.say(lang, damage=file.damage), "red"))
        if (lacks := telling.lacks(file, lang)) is not None:
            out.print(plain(f"  {lacks}", "yellow"))
    if left_out:
        out.print(plain(say.LEFT_OUT.say(lang, names=_listed(left_out, lang))))


def _input(audit: Audit, lang: Lang, out: Console) -> None:
    files_read(audit.files, audit.left_out, audit.assumed.zone, lang, out)
    if audit.since is None or audit.until is None:
        out.print(plain(say.NO_RECORDS.say(lang)))
        return
    facts = ", ".join(_counted(kind, count, lang) for kind, count in audit.facts.items())
    out.print(plain(say.PERIOD.say(lang, since=audit.since, until=audit.until, facts=facts)))
    if audit.duplicates:
        out.print(plain(say.DUPLICATES.say(lang, count=audit.duplicates)))
    if audit.undirected:
        out.print(plain(say.UNDIRECTED.say(lang, count=audit.undirected), "yellow"))
    if audit.tightened:
        out.print(
            plain(say.TIGHTENED.say(lang, rules=", ".join(each.after.name for each in audit.tightened)))
        )


def _listed(names: tuple[str, ...], lang: Lang) -> str:
    shown = ", ".join(names[:EXAMPLES_SHOWN])
    more = len(names) - EXAMPLES_SHOWN
    return shown if more <= 0 else words.AND_MORE.say(lang, what=shown, count=more)


def _counted(kind: str, count: int, lang: Lang) -> str:
    return say.COUNTED.say(lang, kind=words.KINDS[kind].say(lang), count=count)


def _findings(rows: list[Gathered], lang: Lang, out: Console) -> None:
    table = Table(show_edge=False, pad_edge=False, header_style="dim", show_lines=True)
    # Two lines in a cell, so that a row is readable in 80 columns; names are broken at their hyphens.
    room = max(ROOM_MIN, (out.width - FIXED_COLUMNS) // 2)
    for pair in (("severity", "count"), ("rule", "who"), ("measure", "limit"), ("when",)):
        heading = "\n".join(say.HEADINGS[name].say(lang) for name in pair)
        table.add_column(heading, overflow="fold", no_wrap=pair == ("when",))
    for row in rows[:ROWS_MAX]:
        worst = row.worst
        limit = telling.limit(worst.rule.when[0], worst.limit, lang)
        whose = words.ORIGINS[worst.limit.origin].say(lang)
        severity = plain(SEVERITY[worst.severity].say(lang), COLORS[worst.severity])
        table.add_row(
            severity + plain(f"\n{written(row.count, lang)} \u00d7"),
            plain(
                "\n".join(wrap(worst.rule.name, room) + wrap(_who(row, lang), room, break_on_hyphens=False))
            ),
            plain(f"{telling.measured(worst, lang)}\n{say.WHOSE.say(lang, limit=limit, whose=whose)}"),
            plain(f"{_day(row.since, lang)}\n{_day(row.until, lang)}"),
        )
    out.print(table)
    if len(rows) > ROWS_MAX:
        out.print(plain(say.MORE_ROWS.say(lang, count=len(rows) - ROWS_MAX), "dim"))


def _who(row: Gathered, lang: Lang) -> str:
    who = telling.who(row.worst, lang)
    return who if row.keys == 1 else say.MORE_KEYS.say(lang, who=who, count=row.keys - 1)


def _day(at: datetime, lang: Lang) -> str:
    return at.strftime("%Y-%m-%d %H:%M" if lang is Lang.EN else "%d/%m/%Y %H:%M")


def _beyond(audit: Audit, lang: Lang, out: Console) -> None:
    for each in audit.rules:
        if each.found > each.kept:
            text = say.NOT_KEPT.say(lang, count=each.found - each.kept, rule=each.rule.name)
            out.print(plain(text, "yellow"))


def _not_measured(audit: Audit, lang: Lang, out: Console) -> None:
    if not audit.not_measurable or not audit.facts:
        return
    out.print()
    out.print(plain(say.NOT_MEASURED.say(lang), "bold"))
    reasons: dict[str, list[str]] = {}
    for each in audit.not_measurable:
        reasons.setdefault(telling.why_not(each, audit.assumed.plan).say(lang), []).append(each.rule.name)
    for reason, rules in reasons.items():
        text = words.REASON.say(lang, rules=", ".join(rules), reason=reason)
        hung = Table.grid(padding=(0, 1, 0, 0))
        hung.add_row("-", plain(text))
        out.print(hung)
    if audit.assumed.region is None and any(map(_wants_numbers, audit.not_measurable)):
        out.print(plain(say.NATIONAL.say(lang), "yellow"))


def _wants_numbers(of: NotMeasurable) -> bool:
    """Whether a rule went without the caller's or called number, though the format has them."""
    return of.why is Why.RECORDS and any(not NUMBERS.isdisjoint(names) for names in of.missing)


def records_not_read(files: Iterable[FileRead], lang: Lang, out: Console) -> None:
    """Print the first records of each file that were no facts."""
    for file in files:
        if not file.unreadable:
            continue
        out.print()
        out.print(plain(say.UNREADABLE.say(lang, name=file.name, count=file.unreadable), "yellow"))
        for each in file.examples[:EXAMPLES_SHOWN]:
            out.print(plain(f"  {telling.unreadable(each, lang)}"))
        if file.unreadable > EXAMPLES_SHOWN:
            out.print(plain(f"  {say.MORE_EXAMPLES.say(lang)}"))
