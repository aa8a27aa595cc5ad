"""What pure functions answered, remembered: most facts ask the same of the same place and the same day."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from msgspec import Struct

from fairline.facts import KINDS, Call, Message
from fairline.signals.expressions import Column, Constant, Derived, Expression

AT: Mapping[type[Struct], str] = dict.fromkeys(KINDS, "at") | {Call: "started_at", Message: "sent_at"}
"""The column that says when a fact counts."""
Grains = Mapping[Callable[..., object], int]
"""Functions that see no more of a time than which span of so many microseconds since 1970 it is in."""
ANSWERS_MAX = 1 << 16  # ours: places, days and callers that are asked about at once are fewer
Question = tuple[tuple[Expression, ...], int]
"""What functions are asked of, besides the time of the fact, and the span that they see of that."""
QuestionOf = Callable[[Expression], Question | None]


class Answers(dict[Hashable, tuple[Any, ...]]):
    """The answers of some functions by their arguments, all made when one is first asked for."""

    def __init__(self, ask: Callable[..., tuple[Any, ...]]) -> None:
        """Remember what ``ask`` returns."""
        super().__init__()
        self._ask = ask

    def __missing__(self, key: Any) -> tuple[Any, ...]:
        """Ask, and remember it. Where there are very many, all are forgotten: they can be asked again."""
        if len(self) >= ANSWERS_MAX:
            self.clear()
        made = self[key] = self._ask(*key)
        return made


def question(kind: type[Struct], grains: Grains, of: Expression) -> Question | None:
    """Return what ``of`` is asked of, if the answer is one for a whole span of the fact's time."""
    time = Column(kind, AT[kind])
    if not isinstance(of, Derived) or of.function not in grains or time not in of.terms:
        return None
    varying = (each for each in of.terms if not isinstance(each, Constant) and each != time)
    return tuple(dict.fromkeys(varying)), grains[of.function]
