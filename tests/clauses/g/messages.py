"""What the tables of clause g are made of: messages of one account, and what is answered to the next one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import Channel, Direction, Event, Fact, Message, OptOut, Purpose
from fairline.policy import DEFAULT_PLAN, Clause
from tests.clauses.traffic import MONDAY, hash_of, law_book

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
OURS, THEIRS = "+12025550100", "+33612345678"
SHARED: dict[str, object] = {
    "account": "acme",
    "direction": Direction.OUTBOUND,
    "channel": Channel.SMS,
    "purpose": Purpose.MARKETING,
    "sender": OURS,
    "recipient": THEIRS,
    "recipient_country": "FR",
    "recipient_places": ("FR",),
    "recipient_zones": ("Europe/Paris",),
}


def texts(
    number: int, *, start: datetime = MONDAY, every: timedelta = SECOND, **fields: object
) -> list[Message]:
    """Return ``number`` marketing texts of one account to one person in France, alike but for id and time."""
    return [
        Message(
            id=f"{start.isoformat()}-{hash_of(fields)}-{each}",
            sent_at=start + each * every,
            **(SHARED | fields),  # type: ignore[arg-type]
        )
        for each in range(number)
    ]


def to_many(
    number: int, *, start: datetime = MONDAY, every: timedelta = SECOND, **fields: object
) -> list[Message]:
    """Return texts to ``number`` different people."""
    return [
        text
        for each in range(number)
        for text in texts(1, start=start + each * every, recipient=f"+336{70_000_000 + 5 * each}", **fields)
    ]


def inbound(
    number: int, *, start: datetime = MONDAY, every: timedelta = SECOND, **fields: object
) -> list[Message]:
    """Return ``number`` texts from the person to the account."""
    back: dict[str, object] = {
        "direction": Direction.INBOUND, "sender": THEIRS, "recipient": OURS, "purpose": None,
        "recipient_country": None, "recipient_places": None, "recipient_zones": None,
    }  # fmt: skip
    return texts(number, start=start, every=every, **(back | fields))


def stop(at: datetime = MONDAY - HOUR, **fields: object) -> list[Message]:
    """Return the text by which the person opts out."""
    return inbound(1, start=at, opts_out=True, **fields)


def opt_out(at: datetime = MONDAY - HOUR, account: str = "acme", contact: str = THEIRS) -> OptOut:
    """Return an opt-out that came another way."""
    return OptOut(id="o", at=at, account=account, contact=contact)


def decided(
    clause: Clause, facts: Sequence[Fact], attempt: Event, *, lateness: timedelta = timedelta(0)
) -> Decision:
    """Return what is answered to ``attempt`` after ``facts`` have been counted."""
    engine = Engine([clause], law=law_book(), plan=DEFAULT_PLAN, lateness=lateness)
    for fact in sorted(facts, key=lambda fact: fact.at):
        engine.observe(fact)
    return engine.decide(attempt)[0]
