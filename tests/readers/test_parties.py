"""Who is ours, and so which way a call went."""

import pytest

from fairline.facts import Direction
from fairline.readers.parties import Parties, is_extension, parties

OUT, IN, INSIDE = Direction.OUTBOUND, Direction.INBOUND, Direction.INTERNAL
CASES = {
    "extension to number": (("101", "+12025550123", None), ("101", OUT, None, "+12025550123", None)),
    "number to extension": (("+12025550123", "101", None), ("101", IN, "+12025550123", None, "101")),
    "extension to extension": (("101", "2002", None), ("101", INSIDE, None, None, "2002")),
    "number to number": (
        ("+12025550100", "+12025550123", None),
        (None, None, "+12025550100", "+12025550123", None),
    ),
    "national numbers of the region": (("101", "2025550123", "US"), ("101", OUT, None, "+12025550123", None)),
    "a short number stays an extension in a region with short numbers": (
        ("30123", "+4930901820", "DE"),
        ("30123", OUT, None, "+4930901820", None),
    ),
    "an emergency call is no call between seats": (("101", "112", "DE"), ("101", None, None, None, "112")),
    "an anonymous caller": (("anonymous", "101", None), ("101", None, None, None, "101")),
    "a name": (("alice", "bob", None), (None, None, None, None, "bob")),
    "number portability parameters": (
        ("101", "+12025550123;rn=+12025550000;npdi", None),
        ("101", OUT, None, "+12025550123", None),
    ),
    "nothing": (("", "", None), (None, None, None, None, None)),
}


@pytest.mark.parametrize("name", CASES)
def test_parties(name: str) -> None:
    (caller, called, region), (user, direction, caller_number, called_number, dialed) = CASES[name]
    assert parties(caller, called, region) == Parties(
        caller=caller_number, called=called_number, dialed=dialed, user=user, direction=direction
    )


def test_a_seat_shown_in_another_way_counts_as_one() -> None:
    shown = parties("+12025550100", "+12025550123", None, placed_by="alice")
    assert (shown.user, shown.direction, shown.caller) == ("alice", OUT, "+12025550100")
    shown = parties("+12025550100", "+12025550123", None, taken_by="bob")
    assert (shown.user, shown.direction) == ("bob", IN)
    assert parties("+12025550100", "+12025550123", None, placed_by="a", taken_by="b").direction == INSIDE


FORMS = {"1": False, "10": True, "999999": True, "1234567": False, "911": False, "0012": False}
FORMS |= {"+101": False, "1０1": False, "": False, "*98": False}


@pytest.mark.parametrize("text", FORMS)
def test_the_form_of_an_extension(text: str) -> None:
    assert is_extension(text, None) is FORMS[text]
