"""Clauses f and l: a plant whose alarms hang on the service; a hospital's billing desk that only sounds so.

The two letters have one story: clause l shares the detectors of clause f and asks what an outage would do.
"""

from datetime import datetime, timedelta

from fairline.facts import Account, Call, Change, Direction, Fact, Harm, Setting, Vetting
from simulator.scenes.scene import Draw, Scene

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def plant(draw: Draw) -> list[Fact]:
    """A dangerous line of business: panels that report, a valve on a webhook, a menu for help."""
    start, me = draw.monday(), draw.account
    sector = draw.one_of(("221113", "561621", "24.46", "488111"))
    hazard = draw.one_of(("562211", "325110", "486110"))
    vetting = Vetting(
        id=f"{me}-look", at=start, account=me, sectors=(sector, hazard), outage_harm=Harm.PEOPLE,
        other_path=False, attested_at=start - draw.between(400, 900) * DAY,
    )  # fmt: skip
    name = draw.one_of(("SCADA bridge", "Centrale d'alarme nord", "Notabschaltung", "Nurse call"))
    valve = Change(
        id=f"{me}-valve", at=start + HOUR, account=me, setting=Setting.WEBHOOK, enabled=True, name=name,
        target="valve.example", physical=True,
    )  # fmt: skip
    menu = Change(
        id=f"{me}-menu", at=start + 2 * HOUR, account=me, setting=Setting.CALL_FLOW, enabled=True,
        number=draw.number("+1312555"), emergency_option=True,
    )  # fmt: skip
    return [vetting, valve, menu, *_panel(draw, start), *_handed_on(draw, start)]


def _panel(draw: Draw, start: datetime) -> list[Fact]:
    """A panel that reports every hour of two days, ten seconds each."""
    caller, called = draw.number("+1202555"), draw.number("+1312555")
    minute = draw.between(0, 59) * MINUTE
    return [
        Call(
            id=f"{draw.account}-panel-{each}", started_at=start + each * HOUR + minute, account=draw.account,
            caller=caller, called=called, direction=Direction.OUTBOUND, answered=True, agent_joined=False,
            talk=draw.between(6, 25) * SECOND, telemetry_tones=True,
        )
        for each in range(48)
    ]  # fmt: skip


def _handed_on(draw: Draw, start: datetime) -> list[Fact]:
    """Callers to a line, of whom some are handed on to an emergency number."""
    called = draw.number("+1312556")
    return [
        Call(
            id=f"{draw.account}-in-{each}", started_at=start + each * 7 * MINUTE, account=draw.account,
            caller=draw.number("+1202556"), called=called, direction=Direction.INBOUND, answered=True,
            agent_joined=True, talk=3 * MINUTE, transferred_to="911" if each % 20 == 0 else None,
        )
        for each in range(100)
    ]  # fmt: skip


def billing(draw: Draw) -> list[Fact]:
    """A hospital's billing desk and a waste firm's customer service: asked, answered, attested."""
    start, me = draw.monday(), draw.account
    facts: list[Fact] = [
        Account(id=me, at=start - DAY, attested_at=start - draw.between(1, 20) * DAY),
        Vetting(
            id=f"{me}-look", at=start, account=me, sectors=("622110", "562211"), declared_no_high_risk=True,
            outage_harm=draw.one_of((Harm.NOTHING, Harm.DELAY)), other_path=True,
            attested_at=start - draw.between(1, 300) * DAY,
        ),
        Change(
            id=f"{me}-flow", at=start + HOUR, account=me, setting=Setting.CALL_FLOW, enabled=True,
            name=draw.one_of(("Billing", "Alarm clock promotion", "Ventilation sales")),
            number=draw.number("+1312555"), physical=False, high_risk_words=False, emergency_option=False,
        ),
    ]  # fmt: skip
    called, caller = draw.number("+1312556"), draw.number("+1202555")
    for each in range(80):
        at = start + each * 37 * MINUTE + draw.between(0, 600) * SECOND
        facts += [
            Call(
                id=f"{me}-in-{each}", started_at=at, account=me, caller=draw.number("+1202556"),
                called=called, direction=Direction.INBOUND, answered=True, agent_joined=True,
                talk=draw.between(1, 9) * MINUTE, telemetry_tones=False,
                transferred_to="911" if each == 40 else None,
            ),
            Call(
                id=f"{me}-reminder-{each}", started_at=at + MINUTE, account=me, caller=caller,
                called=draw.number("+1202557"), direction=Direction.OUTBOUND, answered=True,
                agent_joined=False, talk=draw.between(10, 50) * SECOND, telemetry_tones=False,
            ),
        ]  # fmt: skip
    return facts


F = frozenset({"F-KYC", "F-WRD", "F-TEL", "F-EMG", "F-API"})
L = frozenset({"L-KYC", "L-OUT", "L-ATT"})
SCENES = (
    Scene(letter="F", name="safety", breaks=F, inline=F - {"F-TEL"}, abuser=plant, twin=billing),
    Scene(letter="L", name="high-risk", breaks=L, inline=L, abuser=plant, twin=billing),
)
