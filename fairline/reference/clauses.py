"""One page for each letter of the policy, and the list of all rules, in one language."""

from collections.abc import Iterable, Iterator

from fairline import telling, words
from fairline.audit.measurable import needed
from fairline.cli import help as headings
from fairline.cli.reading import conditions, limit_lines, rung_lines
from fairline.facts import Call, Message
from fairline.policy import ANSWER, MODE, SEVERITY, Act, Clause, Duration, Lang, Letter, Rule, Text, written
from fairline.policy.meaning import CONTEST, HOW, MEANING
from fairline.reference import markdown, measures
from fairline.reference import words as say
from fairline.reference.languages import SUFFIX, capital, other_language
from fairline.signals import Test
from fairline.signals.expressions import Column
from fairline.signals.windows import Sliding, Successive, Window


def clause_page(letter: Letter, clauses: Iterable[Clause], lang: Lang) -> str:
    """Return the page of a letter: each of its clauses with its rules, or that there is none."""
    own = [clause for clause in clauses if clause.letter is letter]
    name = letter.name.lower()
    everything = markdown.link(say.CATALOGUE.say(lang), f"../rules{SUFFIX[lang]}")
    parts = [
        f"{other_language(name, lang)} · {everything}",
        markdown.text(MEANING[letter].say(lang)),
        say.CLAUSE_INTRO.say(lang) if own else say.NO_RULE.say(lang),
    ]
    parts += [part for clause in own for part in _clause(clause, lang)]
    review = markdown.link(say.REVIEW.say(lang), f"../review{SUFFIX[lang]}")
    parts += [
        f"## {say.HOW_TO_CONTEST.say(lang)}",
        markdown.text(CONTEST[letter].say(lang)),
        f"{markdown.text(HOW.say(lang))} {review}",
    ]
    return markdown.page(markdown.text(_title(letter, lang)), parts)


def rules_page(clauses: Iterable[Clause], lang: Lang) -> str:
    """Return the list of all rules by letter, each with a link to where it is explained."""
    clauses = tuple(clauses)
    total = sum(len(clause.rules) for clause in clauses)
    parts = [
        other_language("rules", lang),
        say.CATALOGUE_INTRO.say(lang, rules=total),
    ]
    for letter in Letter:
        own = [rule for clause in clauses if clause.letter is letter for rule in clause.rules]
        page = f"clauses/{letter.name.lower()}{SUFFIX[lang]}"
        parts.append(f"## {markdown.link(_title(letter, lang), page)}")
        parts.append(markdown.text(MEANING[letter].say(lang)))
        parts.append(_rules(own, page, lang) if own else say.NO_RULE_YET.say(lang))
    return markdown.page(say.CATALOGUE.say(lang), parts)


def _title(letter: Letter, lang: Lang) -> str:
    return headings.CLAUSE.say(lang, letter=letter.name.lower(), title=letter.value.say(lang))


def _rules(rules: Iterable[Rule], page: str, lang: Lang) -> str:
    names = ("rule", "title", "severity", "limit", "mode")
    rows = (
        (
            markdown.link(rule.name, f"{page}#{rule.name}"),
            markdown.text(rule.title.say(lang)),
            SEVERITY[rule.severity].say(lang),
            "<br>".join(markdown.text(line) for line in _limits(rule, lang)),
            MODE[rule.mode].say(lang),
        )
        for rule in rules
    )
    return markdown.table([headings.HEADINGS[name].say(lang) for name in names], rows)


def _limits(rule: Rule, lang: Lang) -> list[str]:
    return [line for test in rule.when for line in limit_lines(test, test.limit, lang)]


def _clause(clause: Clause, lang: Lang) -> Iterator[str]:
    yield f"## {markdown.text(clause.title.say(lang))}"
    yield _entry(headings.LAW, _citation(clause, lang), lang)
    for rule in clause.rules:
        yield f"### {rule.name}"
        yield f"**{markdown.text(rule.title.say(lang))}**"
        yield markdown.bullets(_rule(clause, rule, lang))
    for draft in clause.drafts:
        yield from _row(draft.id, draft.title, say.DRAFT.say(lang, missing=draft.missing.say(lang)), lang)
    for each in clause.invariants:
        yield from _row(each.id, each.title, say.INVARIANT.say(lang, held_by=each.held_by.say(lang)), lang)
    yield f"### {capital(headings.INNOCENT.say(lang))} ({clause.id})"
    yield markdown.bullets(markdown.text(each.say(lang)) for each in clause.innocent)
    yield f"### {capital(headings.RUNBOOK.say(lang))} ({clause.id})"
    yield markdown.text(clause.runbook.say(lang))


