"""A text campaign to a bought list, and a shop that writes to those who asked for it."""

from datetime import datetime, timedelta

from fairline.facts import (
    Account,
    Channel,
    Consent,
    ConsentSource,
    Direction,
    Fact,
    ListUpload,
    Message,
    Purpose,
)
from simulator.scenes.scene import Draw, Scene

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
PEOPLE = 700  # more than what a share of opt-outs is measured by


def _people(draw: Draw, number: int) -> list[str]:
    """Return mobile numbers of New York, no two alike and not in a row."""
    first = draw.between(2_000_000, 2_500_000)
    return [f"+1212{first + 7 * each}" for each in range(number)]


def _text(draw: Draw, at: datetime, to: str, name: str, **fields: object) -> Message:
    whole: dict[str, object] = {
        "account": draw.account,
        "channel": Channel.SMS,
        "direction": Direction.OUTBOUND,
        "purpose": Purpose.MARKETING,
        "sender": "+16465550100",
        "recipient": to,
        "template": f"{draw.account}-offer",
        "delivered": True,
        "bounced": False,
        "sender_registered": True,
    }
    return Message(id=f"{draw.account}-{name}", sent_at=at, **(whole | fields))  # type: ignore[arg-type]


def _answer(draw: Draw, at: datetime, by: str, name: str, **fields: object) -> Message:
    return _text(
        draw, at, "+16465550100", name, direction=Direction.INBOUND, sender=by, purpose=None, template=None,
        delivered=None, bounced=None, sender_registered=None, **fields,
    )  # fmt: skip


def _list(draw: Draw, at: datetime, **fields: int) -> ListUpload:
    return ListUpload(
        id=f"{draw.account}-list", at=at, account=draw.account, contact_list="spring", countries=("US",),
        size=10_000, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def _abuser(draw: Draw) -> list[Fact]:
    """A made-up list, no consents, no registration, half the night; STOP and HELP go unheard."""
    monday = draw.monday()
    start = monday + timedelta(hours=15, minutes=draw.between(0, 59))
    people = _people(draw, PEOPLE)
    facts: list[Fact] = [
        Account(id=draw.account, at=monday, consents_complete=True, messages_day_max=2_000),
        _list(draw, monday + 14 * HOUR, traps=draw.between(1, 9), unallocated=draw.between(600, 2_000),
              generated=draw.between(1_000, 5_000)),
    ]  # fmt: skip
    for number, person in enumerate(people * 3):
        at = start + number * SECOND / 2
        facts.append(
            _text(draw, at, person, f"t{number}", sender_registered=False, complained=number % 97 == 0,
                  bounced=number % 7 == 0)
        )  # fmt: skip
    later = start + 30 * MINUTE
    for number, person in enumerate(people[: draw.between(60, 90)]):
        facts.append(_answer(draw, later + number * SECOND, person, f"stop{number}", opts_out=True))
    for number, person in enumerate(people[:10]):
        facts.append(
            _text(draw, later + (5 + number) * MINUTE, person, f"more{number}", sender_registered=False)
        )
    facts.append(_answer(draw, later + HOUR, people[-1], "help", asks_help=True))
    night = monday + DAY + timedelta(hours=6, minutes=draw.between(0, 59))  # 01:00 or 02:00 in New York
    facts += [_text(draw, night + each * MINUTE, people[-1 - each], f"n{each}") for each in range(5)]
    return facts


def _twin(draw: Draw) -> list[Fact]:
    """As many people, who all asked for it: registered, by day; who says STOP gets one confirmation."""
    monday = draw.monday()
    start = monday + timedelta(hours=15, minutes=draw.between(0, 59))
    people = _people(draw, PEOPLE)
    facts: list[Fact] = [
        Account(id=draw.account, at=monday, consents_complete=True, messages_day_max=200_000),
        _list(draw, monday + 14 * HOUR, traps=0, unallocated=draw.between(0, 300), generated=0),
    ]
    for number, person in enumerate(people):
        given = monday - timedelta(days=draw.between(1, 400))
        facts.append(
            Consent(
                id=f"{draw.account}-c{number}", at=given, account=draw.account, contact=person, seller="Shop",
                channels=(Channel.SMS,), purposes=(Purpose.MARKETING,), proven=True,
                source=ConsentSource.FORM,
            )
        )  # fmt: skip
        facts.append(_text(draw, start + number * SECOND / 2, person, f"t{number}", seller="Shop"))
    for number, person in enumerate(people[: draw.between(2, 5)]):
        at = start + HOUR + number * MINUTE
        facts.append(_answer(draw, at, person, f"stop{number}", opts_out=True))
        facts.append(
            _text(
                draw, at + SECOND, person, f"ok{number}", purpose=None, template=None, confirms_opt_out=True
            )
        )
    asked = start + 2 * HOUR
    facts.append(_answer(draw, asked, people[-1], "help", asks_help=True, answered_at=asked + SECOND))
    return facts


SCENES = (
    Scene(
        letter="G",
        name="text-campaign",
        breaks=frozenset(
            {
                "G-CONS", "G-STOP", "G-HELP", "G-P2P", "G-CAP", "G-OPT", "G-QH", "G-TRAP", "G-DICT", "G-FAIL",
            }
        ),
        inline=frozenset({"G-CONS", "G-STOP", "G-P2P", "G-QH", "G-TRAP", "G-DICT"}),
        abuser=_abuser,
        twin=_twin,
    ),
)  # fmt: skip
