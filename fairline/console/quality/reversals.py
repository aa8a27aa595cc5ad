"""How often a rule's rulings fall, and what follows: past the limit it only observes, until two lift that.

The core counts and judges (``fairline.cases.reversals``); here it is given what the console knows, and what
it says is kept, and told to the guard.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import Max, Q

from fairline.cases import AppealDecision, Ruling
from fairline.cases.reversals import RuleRecord, demotions, rule_records
from fairline.console.people.models import Person
from fairline.console.policy import review, rules
from fairline.console.quality.judging import NO_REASON, Refused
from fairline.console.quality.models import Demoted
from fairline.console.records.log import SYSTEM, record
from fairline.console.rulings.guard import NotTaken, tell
from fairline.console.rulings.models import RulingRow, Stage
from fairline.policy import Text
from fairline.ports.console import Modes
from fairline.signals import Unit
from fairline.signals.limits import in_unit

STANDS = (Stage.MADE, Stage.IN_JOURNAL, Stage.OVERTURNED)
_RULING = msgspec.json.Decoder(Ruling)
RELOAD_WAIT_S = 60.0  # ours: the guard compiles its policy anew, which takes some seconds
ANOTHER = Text(
    en="another senior than the one who asked for it has to lift it",
    fr="un autre examinateur principal que celui qui l'a demandé doit la lever",
)
NOT_SO = Text(
    en="somebody has acted on it meanwhile: look again",
    fr="quelqu'un a agi entre-temps\u00a0: regardez à nouveau",
)


def rulings(now: datetime) -> Iterator[Ruling]:
    """Yield the rulings that count, those overturned among them."""
    since = now - timedelta(days=review().periods["reversal-window"].number)
    rows = RulingRow.objects.filter(stage__in=STANDS, decided_at__gte=since, decided_at__lte=now)
    yield from map(_RULING.decode, rows.values_list("body", flat=True).iterator(2_000))


def decisions(now: datetime) -> Iterator[AppealDecision]:
    """Yield, for each ruling that an appeal overturned, that it did.

    The journal's follower marks such a ruling; who decided and why stands in the journal and weighs nothing
    here, so it is left out.
    """
    rows = RulingRow.objects.filter(stage=Stage.OVERTURNED, decided_at__lte=now)
    for pk, at in rows.values_list("pk", "decided_at").iterator(2_000):
        yield AppealDecision(
            id=f"of {pk}",
            appeal="",
            ruling=pk,
            decided_at=at or now,
            decided_by="",
            overturned=True,
            reasons="",
        )


def reinstated() -> dict[str, datetime]:
    """Return since when each rule that was put back counts anew."""
    rows = Demoted.objects.exclude(lifted_at=None).values("rule").annotate(at=Max("lifted_at"))
    return {each["rule"]: each["at"] for each in rows}


def records(now: datetime) -> tuple[RuleRecord, ...]:
    """Return each rule's record."""
    return rule_records(rulings(now), decisions(now), now, review(), reinstated())


def demote(now: datetime) -> list[Demoted]:
    """Note the rules that may only observe from now on; return those that are new."""
    made = []
    for each in demotions(rulings(now), decisions(now), now, review(), reinstated()):
        with transaction.atomic():
            one, is_new = Demoted.objects.get_or_create(
                rule=each.rule,
                lifted_at=None,
                defaults={
                    "at": now,
                    "hits": each.reversal.hits,
                    "base": each.reversal.base,
                    "limit": float(in_unit(each.limit.value, Unit.NUMBER)),
                },
            )
            if is_new:
                hits, base = each.reversal.hits, each.reversal.base
                record(SYSTEM, "rule.demoted", f"rule:{each.rule}", overturned=hits, rulings=base)
                made.append(one)
    return made


def ask_lift(pk: int, by: Person, reason: str, now: datetime) -> None:
    """Propose that a rule be put back into force. ``Refused`` if that was done already."""
    if not reason.strip():
        raise Refused(NO_REASON)
    with transaction.atomic():
        changed = Demoted.objects.filter(pk=pk, lifted_at=None, asked_by=None).update(
            asked_by=by, asked_at=now, reason=reason.strip()
        )
        if not changed:
            raise Refused(NOT_SO)
        record(
            by.username, "rule.lift-asked", f"rule:{Demoted.objects.get(pk=pk).rule}", reason=reason.strip()
        )


def lift(pk: int, by: Person, now: datetime) -> None:
    """Put a rule back into force, as a second person; from now on its rulings count anew. ``Refused``."""
    with transaction.atomic():
        held = _asked(pk)
        if held.asked_by_id == by.pk:
            raise Refused(ANOTHER)
        held.lifted_by, held.lifted_at = by, now
        held.save(update_fields=["lifted_by", "lifted_at"])
        record(by.username, "rule.lifted", f"rule:{held.rule}", reason=held.reason)


def decline(pk: int, by: Person) -> None:
    """Leave a rule observing, and the proposal behind. ``Refused``."""
    with transaction.atomic():
        held = _asked(pk)
        record(by.username, "rule.lift-declined", f"rule:{held.rule}", reason=held.reason)
        held.asked_by, held.asked_at, held.reason = None, None, ""
        held.save(update_fields=["asked_by", "asked_at", "reason"])


def untold() -> bool:
    """Whether the guard does not know all of it yet."""
    return Demoted.objects.filter(Q(told_at=None) | Q(lifted_at__isnull=False, lift_told_at=None)).exists()


def push(now: datetime) -> bool:
    """Have the guard put to observing just the rules that are demoted; return whether it has. A rule that the
    policy no longer has needs nothing."""
    held = list(Demoted.objects.filter(lifted_at=None))
    lifted = list(Demoted.objects.filter(lifted_at__isnull=False, lift_told_at=None))
    names = tuple(sorted(each.rule for each in held if each.rule in rules()))
    try:
        tell(Modes(names), wait_s=RELOAD_WAIT_S)
    except NotTaken as error:
        Demoted.objects.filter(pk__in=[each.pk for each in (*held, *lifted)]).update(trouble=str(error))
        return False
    Demoted.objects.filter(pk__in=[each.pk for each in held], told_at=None).update(told_at=now)
    Demoted.objects.filter(pk__in=[each.pk for each in lifted]).update(lift_told_at=now)
    Demoted.objects.exclude(trouble="").update(trouble="")
    return True


def _asked(pk: int) -> Demoted:
    held = Demoted.objects.select_for_update().filter(pk=pk, lifted_at=None).exclude(asked_by=None).first()
    if held is None:
        raise Refused(NOT_SO)
    return held
