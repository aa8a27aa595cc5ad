"""Who gets which sample, and what they say of it. Nobody sees what another said, nor whether it is known."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from fairline.console.cases.models import Finding
from fairline.console.people.models import Person
from fairline.console.quality import drawing
from fairline.console.quality.models import Draw, Judgment, Kind, Said, Sample
from fairline.console.records.log import Purpose, record
from fairline.console.rulings.models import RulingRow
from fairline.policy import Text
from fairline.stores.journal_files import entries

OPEN_FOR = timedelta(days=91)  # ours: a quarter; what nobody looked at by then is left
LOOKED_MAX = 200  # ours: samples among which one is looked for
EVERYBODY = 0
NOT_YOURS = Text(en="this sample is not for you any more", fr="cet échantillon n'est plus pour vous")
NO_REASON = Text(en="say why", fr="dites pourquoi")
NO_ANSWER = Text(
    en="there is no automated answer or finding of this name in a week that was drawn",
    fr="il n'y a ni réponse automatique ni constat de ce nom dans une semaine tirée",
)
SEEN = Text(
    en="somebody has judged it already, so its answer cannot be planted any more",
    fr="quelqu'un l'a déjà jugé\u00a0; sa réponse ne peut plus être glissée",
)


class Refused(Exception):
    """Why something cannot be done, in both languages."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def waiting(person: Person, now: datetime) -> QuerySet[Sample]:
    """Return what waits for somebody to judge it, but what this person has judged or planted."""
    return (
        Sample.objects.filter(Q(wanted=EVERYBODY) | Q(said__lt=F("wanted")), draw__made_at__gt=now - OPEN_FOR)
        .exclude(judgments__by=person)
        .exclude(planted_by=person)
        .select_related("case")
        .order_by("id")
    )


def next_for(person: Person, now: datetime) -> Sample | None:
    """Return the next sample for a person, ``None`` if nothing waits. Ids are chance, and so is the order."""
    some = waiting(person, now)[:LOOKED_MAX]
    return next((each for each in some if not took_part(person, each)), None)


def took_part(person: Person, sample: Sample) -> bool:
    """Whether a person has ruled on a case, or held it: then it is not theirs to look at again."""
    if sample.case is None:
        return False
    ruled = RulingRow.objects.filter(case=sample.case)
    return sample.case.holder_id == person.pk or any(
        person.username in each.ruling.persons or each.proposed_by_id == person.pk for each in ruled
    )


def judge(pk: str, by: Person, said: Said, reason: str, now: datetime) -> Judgment:
    """Keep what somebody says of a sample. ``Refused`` if it is not theirs, or was judged meanwhile."""
    if not reason.strip():
        raise Refused(NO_REASON)
    with transaction.atomic():
        Sample.objects.select_for_update().filter(pk=pk).first()
        sample = waiting(by, now).filter(pk=pk).first()
        if sample is None or took_part(by, sample):
            raise Refused(NOT_YOURS)
        sample.said += 1
        sample.save(update_fields=["said"])
        made = Judgment.objects.create(
            sample=sample, by=by, at=now, said=said, reason=reason.strip(), place=sample.said
        )
        record(by.username, "sample.judged", f"sample:{pk}", purpose=Purpose.QUALITY, said=said.value)
    return made


def plant(kind: Kind, source: str, answer: Said, why: str, by: Person) -> Sample:
    """Make an answer or finding of a drawn week one whose answer is known; everybody gets it. ``Refused``."""
    if not why.strip():
        raise Refused(NO_REASON)
    drawn = _found(kind, source)
    if drawn is None:
        raise Refused(NO_ANSWER)
    week = drawing.monday(drawn.at.date())
    draw = Draw.objects.filter(week=week).order_by("-number").first()
    if draw is None:
        raise Refused(NO_ANSWER)
    with transaction.atomic():
        sample = Sample.objects.filter(draw__week=week, kind=kind, source=drawn.source).first()
        if sample is not None and (sample.said or sample.golden):
            raise Refused(SEEN)
        if sample is None:
            sample = Sample(
                id=drawing.chance(f"{draw.seed} planted", drawn.source).hex()[:12],
                draw=draw,
                kind=kind,
                source=drawn.source,
                account=drawn.account,
                rules=" ".join(drawn.rules),
                at=drawn.at,
                body=drawn.body,
            )
        sample.wanted, sample.golden, sample.why, sample.planted_by = EVERYBODY, answer, why.strip(), by
        sample.save()
        record(by.username, "sample.planted", f"sample:{sample.pk}", answer=answer.value)
    return sample


def _found(kind: Kind, source: str) -> drawing.Drawn | None:
    if kind is Kind.FINDING:
        row = Finding.objects.filter(pk=source, observed=False).first()
        return None if row is None else drawing.finding(row)
    if not (source.isascii() and source.isdecimal() and 0 < len(source) < 19):
        return None
    entry = next(entries(settings.FOLDER, after=int(source) - 1), None)
    return drawing.answered(entry) if entry is not None and entry.sequence == int(source) else None
