"""Machine voices in the United States: a caller of old lists, and a clinic's reminders."""

from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import (
    About,
    Account,
    Basis,
    Call,
    Campaign,
    Change,
    Complaint,
    ComplaintSource,
    Direction,
    Fact,
    Inspection,
    Line,
    ListCheck,
    Purpose,
    Setting,
    Topic,
    Vetting,
)
from simulator.scenes.scene import Draw, Scene

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CALLER = "+12125550100"


def _call(draw: Draw, name: str, at: datetime, called: str, **fields: object) -> Call:
    whole: dict[str, object] = {
        "account": draw.account, "campaign": "voice", "caller": CALLER, "direction": Direction.OUTBOUND,
        "auto_dialed": True, "artificial_voice": True, "called_line": Line.FIXED, "answered": True,
        "complained": False,
    }  # fmt: skip
    return Call(
        id=f"{draw.account}-{name}",
        started_at=at,
        called=called,
        **(whole | fields),  # type: ignore[arg-type]
    )


def _known(
    draw: Draw, at: datetime, purpose: Purpose, ring_s: int, complete: bool, **found: object
) -> list[Fact]:
    """The account, its campaign and what was found when it came."""
    return [
        Account(id=draw.account, at=at, consents_complete=True),
        Campaign(
            id="voice", at=at, account=draw.account, purpose=purpose, ring_max=timedelta(seconds=ring_s)
        ),
        Vetting(id=f"{draw.account}-v", at=at, account=draw.account, complete=complete, **found),  # type: ignore[arg-type]
    ]


def _abuser(draw: Draw) -> list[Fact]:
    """It sells by a machine's voice, from a list last checked in spring; hospitals are on it as well."""
    monday = draw.monday()
    start = monday + (15 + draw.between(0, 2)) * HOUR
    facts = _known(draw, monday - 60 * DAY, Purpose.MARKETING, draw.between(6, 14), False, sanctioned=True)
    people = [draw.number("+1212555") for _ in range(40)]
    facts += [
        ListCheck(id=f"{draw.account}-k{each}", at=monday - 45 * DAY, account=draw.account, contact=person)
        for each, person in enumerate(people)
    ]
    facts += [
        _call(draw, f"v{each}", start + each * timedelta(seconds=2), draw.one_of(people),
              complained=each % 300 == 0)
        for each in range(draw.between(2000, 2400))
    ]  # fmt: skip
    facts += [
        _call(draw, f"h{each}", start + each * MINUTE, draw.number("+1646555"), called_line=Line.PROTECTED)
        for each in range(draw.between(2, 6))
    ]
    facts.append(
        Change(id=f"{draw.account}-f", at=monday, account=draw.account, campaign="voice",
               setting=Setting.CALL_FLOW, enabled=True, identity_spoken=False)
    )  # fmt: skip
    return facts + _told(draw, start + 3 * HOUR)


def _told(draw: Draw, at: datetime) -> list[Fact]:
    """What others say of it: a traceback that nobody answers, and a script of a scam."""
    own = draw.account
    return [
        Complaint(id=f"{own}-t", at=at, account=own, number=CALLER, source=ComplaintSource.TRACEBACK,
                  about=About.SPOOFING),
        Inspection(id=f"{own}-i", at=at, account=own, campaign="voice", basis=Basis.COMPLAINT,
                   topic=Topic.SCAM, score=Decimal(1), confirmed=True),
        *(
            Complaint(id=f"{own}-p{each}", at=at + each * MINUTE, account=own, number=CALLER,
                      source=ComplaintSource.PERSON, about=About.SCAM, complainant=f"person {each}")
            for each in range(draw.between(2, 5))
        ),
        Complaint(id=f"{own}-l", at=at + 3 * DAY, account=own, number=CALLER, source=ComplaintSource.LABEL),
    ]  # fmt: skip


def _twin(draw: Draw) -> list[Fact]:
    """A clinic reminds patients of tomorrow by a machine's voice; one in thousands was not pleased."""
    monday = draw.monday()
    start = monday + (15 + draw.between(0, 2)) * HOUR
    facts = _known(draw, monday - 60 * DAY, Purpose.APPOINTMENT, draw.between(20, 30), True, sanctioned=False)
    facts += [
        _call(draw, f"v{each}", start + each * timedelta(seconds=2), draw.number("+1212555"),
              complained=each == 0)
        for each in range(draw.between(2000, 2400))
    ]  # fmt: skip
    facts.append(
        Change(id=f"{draw.account}-f", at=monday, account=draw.account, campaign="voice",
               setting=Setting.CALL_FLOW, enabled=True, identity_spoken=True)
    )  # fmt: skip
    facts.append(
        Complaint(id=f"{draw.account}-p", at=start, account=draw.account, number=CALLER,
                  source=ComplaintSource.PERSON, about=About.UNWANTED, complainant="one")
    )  # fmt: skip
    return facts


SCENES = (
    Scene(
        letter="A",
        name="robocalls",
        breaks=frozenset({"A-DNC", "A-AIV", "A-EMG", "A-RNG", "A-TRB", "A-CMP", "A-FRD", "A-SNC"}),
        inline=frozenset({"A-DNC", "A-AIV", "A-EMG", "A-RNG", "A-SNC"}),
        abuser=_abuser,
        twin=_twin,
    ),
)
