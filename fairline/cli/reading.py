"""The commands that only show what is there: policy, explain, columns, formats."""

import difflib
from collections.abc import Iterable, Iterator
from contextlib import closing
from textwrap import wrap

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from fairline import telling, words
from fairline.audit.measurable import BY_NUMBER
from fairline.checks.public_holidays import public_holidays
from fairline.cli import help as say
from fairline.cli.screen import plain
from fairline.engine import Engine
from fairline.facts import FairlineError
from fairline.facts.errors import no_such
from fairline.findings import bound
from fairline.law import load
from fairline.policy import (
    ANSWER,
    DEFAULT_PLAN,
    MODE,
    SEVERITY,
    Act,
    Clause,
    Lang,
    Letter,
    Rule,
    Rung,
)
from fairline.policy.catalogue import State, coverage
from fairline.policy.text import written_day
from fairline.readers.columns import propose
from fairline.readers.format import Format
from fairline.readers.recognition import NEVER_RECOGNISED, READERS
from fairline.readers.source import Source
from fairline.signals import Dated, Limit, PerPlan, Test
from fairline.signals.limits import AnyLimit

RULE_CELLS = 24  # ours: room for a rule's name, which is broken at its hyphens


def policy(clauses: Iterable[Clause], lang: Lang, out: Console) -> int:
    """List the clauses and their rules."""
    clauses = tuple(clauses)
    for letter in Letter:
        rules = [rule for clause in clauses if clause.letter is letter for rule in clause.rules]
        if not rules:
            continue
        out.print(
            plain(say.CLAUSE.say(lang, letter=letter.name.lower(), title=letter.value.say(lang)), "bold")
        )
        table = Table(show_edge=False, pad_edge=False, header_style="dim")
        for heading in ("rule", "title", "severity", "limit", "mode"):
            table.add_column(say.HEADINGS[heading].say(lang), overflow="fold")
        for rule in rules:
            limits = [line for test in rule.when for line in limit_lines(test, test.limit, lang)]
            table.add_row(
                plain("\n".join([*wrap(rule.name, RULE_CELLS), rule.id])),
                plain(rule.title.say(lang)),
                plain(SEVERITY[rule.severity].say(lang)),
                plain("\n".join(limits)),
                plain(MODE[rule.mode].say(lang)),
            )
        out.print(table)
        out.print()
    return 0


def covered(clauses: Iterable[Clause], lang: Lang, out: Console) -> int:
    """List every row of the catalogue: which rules work for it, what holds it, or what it lacks."""
    rows = coverage(clauses)
    table = Table(show_edge=False, pad_edge=False, header_style="dim")
    for heading in ("row", "state", "by"):
        table.add_column(say.HEADINGS[heading].say(lang), overflow="fold")
    for row in rows:
        text = row.missing or row.held_by
        by = "\n".join(row.rules) if text is None or row.rules else text.say(lang)
        table.add_row(plain(row.id), plain(row.state.value.say(lang)), plain(by))
    out.print(table)
    for state in State:
        count = sum(row.state is state for row in rows)
        out.print(plain(say.ENTRY.say(lang, name=state.value.say(lang), value=count)))
    return 0


def generated(clauses: Iterable[Clause], out: Console) -> int:
    """Print the Python that the rules are compiled to."""
    for source in Engine(clauses, law=load(public_holidays), plan=DEFAULT_PLAN).sources.values():
        out.out(source, highlight=False)
    return 0


def explain(name: str, clauses: Iterable[Clause], langs: Iterable[Lang], out: Console) -> int:
    """Explain the rule of this name, or all of this catalogue id. Raises ``FairlineError`` if none."""
    rules = [(clause, rule) for clause in clauses for rule in clause.rules]
    found = [(clause, rule) for clause, rule in rules if name.lower() in (rule.name, rule.id.lower())]
    if not found:
        raise _no_rule(name, [rule for _, rule in rules])
    for lang in langs:
        for clause, rule in found:
            _explain(clause, rule, lang, out)
    return 0


def _no_rule(name: str, rules: list[Rule]) -> FairlineError:
    ids = {rule.id.lower(): rule.id for rule in rules}
    near = difflib.get_close_matches(name.lower(), ids, n=1, cutoff=0.75)
    return no_such(
        name, "rule", ids[near[0]] if near else name, [*ids.values(), *(rule.name for rule in rules)]
    )


