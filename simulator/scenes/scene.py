"""What a scene is, and what its facts are drawn with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from fairline.facts import Call, Fact, Message

T = TypeVar("T")
FIRST_DAY = datetime(2026, 9, 7, tzinfo=UTC)  # a Monday, after France's opt-in has come into force


@dataclass(frozen=True, slots=True)
class Draw:
    """Chance with a seed, and the account that a scene is about."""

    random: Random
    account: str

    def monday(self) -> datetime:
        """Return the start of one of eight Mondays, UTC."""
        return FIRST_DAY + timedelta(weeks=self.random.randrange(8))

    def between(self, least: int, most: int) -> int:
        """Return a whole number from ``least`` to ``most``, both included."""
        return self.random.randint(least, most)

    def one_of(self, choices: Sequence[T]) -> T:
        """Return one of ``choices``."""
        return self.random.choice(choices)

    def number(self, prefix: str, digits: int = 11) -> str:
        """Return an E.164 number that begins with ``prefix``, of ``digits`` digits in all."""
        rest = digits - (len(prefix) - 1)
        return prefix + "".join(str(self.random.randrange(10)) for _ in range(rest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who breaks a clause, and who only looks like it.

    ``breaks``: ids of the catalogue that the abuser breaks. ``inline``: those of them that do more than let
    it pass when its acts are put to the engine before they happen.
    """

    letter: str
    name: str
    breaks: frozenset[str]
    inline: frozenset[str] = frozenset()
    abuser: Callable[[Draw], list[Fact]]
    twin: Callable[[Draw], list[Fact]]

    def played(self, seed: int, *, guilty: bool) -> list[Fact]:
        """Return the facts of one side in order of time. A seed always gives the same, and others others."""
        name = f"{self.name}-{'abuser' if guilty else 'twin'}"
        draw = Draw(Random(f"{name}:{seed}"), name)
        return sorted((self.abuser if guilty else self.twin)(draw), key=lambda fact: fact.at)


def attempt_of(fact: Fact) -> Fact:
    """Return what is known of a call or message before it happens: not how it went."""
    match fact:
        case Call():
            return Call(**{name: getattr(fact, name) for name in BEFORE_CALL})
        case Message():
            return Message(**{name: getattr(fact, name) for name in BEFORE_MESSAGE})
        case _:
            return fact


AFTER = frozenset(
    {
        "answered", "answered_at", "ended_at", "ring", "talk", "end_reason", "released_by", "sip_status",
        "q850", "answered_live", "agent_joined", "agent_delay", "abandoned", "recorded", "queue_wait",
        "telemetry_tones", "labeled", "cost", "currency", "transferred_to", "transfer_permitted",
        "delivered", "bounced", "complained", "converted",
    }
)  # fmt: skip
"""What a record says only of what has happened."""
BEFORE_CALL = tuple(name for name in Call.__struct_fields__ if name not in AFTER)
BEFORE_MESSAGE = tuple(name for name in Message.__struct_fields__ if name not in AFTER)