def _row(id_: str, title: Text, text: str, lang: Lang) -> Iterator[str]:
    yield f"### {id_}"
    yield f"**{markdown.text(title.say(lang))}**"
    yield markdown.text(text)


def _rule(clause: Clause, rule: Rule, lang: Lang) -> Iterator[str]:
    yield _entry(say.ID, rule.id, lang)
    for number, test in enumerate(rule.when):
        yield from _test(test, lang, first=number == 0)
    yield _entry(say.KEY, measures.key(rule.signal, lang), lang)
    yield _window(rule.signal.over, rule.signal.kind, lang)
    if rule.ladder:
        steps = [line for rung in rule.ladder for line in rung_lines(rule.when[0], rung, lang)]
        yield _entry(say.LADDER, _nested(steps), lang)
    yield _entry(headings.HEADINGS["severity"], SEVERITY[rule.severity].say(lang), lang)
    yield _entry(headings.ANSWER, ANSWER[rule.answer].say(lang), lang)
    if rule.act is not Act.ALLOW:
        yield _entry(headings.BEFORE, telling.act(rule, lang), lang)
    yield _entry(headings.HEADINGS["mode"], MODE[rule.mode].say(lang), lang)
    evidence = say.EVIDENCE.say(lang, letter=rule.evidence.name, words=rule.evidence.value.say(lang))
    yield _entry(headings.EVIDENCE, evidence, lang)
    if rule.citation is not None:
        yield _entry(headings.LAW, _citation(rule, lang), lang)
    if rule.law is not None:
        yield _entry(headings.LAW, headings.TABLE_OF_LAW.say(lang, topic=f"`{rule.law}`"), lang)
    yield _entry(say.NEEDS, _nested(_needs(rule, lang)), lang)
    yield _entry(say.REASON, markdown.text(rule.reason.en if lang is Lang.EN else rule.reason.fr), lang)


def _test(test: Test, lang: Lang, *, first: bool) -> Iterator[str]:
    """Yield what is measured and what it is held against."""
    heading = say.MEASURE if first else say.AND_ALSO
    yield _entry(heading, markdown.text(measures.measure(test.signal, lang)), lang)
    yield _entry(say.COUNTED_FACTS, markdown.text(measures.base(test.signal, lang)), lang)
    lines = [*limit_lines(test, test.limit, lang), *conditions(test, lang)]
    yield _entry(headings.LIMITS, _nested(lines), lang)


def _window(of: Window, kind: type, lang: Lang) -> str:
    told = telling.window(of, lang)
    match of:
        case Sliding(_, hop):
            length = written(Duration(round(hop.total_seconds() * 1000)), lang)
            told = ", ".join([told, say.HOP.say(lang, hop=length)])
        case Successive(_, since):
            told = ", ".join([told, say.ANCHOR.say(lang, anchor=measures.expression(since, kind, lang))])
    name = say.WINDOW.say(lang, kind=say.WINDOW_KINDS[telling.window_kind(of)].say(lang))
    return _named(name, markdown.text(told), lang)


def _needs(rule: Rule, lang: Lang) -> list[str]:
    """Return what a source must say: of each line, one of the columns is enough."""
    return sorted(
        words.OR.say(lang).join(sorted(_column(column, lang) for column in columns))
        for columns in needed(rule)
    )


def _column(column: Column, lang: Lang) -> str:
    kind = str(column.kind.__struct_config__.tag)
    said = telling.column(f"{kind}.{column.field}", lang)
    owner = "" if column.kind in (Call, Message) else f"{kind}."
    return f"{said} (`{owner}{column.field}`)"


def _citation(of: Clause | Rule, lang: Lang) -> str:
    citation = of.citation
    assert citation is not None, "only what has a citation is asked for it"
    days = {"day": citation.in_force.isoformat(), "read": citation.checked_on.isoformat()}
    law = markdown.link(citation.law, citation.url)
    return words.THEN.say(lang).join([law, headings.IN_FORCE.say(lang, **days)])


def _entry(heading: Text, value: str, lang: Lang) -> str:
    return _named(heading.say(lang), value, lang)


def _named(name: str, value: str, lang: Lang) -> str:
    said = headings.ENTRY.say(lang, name=f"**{capital(name)}**", value=value)
    return said.replace(": \n", ":\n")


def _nested(lines: list[str]) -> str:
    """Return one line as it is, several as a list below."""
    if len(lines) == 1:
        return markdown.text(lines[0])
    return "".join(f"\n  - {markdown.text(line)}" for line in lines)
