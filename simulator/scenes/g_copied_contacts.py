"""A token that copies the list of contacts and guesses for more, and a migration with a ticket behind it."""

from datetime import timedelta

from fairline.facts import Access, Call, Channel, Deed, Direction, EndReason, Fact, Message, Purpose
from simulator.scenes.scene import Draw, Scene

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def _read(draw: Draw, name: str, **fields: object) -> Access:
    whole: dict[str, object] = {"account": draw.account, "token": "sync", "succeeded": True}
    return Access(id=f"{draw.account}-{name}", **(whole | fields))  # type: ignore[arg-type]


def _abuser(draw: Draw) -> list[Fact]:
    """It exports page by page, looks up numbers that mostly are not there, and faxes what it found."""
    start = draw.monday() + timedelta(hours=draw.between(8, 12))
    facts: list[Fact] = [
        _read(draw, f"e{each}", at=start + each * MINUTE, deed=Deed.EXPORT, records=draw.between(500, 900),
              contacts_share=draw.between(15, 30))
        for each in range(20)
    ]  # fmt: skip
    facts += [
        _read(draw, f"l{each}", at=start + each * SECOND, deed=Deed.LOOKUP, found=each % 5 == 0)
        for each in range(draw.between(250, 400))
    ]
    facts += [
        Call(
            id=f"{draw.account}-p{each}", started_at=start + each * 2 * SECOND, account=draw.account,
            caller="+13125550100", called=draw.number("+1312"), direction=Direction.OUTBOUND, answered=False,
            end_reason=EndReason.CANCELED, ring=SECOND,
        )
        for each in range(draw.between(250, 400))
    ]  # fmt: skip
    facts += [_fax(draw, f"f{each}", start + timedelta(hours=2) + each * SECOND) for each in range(150)]
    return sorted(facts, key=lambda fact: fact.at)


def _fax(draw: Draw, name: str, at: object) -> Message:
    return Message(
        id=f"{draw.account}-{name}", sent_at=at, account=draw.account, channel=Channel.FAX,  # type: ignore[arg-type]
        direction=Direction.OUTBOUND, purpose=Purpose.TRANSACTIONAL, sender="+13125550100",
        recipient=draw.number("+1312"),
    )  # fmt: skip


def _twin(draw: Draw) -> list[Fact]:
    """It exports as much, once, with a change ticket; its look-ups find whom they look for."""
    start = draw.monday() + timedelta(hours=draw.between(8, 12))
    facts: list[Fact] = [
        _read(draw, f"e{each}", at=start + each * MINUTE, deed=Deed.EXPORT, records=draw.between(500, 900),
              contacts_share=draw.between(15, 30), ticket="CHG-1042")
        for each in range(20)
    ]  # fmt: skip
    facts += [
        _read(draw, f"l{each}", at=start + each * SECOND, deed=Deed.LOOKUP, found=each % 9 != 0)
        for each in range(draw.between(250, 400))
    ]
    facts += [_fax(draw, f"f{each}", start + timedelta(hours=2) + each * 2 * MINUTE) for each in range(60)]
    return facts


SCENES = (
    Scene(
        letter="G",
        name="copied-contacts",
        breaks=frozenset({"G-HRV", "G-BLAST"}),
        inline=frozenset({"G-HRV", "G-BLAST"}),
        abuser=_abuser,
        twin=_twin,
    ),
)
