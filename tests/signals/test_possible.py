"""What can be true of the calls of a source that never tells some columns, or never gives some values."""

import pytest

from fairline.facts import Call, Campaign, Direction, EndReason, Purpose, Side
from fairline.signals import both, calendar, columns, count, either, equal, first_known, known, negated, share
from fairline.signals.expressions import Column, Expression, choose, expression, less_than
from fairline.signals.possible import lacks, lacks_of, truths

call, campaign = columns(Call), columns(Campaign)
SILENT = {"released_by", "forwarded_from", "ring"}
NEVER = {"end_reason": {EndReason.CANCELED}, "answered_live": {True}}


def never(column: Column) -> frozenset[object] | None:
    """A made-up source: silent on three columns, knows no canceled call and no campaign's record."""
    if column.kind is Campaign or column.field in SILENT:
        return None
    return frozenset(NEVER.get(column.field, ()))


canceled, busy = equal(call.end_reason, EndReason.CANCELED), equal(call.end_reason, EndReason.BUSY)
by_called = equal(call.released_by, Side.CALLED)
ANY, YES, NO, NEITHER = {True, False}, {True}, {False}, set[bool]()
CASES: dict[str, tuple[object, set[bool], set[str]]] = {
    "a value that comes": (busy, ANY, set()),
    "a value that never comes": (canceled, NO, {"end_reason=canceled"}),
    "a column that is never told": (by_called, NEITHER, {"released_by"}),
    "its opposite": (negated(by_called), NEITHER, {"released_by"}),
    "the opposite of what never comes is all there is": (negated(canceled), YES, set()),
    "one part that cannot be": (both(busy, canceled), NO, {"end_reason=canceled"}),
    "a part that is false beats one that is unknown": (both(busy, by_called), NO, {"released_by"}),
    "one way is enough": (either(canceled, busy), ANY, set()),
    "two ways, and neither": (
        either(canceled, both(busy, negated(by_called))),
        NO,
        {"end_reason=canceled", "released_by"},
    ),
    "whether a silent column is known": (known(call.forwarded_from), NO, {"forwarded_from"}),
    "a truth that is never true": (call.answered_live, NO, {"answered_live=True"}),
    "the first of two that one source tells": (
        equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
        ANY,
        set(),
    ),
    "the first of two that none tells": (
        equal(first_known(campaign.purpose, campaign.purpose), Purpose.MARKETING),
        NEITHER,
        {"purpose"},
    ),
    "a comparison with what is never told": (less_than(call.ring, call.talk), NEITHER, {"ring"}),
    "a choice takes the branch that can be": (choose(canceled, yes=True, no=busy), ANY, set()),
    "a constant": (True, YES, set()),
    "nothing": (None, NEITHER, set()),
}


@pytest.mark.parametrize("name", CASES)
def test_what_can_be(name: str) -> None:
    stated, possible, why_not = CASES[name]
    assert truths(expression(stated), never) == possible
    assert {said(*each) for each in lacks(expression(stated), never, wanted=True)} == why_not


def said(column: Column, value: object) -> str:
    return column.field if value is None else f"{column.field}={value}"


ACCOUNT, DAY = call.account, calendar("day")
SIGNALS = {
    "what is counted never comes": (count(canceled, by=ACCOUNT, over=DAY), {"end_reason=canceled"}),
    "the share of what never comes": (
        share(canceled, of=busy, by=ACCOUNT, over=DAY),
        {"end_reason=canceled"},
    ),
    "the base is always empty": (count(busy, of=by_called, by=ACCOUNT, over=DAY), {"released_by"}),
    "something can be counted": (
        count(busy, of=equal(call.direction, Direction.OUTBOUND), by=ACCOUNT, over=DAY),
        set(),
    ),
}


@pytest.mark.parametrize("name", SIGNALS)
def test_what_a_signal_lacks(name: str) -> None:
    signal, expected = SIGNALS[name]
    assert {said(*each) for each in lacks_of(signal, never)} == expected


def test_every_case_is_an_expression() -> None:
    assert all(isinstance(expression(stated), Expression) for stated, _, _ in CASES.values())
