"""Twilio's terms of 2016 on toll-free calls; that nobody vouches for the callers is ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.toll_free_pumping import CLAUSE
from fairline.facts import Attestation, Call, Direction, Line
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

MONTH, HOUR = "toll-free-unfinished-month", "toll-free-pumping"
SECOND = timedelta(seconds=1)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
NUMBER = "+18005550100"
NEXT = MONDAY + timedelta(hours=1)


def came(number: int, talk: timedelta | None = 11 * SECOND, **fields: object) -> list[Call]:
    """Return answered calls to a toll-free number, ten a second."""
    shared: dict[str, object] = {
        "every": SECOND / 10,
        "direction": Direction.INBOUND,
        "called": NUMBER,
        "called_line": Line.TOLL_FREE,
        "answered": True,
        "talk": talk,
    }
    return calls(number, **(shared | fields))  # type: ignore[arg-type]


FINISHED = 12 * SECOND
VOUCHED = {"attestation": Attestation.FULL, "verified": True}
BASE: dict[str, Case] = {
    "a tenth is the limit": (came(20) + came(180, FINISHED), None),
    "one more is past it": (came(21) + came(180, FINISHED), (21, 201)),
    "calls that nobody answered count as well": (
        came(20) + came(1, None, answered=False) + came(180, FINISHED), (21, 201)),
    "just under twelve seconds is short": (came(200, FINISHED - MOMENT), (200, 200)),
    "199 calls are too few": (came(199), None),
    "200 are enough": (came(200), (200, 200)),
    "answered calls without a talk time count on neither side": (
        came(21) + came(180, FINISHED) + came(900, None), (21, 201)),
    "calls to another line do not count": (
        came(200) + came(900, FINISHED, called_line=Line.FIXED), (200, 200)),
    "nor to a line that nobody knows": (came(900, called_line=None), None),
    "nor do calls that go out": (came(200) + came(900, FINISHED, direction=Direction.OUTBOUND), (200, 200)),
    "nor those of unknown direction": (came(900, direction=None), None),
    "the numbers of an account add up": (came(100) + came(100, called="+18885550100"), (200, 200)),
    "so do days": (came(100) + came(100, start=MONDAY + 9 * DAY), (200, 200)),
    "the last moment of March is in it": (came(199) + came(1, start=APRIL - MOMENT), (200, 200)),
    "April begins anew": (came(199) + came(199, start=APRIL), None),
    "accounts do not add up": (came(199) + came(199, account="beta"), None),
    "no account, no measure": (came(900, account=None), None),
}  # fmt: skip
PUMPED: dict[str, Case] = {
    "fifty that came to nothing and that nobody vouched for": (came(50), (50, 50)),
    "49 are too few": (came(49), None),
    "a tenth unfinished is the limit": (came(5) + came(45, FINISHED), None),
    "more is past it": (came(6) + came(44, FINISHED), (6, 50)),
    "four fifths without a voucher are the limit": (came(40) + came(10, **VOUCHED), None),
    "more is past it, too": (came(41) + came(10, **VOUCHED), (51, 51)),
    "a partial attestation vouches for nobody": (
        came(50, attestation=Attestation.PARTIAL, verified=True), (50, 50)),
    "nor one that failed its check": (came(50, attestation=Attestation.FULL, verified=False), (50, 50)),
    "nor one that nobody checked": (came(50, attestation=Attestation.FULL), (50, 50)),
    "calls to another line do not count": (came(50) + came(900, FINISHED, called_line=Line.FIXED), (50, 50)),
    "nor do calls that go out": (came(50) + came(900, FINISHED, direction=Direction.OUTBOUND), (50, 50)),
    "nor those of unknown direction": (came(900, direction=None), None),
    "the last moment of the hour counts": (came(49) + came(1, start=NEXT - MOMENT), (50, 50)),
    "the first after it does not": (came(49) + came(1, start=NEXT), None),
    "numbers do not add up": (came(49) + came(49, called="+18885550100"), None),
    "nor do accounts": (came(49) + came(49, account="beta"), None),
    "no number, no measure": (came(900, called=None), None),
    "no account, no measure": (came(900, account=None), None),
}  # fmt: skip


@pytest.mark.parametrize("name", BASE)
def test_a_month(name: str) -> None:
    check(CLAUSE, MONTH, BASE[name])


@pytest.mark.parametrize("name", PUMPED)
def test_an_hour(name: str) -> None:
    check(CLAUSE, HOUR, PUMPED[name])


def test_numbers_are_found_apart() -> None:
    facts = came(50) + came(50, called="+18885550100")
    assert keys_of(CLAUSE, HOUR, facts) == [("acme", NUMBER), ("acme", "+18885550100")]


def test_the_reason_in_both_languages() -> None:
    (month,) = found(CLAUSE, MONTH, came(50) + came(150, FINISHED))
    assert (month.severity, month.answer, month.rule.mode) == (Severity.MINOR, Answer.OBSERVE, Mode.ENFORCE)
    assert month.reason(Lang.EN) == (
        "50 of 200 toll-free calls of the month were not answered or ended within 12\u00a0s: 25%; the"
        " limit is 10%."
    )
    assert month.reason(Lang.FR) == (
        "50 des 200 appels du mois vers un numéro vert sont restés sans réponse ou ont duré moins de"
        " 12\u00a0s, soit 25\u00a0%\u00a0; la limite est de 10\u00a0%."
    )
    (hour,) = found(CLAUSE, HOUR, came(50))
    assert (hour.severity, hour.answer, hour.rule.mode) == (Severity.MAJOR, Answer.THROTTLE, Mode.OBSERVE)
    assert hour.reason(Lang.EN) == (
        "In an hour 50 of 50 calls to +18005550100 came to nothing (100%; limit 10%), and 100% of the callers"
        " nobody vouched for (limit 80%)."
    )
    assert hour.reason(Lang.FR) == (
        "En une heure, 50 des 50 appels vers +18005550100 n'ont pas abouti (100\u00a0%\u00a0; limite"
        " 10\u00a0%), et 100\u00a0% des appelants étaient sans garant (limite 80\u00a0%)."
    )