def _explain(clause: Clause, rule: Rule, lang: Lang, out: Console) -> None:
    out.print(plain(f"{rule.id}  {rule.name}", "bold"))
    out.print(plain(rule.title.say(lang)))
    letter = clause.letter
    title = say.CLAUSE.say(lang, letter=letter.name.lower(), title=letter.value.say(lang))
    out.print(plain(words.THEN.say(lang).join([title, clause.title.say(lang)])))
    citation = rule.citation or clause.citation
    day, read = (written_day(each, lang) for each in (citation.in_force, citation.checked_on))
    _entry(
        say.LAW.say(lang),
        [words.THEN.say(lang).join([citation.law, say.IN_FORCE.say(lang, day=day, read=read)]), citation.url],
        out,
    )
    if rule.law is not None:
        _entry("", [say.TABLE_OF_LAW.say(lang, topic=rule.law)], out)
    for test in rule.when:
        _entry(say.LIMITS.say(lang), [*limit_lines(test, test.limit, lang), *conditions(test, lang)], out)
    _entry(say.WINDOW.say(lang), [telling.window(rule.signal.over, lang)], out)
    _entry(say.EACH.say(lang), [telling.column(name, lang) for name in keys(rule)], out)
    for heading, value in (
        (say.HEADINGS["severity"], SEVERITY[rule.severity]),
        (say.HEADINGS["mode"], MODE[rule.mode]),
        (say.EVIDENCE, rule.evidence.value),
        (say.ANSWER, ANSWER[rule.answer]),
    ):
        _entry(heading.say(lang), [value.say(lang)], out)
    if rule.act is not Act.ALLOW:
        _entry(say.BEFORE.say(lang), [telling.act(rule, lang)], out)
    for rung in rule.ladder:
        _entry("", list(rung_lines(rule.when[0], rung, lang)), out)
    _entry(say.INNOCENT.say(lang), [each.say(lang) for each in clause.innocent], out)
    _entry(say.RUNBOOK.say(lang), [clause.runbook.say(lang)], out)
    out.print()


def _entry(heading: str, lines: Iterable[str], out: Console) -> None:
    if heading:
        out.print(Padding(plain(heading, "dim"), (0, 0, 0, 2), expand=False))
    for line in lines:
        out.print(Padding(plain(line), (0, 0, 0, 4), expand=False))


def keys(rule: Rule) -> list[str]:
    """Return the parts of a rule's key as ``kind.field``, for ``telling.column``."""
    kind = str(rule.signal.kind.__struct_config__.tag)
    return [f"{kind}.{name}" for name in rule.signal.key_names]


def conditions(test: Test, lang: Lang) -> Iterator[str]:
    """Yield what else must hold before a measure past its limit is a finding."""
    if test.base_min:
        yield say.BASE_MIN.say(lang, base=test.base_min)
    if test.wilson:
        yield say.WILSON.say(lang)
    if test.of_periods > 1:
        yield say.REPEATED.say(lang, times=test.times, periods=test.of_periods)


def rung_lines(test: Test, rung: Rung, lang: Lang) -> Iterator[str]:
    """Yield a step of the ladder as it is read, one line for each plan that has its own."""
    what = f"{SEVERITY[rung.severity].say(lang)}, {ANSWER[rung.answer].say(lang)}"
    for line in limit_lines(test, rung.limit, lang, step=True):
        yield say.ENTRY.say(lang, name=line, value=what)


def limit_lines(test: Test, of: AnyLimit, lang: Lang, *, step: bool = False) -> list[str]:
    """Return a limit as it is read, one line for each plan or day that has its own, with whose it is.

    ``step``: it is one of a ladder.
    """

    def line(limit: Limit, where: str = "") -> str:
        past = say.LADDER.say(lang, limit=bound(test.signal, limit.value))
        said = past if step else telling.limit(test, limit, lang)
        whose = words.THEN.say(lang).join(
            [words.ORIGINS[limit.origin].say(lang), telling.source(limit, lang)]
        )
        told = say.WHOSE.say(lang, limit=said, whose=whose)
        return say.ENTRY.say(lang, name=where, value=told) if where else told

    match of:
        case Limit():
            return [line(of)]
        case PerPlan(plans, otherwise):
            named = [
                line(limit, say.PLAN.say(lang, plan=words.plan_name(plan, lang))) for plan, limit in plans
            ]
            return named if otherwise is None else [*named, line(otherwise, say.NO_PLAN.say(lang))]
        case Dated(since):
            return [line(limit, say.SINCE.say(lang, day=written_day(day, lang))) for day, limit in since]


def columns(path: str, out: Console) -> int:
    """Print a mapping file for the table at ``path``. Raises ``FairlineError`` if it is no table."""
    with closing(Source.open(path)) as source:
        out.out(propose(source).text.rstrip("\n"), highlight=False)
    return 0


def formats(lang: Lang, out: Console) -> int:
    """List the formats, the strictest recognition first."""
    known = [READERS[name].FORMAT for name in READERS if name not in NEVER_RECOGNISED]
    for each in known:
        _format(each, lang, out)
    return 0


def _format(of: Format, lang: Lang, out: Console) -> None:
    out.print(plain(say.ENTRY.say(lang, name=of.name, value=telling.title(of, lang)), "bold"))
    out.print(plain("  " + ", ".join(words.KINDS[kind].say(lang) for kind in sorted(of.kinds))))
    tried = say.TRIED.get(of.tried_on)
    told = {
        "source": of.source,
        "tried": of.tried_on.value if tried is None else tried.say(lang),
        "silent": ", ".join(telling.column(f".{name}", lang) for name in sorted(of.silent_on - BY_NUMBER)),
        "never": ", ".join(telling.never(of, lang)),
    }
    for name, value in told.items():
        if value:
            line = say.ENTRY.say(lang, name=say.HEADINGS[name].say(lang), value=value)
            # An address is one word, to be clicked or copied.
            out.print(Padding(plain(line), (0, 0, 0, 2), expand=False), soft_wrap=name == "source")
