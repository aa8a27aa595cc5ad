"""A form into a ruling: what a person chose and wrote, with what the case and the clock give."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from fairline.cases import (
    Alternative,
    Delay,
    DelayReason,
    NoticeGiven,
    Outcome,
    Reach,
    Ruling,
    Scope,
    ShortNotice,
    Trigger,
    notice_days,
)
from fairline.cases.ruling import RESTRICTS, SANCTIONS
from fairline.console.cases.evidence import began, items
from fairline.console.rulings.offer import Offer
from fairline.console.rulings.weighing import proposal_of
from fairline.console.tracing.complaints import COMPLAINED
from fairline.policy import Harm, Lang, Lasting

NOTICE, AT_ONCE = "notice", "at-once"


def drafted(form: Mapping[str, Any], offer: Offer, *, id: str, by: str, now: datetime) -> Ruling:
    """Return the ruling that a valid form asks for, decided by one person ``now``."""
    outcome = Outcome(form["outcome"])
    subject = form["scope"]
    chosen = {row.pk for row, _ in offer.findings} & set(form["findings"])
    cited = [row for row, _ in offer.findings if row.pk in chosen]
    evidence = items(cited)
    complaints = [each for each in offer.items if each.source.startswith(COMPLAINED)]
    ruling = Ruling(
        id=id,
        outcome=outcome,
        scope=Scope(
            kind=subject.kind,
            id=subject.id,
            account=subject.account,
            territory=form["territory"],
            duration=_duration(outcome, form["hours"]),
        ),
        decided_at=now,
        effective_at=now,
        decided_by=(by,),
        reasons=form["reasons"].strip(),
        case=str(offer.case.pk),
        language=Lang(form["language"]),
        harm=Harm(form["harm"]) if form["harm"] else None,
        trigger=Trigger(form["trigger"]),
        network_at_risk=form["network_at_risk"] or None,
        clauses=tuple(sorted({each.clause for each in evidence if each.clause is not None})),
        rules=tuple(sorted({row.rule for row in cited})),
        findings=tuple(row.pk for row in cited),
        evidence=tuple(each.sha256 for each in (*evidence, *complaints)),
        facts_since=began(evidence),
        interpretations=tuple(form["interpretations"]),
        circumstances=tuple(form["circumstances"]),
        alternatives=_alternatives(form, Reach(subject.kind.value)),
        proportionality=form["proportionality"].strip(),
        cure_steps=tuple(line.strip() for line in form["cure_steps"].splitlines() if line.strip()),
        keeps=tuple(Lasting) if form["lasting"] else (),
        no_life_depends=form["no_life_depends"] or None,
        renews=form["renews"] or None,
        detected_by_machine=True,
    )
    return _sent(_begun(ruling, form, now), form, now)


def _duration(outcome: Outcome, hours: int | None) -> timedelta | None:
    ends = outcome in RESTRICTS and outcome is not Outcome.TERMINATE
    return timedelta(hours=hours) if ends and hours is not None else None


def _alternatives(form: Mapping[str, Any], reach: Reach) -> tuple[Alternative, ...]:
    """Return what was said of each smaller reach; where nothing was, nothing was considered."""
    order = list(Reach)
    said = {"yes": True, "no": False, "": None}
    made = (
        Alternative(reach=each, suffices=said[form[f"suffices_{each.value}"]], why=form[f"why_{each.value}"])
        for each in order[: order.index(reach)]
    )
    return tuple(each for each in made if each.suffices is not None or each.why)


def _begun(ruling: Ruling, form: Mapping[str, Any], now: datetime) -> Ruling:
    """Return it with when it takes effect: at once, or after the notice that is due or a later day."""
    if ruling.outcome not in RESTRICTS:
        return ruling
    later = form["effective_at"]
    if ruling.outcome not in SANCTIONS:
        return replace(ruling, effective_at=later or now)
    if form["short_notice"] and ruling.outcome is Outcome.TERMINATE:
        ruling = replace(ruling, short_notice=ShortNotice(form["short_notice"]))
    if form["how"] == NOTICE:
        due = now + timedelta(days=notice_days(proposal_of(ruling)))
        return replace(ruling, notice=NoticeGiven(given_at=now), effective_at=later or due)
    return replace(
        ruling,
        effective_at=later or now,
        no_notice_because=form["no_notice_because"].strip(),
        review_on=form["review_on"],
    )


def _sent(ruling: Ruling, form: Mapping[str, Any], now: datetime) -> Ruling:
    """Return it with when its statement leaves: now, or later for a recorded reason."""
    if not form["delay"]:
        return replace(ruling, statement_sent_at=now)
    until = now + timedelta(days=form["delay_days"] or 0)
    return replace(
        ruling,
        delay=Delay(reason=DelayReason(form["delay"]), why=form["delay_why"].strip(), until=until),
    )
