"""Cal. Penal Code 632 and its like: the share of untold recordings in a week is ours."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.a_illegal.recording_share import CLAUSE
from fairline.facts import Recording
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, TICK, Row, found, measures
from tests.clauses.traffic import MONDAY

RULE = "recorded-untold-share"


def recorded(
    number: int, *, told: timedelta | None = timedelta(0), start: datetime = MONDAY, **fields: object
) -> list[Recording]:
    """Return recordings in California; ``told`` is how long after the first instant."""
    shared: dict[str, object] = {"account": "acme", "places": ("US-CA",)}
    return [
        Recording(
            id=f"{start} {told} {fields} {each}", at=start + each * TICK,
            announced_at=None if told is None else start + each * TICK + told, **shared | fields,  # type: ignore[arg-type]
        )
        for each in range(number)
    ]  # fmt: skip


BAD = recorded(1, told=TICK)
ROWS: dict[str, Row] = {
    "one in a hundred is the limit": (recorded(99) + BAD, []),
    "two are past it": (recorded(98) + recorded(2, told=TICK), [(2, 100)]),
    "of ninety-nine too few are known": (recorded(97) + recorded(2, told=TICK), []),
    "against somebody's will counts alike": (recorded(98) + recorded(2, consented=False), [(2, 100)]),
    "what nobody knows is on neither side": (
        recorded(98) + recorded(2, told=TICK) + recorded(900, told=None), [(2, 100)]),
    "nor are places where one party may record": (
        recorded(98) + recorded(2, told=TICK) + recorded(900, places=("US-NY",)), [(2, 100)]),
    "or where an announcement is enough": (recorded(900, told=TICK, places=("FR",)), []),
    "or places that nobody knows": (recorded(900, told=TICK, places=None), []),
    "another account dilutes nothing": (
        recorded(98) + recorded(2, told=TICK) + recorded(900, account="beta"), [(2, 100)]),
    "nobody's are nobody's": (recorded(900, told=TICK, account=None), []),
    "the last moment of seven days": (
        recorded(98) + BAD + recorded(1, told=TICK, start=MONDAY + 7 * DAY - timedelta(hours=2)), [(2, 100)]),
    "the first after them": (
        recorded(98) + BAD + recorded(1, told=TICK, start=MONDAY + 7 * DAY), []),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_share(name: str) -> None:
    facts, wanted = ROWS[name]
    assert measures(CLAUSE, RULE, facts) == wanted


def test_how_grave_and_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, recorded(97) + recorded(3, told=TICK))
    assert (finding.severity, finding.answer) == (Severity.MAJOR, Answer.SUSPEND_SERVICE)
    assert finding.rule.mode is Mode.OBSERVE
    assert finding.reason(Lang.EN) == ("3 of 100 recordings of the week began untold (3%); the limit is 1%.")
    assert finding.reason(Lang.FR) == (
        "3 des 100 enregistrements de la semaine ont commencé sans avertir (3\u00a0%)\u00a0; la limite est"
        " de 1\u00a0%."
    )
