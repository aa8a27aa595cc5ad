"""A week's draw: made once by itself when the week is over, and again when a senior asks for more."""

import secrets
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fairline.console import clock
from fairline.console.quality import drawing
from fairline.console.quality.drawing import Drawn
from fairline.console.quality.judging import OPEN_FOR
from fairline.console.quality.models import Draw, Kind, Sample
from fairline.console.records.log import SYSTEM, record

WEEKLY = 20  # R.6 asks for 200 a quarter, 13 weeks: 15 are enough, and of some nobody can tell
SIZE_MAX = 500  # ours: samples of one draw
AFTER = timedelta(hours=2)  # ours: facts of a week may still come a while after it


def draw(folder: Path, week: date, size: int, seed: str, by: str, now: datetime) -> Draw:
    """Draw samples of a week. The same seed, week, size and journal give the same again."""
    held = drawing.spans(folder, week)
    answers = drawing.answers(folder, held, seed, size)
    drawn = drawing.both(answers.drawn, drawing.findings(week, seed, size), size)
    with transaction.atomic():
        made = Draw.objects.create(
            week=week,
            number=1 + Draw.objects.filter(week=week).count(),
            seed=seed,
            size=size,
            first=held[0][1].first if held else 0,
            last=held[-1][1].last if held else 0,
            read=answers.read,
            found=answers.found,
            made_at=now,
            made_by=by,
        )
        known = set(Sample.objects.filter(draw__week=week).values_list("kind", "source"))
        fresh = [
            each for each in (*drawn, *drawing.cases(week, seed)) if (each.kind, each.source) not in known
        ]
        Sample.objects.bulk_create(_sample(made, each, place) for place, each in enumerate(fresh))
        record(by, "samples.drawn", f"draw:{made.pk}", week=week.isoformat(), seed=seed, size=len(fresh))
    return made


def due(now: datetime) -> date | None:
    """Return the week to draw now: the last one that is over, unless it is drawn or the journal has none."""
    week = drawing.monday((now - AFTER).date()) - drawing.WEEK
    if Draw.objects.filter(week=week).exists() or not drawing.spans(settings.FOLDER, week):
        return None
    return week


def draw_due(now: datetime | None = None) -> Draw | None:
    """Draw last week's samples if that is due."""
    now = now or clock.now()
    week = due(now)
    if week is None:
        return None
    return draw(settings.FOLDER, week, WEEKLY, new_seed(), SYSTEM, now)


def forget(now: datetime) -> int:
    """Remove what samples showed that wait for nobody any more; what was said of them stays."""
    over = Sample.objects.filter(draw__made_at__lte=now - OPEN_FOR)
    return over.exclude(body="").update(body="")


def new_seed() -> str:
    """Return a seed that nobody can have chosen."""
    return secrets.token_hex(8)


def _sample(made: Draw, of: Drawn, place: int) -> Sample:
    twice = of.kind is not Kind.CASE and place % drawing.SECOND_OF == 0
    return Sample(
        id=secrets.token_hex(6),
        draw=made,
        kind=of.kind,
        source=of.source,
        account=of.account,
        rules=" ".join(of.rules),
        at=of.at,
        body=of.body,
        case_id=int(of.source) if of.kind is Kind.CASE else None,
        wanted=2 if twice else 1,
        first=of.first or "",
    )
