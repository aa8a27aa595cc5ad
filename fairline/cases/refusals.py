"""Why a ruling cannot stand as it is put forward. A ruling that nothing is said against may be journalled."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from fairline.cases import words
from fairline.cases.days import months_after
from fairline.cases.evidence import permits
from fairline.cases.ladder import breaches, cure, step
from fairline.cases.proposal import Proposal
from fairline.cases.ruling import RESTRICTS, SANCTIONS, Outcome, Trigger
from fairline.cases.saying import filled, listed
from fairline.cases.without_notice import renewed_by_another, statement_in_time, without_notice
from fairline.policy import ANSWER, Answer, Harm, Lasting, Text

SAFETY = ("f", "l")
"""The clauses under which cutting may itself be the danger."""


def refusals(proposal: Proposal, now: datetime) -> tuple[Text, ...]:
    """Return every reason against the ruling, in both languages; none if it may stand."""
    return tuple(
        reason
        for check in (_form, _evidence, _ladder, _interpretations, _end, _notice, _statement, _safety)
        for reason in check(proposal, now)
    )


def _form(proposal: Proposal, now: datetime) -> Iterator[Text]:
    ruling = proposal.ruling
    if not ruling.reasons.strip():
        yield words.NO_REASONS
    if not ruling.decided_by:
        yield words.NOBODY
    if ruling.decided_by_machine and ruling.outcome in SANCTIONS:
        yield words.BY_MACHINE
    if ruling.decided_at > now:
        yield words.NOT_YET
    if ruling.effective_at < ruling.decided_at:
        yield words.BEFORE_DECISION
    known = {each.name for each in proposal.review.circumstances}
    for name in ruling.circumstances:
        if name not in known:
            yield filled(words.UNKNOWN_CIRCUMSTANCE, name=name)
    if renewed_by_another(proposal) is False:
        yield words.SAME_PERSON


def _evidence(proposal: Proposal, now: datetime) -> Iterator[Text]:
    """What is cited must be there, about this subject, and enough."""
    ruling, cited = proposal.ruling, proposal.cited
    missing = [each for each in ruling.evidence if each not in {item.sha256 for item in cited}]
    if missing:
        yield filled(words.MISSING_EVIDENCE, items=", ".join(missing))
    permission = permits(cited, proposal.review)[ruling.answer]
    if not permission.allowed:
        why = listed(permission.why)
        yield filled(words.NOT_PERMITTED, answer=ANSWER[ruling.answer], why=why)
    persons = len(frozenset(ruling.decided_by))
    if persons < permission.persons:
        yield filled(words.PERSONS, wanted=permission.persons, persons=persons)


def _ladder(proposal: Proposal, now: datetime) -> Iterator[Text]:
    ruling = proposal.ruling
    if ruling.outcome not in RESTRICTS or ruling.trigger is Trigger.ORDER:
        return
    if ruling.harm is None:
        yield words.NO_HARM
        return
    most = max(step(ruling, ruling.harm, proposal.earlier, proposal.review).answers)
    if ruling.answer > most:
        yield filled(words.ABOVE_LADDER, answer=ANSWER[most], wanted=ANSWER[ruling.answer])
    elif ruling.outcome is Outcome.TERMINATE and ruling.harm is Harm.NUISANCE:
        yield from _repeated(proposal)


def _repeated(proposal: Proposal) -> Iterator[Text]:
    """A nuisance ends a contract only when it has come back, however it is aggravated."""
    ruling, periods, days = proposal.ruling, proposal.review.periods, proposal.days
    months, wanted = periods["repeat-window"].number, periods["repeat"].number
    first = months_after(days.day(ruling.decided_at), -months)
    since = datetime.combine(first, time.min, days.zone)
    if 1 + len(breaches(ruling, proposal.earlier, since)) < wanted:
        yield filled(words.NOT_REPEATED, wanted=wanted, months=months)


def _interpretations(proposal: Proposal, now: datetime) -> Iterator[Text]:
    """A restriction on a rule with a vague word needs the word's meaning on the day the facts began."""
    ruling, register = proposal.ruling, proposal.register
    if ruling.outcome not in RESTRICTS:
        return
    if ruling.facts_since is None:
        yield words.NO_DAY
        return
    day = proposal.days.day(ruling.facts_since)
    rules = dict.fromkeys(item.rule_id for item in proposal.cited if item.rule_id is not None)
    for rule in rules:
        for term in register.terms(rule):
            held = register.in_force(term, day)
            if held is None or not held.covers(rule):
                yield filled(words.NO_INTERPRETATION, term=register.title(term), day=day, rule=rule)
            elif held.id not in ruling.interpretations:
                yield filled(words.NOT_CITED, term=held.title, rule=rule, id=held.id)


