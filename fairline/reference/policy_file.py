"""The page of the policy file: every limit that may be tightened, as the file has it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from fairline.cli import help as headings
from fairline.policy import DEFAULT_PLAN, PLANS, Clause, Lang, Mode, Rule
from fairline.policy.tightened import said
from fairline.reference import markdown
from fairline.reference import words as say
from fairline.reference.languages import other_language
from fairline.signals import Comparison, Limit, Origin, PerPlan, Test
from fairline.signals.limits import Value


def policy_file_page(clauses: Iterable[Clause], lang: Lang) -> str:
    """Return the page: how the file is written, then every table and key of it."""
    parts = [
        other_language("policy-file", lang),
        say.POLICY_FILE_INTRO.en if lang is Lang.EN else say.POLICY_FILE_INTRO.fr,
    ]
    names = (say.TABLE, say.TOML_KEY, say.PRESENT, say.TIGHTER, say.MODES)
    rules = [rule for clause in clauses for rule in clause.rules]
    rows = [row for rule in rules for row in _rows(rule, lang)]
    parts.append(markdown.table([name.say(lang) for name in names], rows))
    parts.append(f"## {say.PLANS.say(lang)}")
    parts.append(say.PLANS_INTRO.say(lang, plan=DEFAULT_PLAN))
    plans = ((f"`{plan}`", text.say(lang)) for plan, text in PLANS.items())
    parts.append(markdown.table([say.PLAN.say(lang), headings.HEADINGS["title"].say(lang)], plans))
    return markdown.page(say.POLICY_FILE.say(lang), parts)


def keys(rule: Rule) -> dict[str, str]:
    """Return each key of a rule's table with the policy's own value, as TOML."""
    return {_key(number): _toml(test) for number, test in enumerate(rule.when, start=1)}


def modes(rule: Rule) -> list[Mode]:
    """Return the modes that the file may set. A limit of ours may only observe."""
    limits = [*(test.limit for test in rule.when), *(rung.limit for rung in rule.ladder)]
    ours = any(each.origin is Origin.DESIGN for limit in limits for each in limit.variants())
    return [Mode.OBSERVE, Mode.MUTED] if ours else [Mode.OBSERVE, Mode.SAMPLE, Mode.ENFORCE, Mode.MUTED]


def _rows(rule: Rule, lang: Lang) -> Iterator[tuple[str, ...]]:
    values = keys(rule)
    for number, test in enumerate(rule.when, start=1):
        tighter = say.LARGER if test.comparison is Comparison.BELOW else say.SMALLER
        first = number == 1
        yield (
            markdown.code(f"[rules.{rule.name}]") if first else "",
            markdown.code(_key(number)),
            markdown.code(values[_key(number)]),
            tighter.say(lang),
            ", ".join(markdown.code(mode) for mode in modes(rule)) if first else "",
        )


def _key(number: int) -> str:
    return "limit" if number == 1 else f"limit{number}"


def _toml(test: Test) -> str:
    """Return the test's limit as the file has it: one value, or one for each plan that the rule is for."""
    match test.limit:
        case Limit(value):
            return _value(value)
        case PerPlan(plans, otherwise):
            named = dict(plans)
            by_plan = {plan: named.get(plan, otherwise) for plan in PLANS}
            told = (f"{plan} = {_value(each.value)}" for plan, each in by_plan.items() if each is not None)
            return f"{{ {', '.join(told)} }}"
        case dated:
            return _value(dated.since[-1][1].value)


def _value(value: Value) -> str:
    return f'"{said(value)}"' if isinstance(value, timedelta) else said(value)
