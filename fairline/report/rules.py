"""A rule in words: what it is held against, over which time, for whom, and what may follow."""

from collections.abc import Iterator

from markupsafe import Markup

from fairline import telling
from fairline.findings import bound
from fairline.policy import ANSWER, MODE, SEVERITY, Citation, Clause, Mode, Rule, Rung
from fairline.report.wording import Wording
from fairline.signals import Dated, Limit, Origin, PerPlan, Test
from fairline.signals.expressions import name_of
from fairline.signals.limits import AnyLimit
from fairline.signals.windows import Successive
from fairline.words import COMPARISONS, ORIGINS, plan_name

COMMA = Markup(", ")


def citation_of(clause: Clause, rule: Rule) -> Citation:
    """Return the rule's own citation, or that of its clause."""
    return clause.citation if rule.citation is None else rule.citation


def mode_of(rule: Rule, say: Wording) -> Markup:
    """Say how far the rule may go; one that only observes says so, and why."""
    if rule.mode is not Mode.OBSERVE:
        return say.text(MODE[rule.mode])
    limits = (limit for test in rule.when for limit in test.limit.variants())
    ours = any(limit.origin is Origin.DESIGN for limit in limits)
    return say.say("observes, ours" if ours else "observes")


def limits_of(rule: Rule, say: Wording) -> list[Markup]:
    """Say every limit of the rule and whose it is: each test's, then the steps of the ladder."""
    told = [say.joined([*_variants(test, test.limit, say), *_conditions(test, say)]) for test in rule.when]
    return told + [_rung(rule.when[0], rung, say) for rung in rule.ladder]


def whose(limit: Limit, say: Wording) -> Markup:
    """Say whose number a limit is, and where it stands."""
    return say.text(ORIGINS[limit.origin]) + COMMA + say.ours(telling.source(limit, say.lang))


def span_of(rule: Rule, say: Wording) -> Markup:
    """Say over which time the rule counts, and from when."""
    window = rule.signal.over
    words = say.ours(telling.window(window, say.lang))
    test = rule.when[0]
    if isinstance(window, Successive):
        start = telling.column(f"{_kind(rule)}.{name_of(window.since)}", say.lang)
        length = say.counted(window.length.days, "days")
        words = say.say("successive", length=length, start=say.ours(start))
    if test.of_periods > 1:
        words += COMMA + say.say("often", times=test.times, of=test.of_periods)
    return words


def key_of(rule: Rule, say: Wording) -> Markup:
    """Say for whom the rule counts: the account, and what else it tells apart."""
    names = (telling.column(f"{_kind(rule)}.{name}", say.lang) for name in rule.signal.key_names)
    return COMMA.join(map(say.ours, names))


def _kind(rule: Rule) -> str:
    return rule.signal.kind.__name__.lower()


def _variants(test: Test, limit: AnyLimit, say: Wording) -> Iterator[Markup]:
    match limit:
        case Limit():
            yield _one(test, limit, say)
        case PerPlan(plans, otherwise):
            for plan, each in plans:
                where = say.say("for plan", plan=say.ours(plan_name(plan, say.lang)))
                yield Markup("{} {}").format(_one(test, each, say), where)
            if otherwise is not None:
                yield Markup("{} {}").format(_one(test, otherwise, say), say.say("other plans"))
        case Dated(since):
            for day, each in since:
                where = say.say("since day", day=say.day(day))
                yield Markup("{} {}").format(_one(test, each, say), where)


def _one(test: Test, limit: Limit, say: Wording) -> Markup:
    number = say.number(bound(test.signal, limit.value))
    told = say.text(COMPARISONS[test.comparison], limit=number)
    return Markup("<strong>{}</strong> ({})").format(told, whose(limit, say))


def _conditions(test: Test, say: Wording) -> Iterator[Markup]:
    if test.base_min > 0:
        yield say.say("from base", n=test.base_min)
    if test.wilson:
        yield say.say("wilson")


def _rung(test: Test, rung: Rung, say: Wording) -> Markup:
    told = say.joined(_variants(test, rung.limit, say))
    severity, answer = say.text(SEVERITY[rung.severity]), say.text(ANSWER[rung.answer])
    return say.joined([told, say.say("rung", severity=severity, answer=answer)])
