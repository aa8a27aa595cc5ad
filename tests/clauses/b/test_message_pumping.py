"""Pumped one-time codes: few are used, and the numbers follow one another. Both limits are ours."""

from datetime import timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.message_pumping import CLAUSE
from fairline.facts import Direction, Message
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import MOMENT, acts, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

RULE = "message-pumping"
MINUTES = timedelta(minutes=10)


def codes(number: int, *, first: int = 0, step: int = 1, used: int = 0, **fields: object) -> list[Message]:
    """Return codes to numbers that follow one another; ``used`` of them were used."""
    sent: list[Message] = []
    for place in range(number):
        shared: dict[str, object] = {
            "start": MONDAY + (first + place) * timedelta(milliseconds=100),
            "direction": Direction.OUTBOUND,
            "one_time_code": True,
            "recipient": f"+33612345{first + place * step:03d}",
            "converted": place < used,
        }
        sent += acts(Message, **(shared | fields))  # type: ignore[arg-type]
    return sent


LAST, GONE = MONDAY + MINUTES - MOMENT, MONDAY + MINUTES
APART = codes(20, first=100, step=4)  # a machine's numbers, but too far apart
CASES: dict[str, Case] = {
    "one of ten used is usual": (codes(20, used=2), None),
    "fewer is not": (codes(21, used=2), (2, 21)),
    "19 codes are too few": (codes(19), None),
    "20 are enough": (codes(20), (0, 20)),
    "ten in a row are enough": (codes(10) + codes(10, first=200, step=4), (0, 20)),
    "nine are not": (codes(9) + codes(11, first=200, step=4), None),
    "each at most three more than the one before": (codes(20, step=3), (0, 20)),
    "four more is another story": (codes(20, step=4), None),
    "a code that may still be used counts on neither side of the share": (
        codes(20) + codes(9, first=300, converted=None), (0, 20)),
    "other messages do not count": (codes(20) + codes(90, first=300, used=90, one_time_code=False), (0, 20)),
    "nor those of which it is unknown": (codes(20, one_time_code=None), None),
    "nor messages that came in": (codes(20, direction=Direction.INBOUND), None),
    "nor those of unknown direction": (codes(20, direction=None), None),
    "an address has no neighbors": (codes(20, recipient="someone@example.org"), None),
    "the last moment of ten minutes counts": (codes(19) + codes(1, first=19, start=LAST), (0, 20)),
    "the first after it does not": (codes(19) + codes(1, first=19, start=GONE), None),
    "ranges do not add up": (codes(19) + codes(19, first=300, recipient="+33612346000"), None),
    "nor do accounts": (codes(19) + codes(19, first=19, account="beta"), None),
    "no account, no measure": (codes(20, account=None), None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_codes(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


def test_ranges_are_found_apart() -> None:
    other = [*codes(20)]
    moved = [
        message for place in range(20) for message in codes(1, first=place, recipient=f"+33612346{place:03d}")
    ]
    assert keys_of(CLAUSE, RULE, [*other, *moved]) == [("acme", "+33612345"), ("acme", "+33612346")]


def test_without_a_recipient_nothing_follows_anything() -> None:
    assert found(CLAUSE, RULE, codes(20, recipient=None)) == []


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, codes(20, used=1))
    assert (finding.severity, finding.answer) == (Severity.MAJOR, Answer.THROTTLE)
    assert finding.rule.mode is Mode.OBSERVE
    assert finding.reason(Lang.EN) == (
        "1 of 20 codes to numbers that begin +33612345 were used within 10\u00a0min: 5%; at least 10% is"
        " usual. 20 numbers in a row; the limit is 10."
    )
    assert finding.reason(Lang.FR) == (
        "1 des 20 codes envoyés aux numéros en +33612345 ont servi en 10\u00a0min, soit 5\u00a0%\u00a0;"
        " 10\u00a0% au moins est d'usage. 20 numéros à la suite\u00a0; la limite est de 10."
    )