def _end(proposal: Proposal, now: datetime) -> Iterator[Text]:
    ruling = proposal.ruling
    duration = ruling.scope.duration
    if ruling.outcome is Outcome.TERMINATE and duration is not None:
        yield words.AN_END
    elif ruling.outcome in RESTRICTS and ruling.outcome is not Outcome.TERMINATE and duration is None:
        yield words.NO_END
    if duration is not None and duration <= timedelta(0):
        yield words.NO_TIME


def _notice(proposal: Proposal, now: datetime) -> Iterator[Text]:
    """A sanction needs notice: time to mend, 30 days for a termination, or all conditions for none."""
    ruling = proposal.ruling
    if ruling.outcome not in SANCTIONS:
        return
    days = notice_days(proposal)
    if ruling.notice is not None:
        if ruling.effective_at < ruling.notice.given_at + timedelta(days=days):
            yield filled(words.SHORT_OF_NOTICE, days=days)
        return
    missing = tuple(each for each in without_notice(proposal, now) if each.holds is not True)
    if missing:
        whys = listed(
            tuple(
                filled(Text(en="{number}) {why}", fr="{number}) {why}"), number=m.condition.number, why=m.why)
                for m in missing
            )
        )
        yield filled(words.NO_NOTICE, days=days, missing=whys)
    elif not ruling.no_notice_because.strip():
        yield words.WHY_NO_NOTICE


def notice_days(proposal: Proposal) -> int:
    """Return how many days of notice a sanction needs: the longest time to mend, or a termination's 30.

    The time to mend is that of its clauses and rules and of its rung of the ladder.
    """
    ruling, review = proposal.ruling, proposal.review
    ids = tuple(item.rule_id for item in proposal.cited if item.rule_id is not None)
    limits = [cure(ruling.clauses, ids, review)]
    if ruling.harm is not None:
        rung = step(ruling, ruling.harm, proposal.earlier, review)
        limits += [] if rung.cure is None else [rung.cure]
    days = max(int(limit.value) for limit in limits if isinstance(limit.value, int))
    if ruling.answer is Answer.TERMINATE and ruling.short_notice is None:
        return max(days, review.periods["notice-termination"].number)
    return days


def _statement(proposal: Proposal, now: datetime) -> Iterator[Text]:
    ruling, days = proposal.ruling, proposal.review.periods["delayed-statement"].number
    if ruling.outcome in RESTRICTS and statement_in_time(ruling, days) is not True:
        yield filled(words.LATE_STATEMENT, days=days)


def _safety(proposal: Proposal, now: datetime) -> Iterator[Text]:
    ruling = proposal.ruling
    stops = tuple(proposal.review.lasting[each] for each in Lasting if each in ruling.stops)
    if stops:
        yield filled(words.STOPS, what=listed(stops))
    clauses = {*ruling.clauses, *(item.clause for item in proposal.cited)}
    if ruling.outcome in SANCTIONS and clauses & set(SAFETY) and ruling.no_life_depends is not True:
        yield words.LIFE
