"""What a switch is asked to do, and under which name it knows whom."""

from collections import Counter
from collections.abc import Set
from typing import Protocol

from fairline.policy import ScopeKind
from fairline.standing import Standing, Subject


class NotDone(Exception):
    """What was asked is not done, or nobody can say; it is asked again. The text is for the operator."""


class Actuator(Protocol):
    """One switch. Everything raises ``NotDone`` or ``OSError`` where it fails, and may be asked again."""

    name: str
    counts: Counter[str]

    async def start(self) -> None:
        """Make ready; the switch need not be there yet."""

    async def stop(self) -> None:
        """Let everything go. What the switch was told stands."""

    async def remembers(self) -> bool:
        """Whether the switch still knows what it was told: one that was started anew does not."""

    async def remember(self) -> None:
        """Leave the mark that ``remembers`` looks for."""

    async def blocked(self) -> Set[str]:
        """Return the keys whose new calls the switch refuses now."""

    async def block(self, key: str, standing: Standing) -> None:
        """Refuse new calls. The switch's own routing lets calls for help pass before it looks at any key."""

    async def release(self, key: str) -> None:
        """Let new calls pass. It is no failure if they did."""

    async def end_calls(self, subject: Subject) -> int:
        """End live calls, except for help; return how many, once the switch shows that all are gone."""


LETTERS = {
    ScopeKind.ACCOUNT: "a",
    ScopeKind.SERVICE: "s",
    ScopeKind.CAMPAIGN: "c",
    ScopeKind.USER: "u",
    ScopeKind.DEVICE: "d",
    ScopeKind.NUMBER: "n",
}


def key_of(subject: Subject) -> str:
    """Return the name of a subject in a switch's table: ``a:acme``, ``n:acme:+13035550100``."""
    letter = LETTERS[subject.kind]
    return f"a:{subject.account}" if letter == "a" else f"{letter}:{subject.account}:{subject.id}"


def ends_calls(standing: Standing) -> bool:
    """Whether a standing stops new calls and ends live ones. A restriction is held by whoever decides."""
    return standing >= Standing.SUSPENDED
