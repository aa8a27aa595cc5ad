"""Contacts read, directories guessed and numbers probed within a day."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.g_harvesting_spam.harvesting import CLAUSE
from fairline.facts import Access, Call, Deed, Direction, EndReason
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, SECOND, decided
from tests.clauses.traffic import MONDAY, calls

READ, COPIED, GUESSED, PROBED = "contacts-read", "contacts-copied", "directory-guessed", "numbers-probed"


def reads(number: int, *, start: datetime = MONDAY, **fields: object) -> list[Access]:
    whole: dict[str, object] = {"account": "acme", "token": "t", "deed": Deed.EXPORT}
    return [
        Access(id=f"{start}{fields}{each}", at=start + each * SECOND, **(whole | fields))  # type: ignore[arg-type]
        for each in range(number)
    ]


def table(field: str, limit: int) -> dict[str, Case]:
    half, rest = {field: limit // 2}, {field: limit - limit // 2 + 1}
    over = {field: limit + 1}
    return {
        "at the limit": (reads(2, **half), None),
        "one over": (reads(1, **half) + reads(1, start=MONDAY + SECOND, **rest), (limit + 1, 2)),
        "downloads": (reads(1, deed=Deed.DOWNLOAD, **over), (limit + 1, 1)),
        "requests": (reads(1, deed=Deed.REQUEST, **over), (limit + 1, 1)),
        "logins are none": (reads(1, deed=Deed.LOGIN, **over), None),
        "a deed nobody named": (reads(1, deed=None, **over), None),
        "with a ticket": (reads(1, ticket="CHG-1", **over), None),
        "two tokens": (reads(1, **half) + reads(1, token="u", start=MONDAY + SECOND, **rest), None),
        "two users without a token": (
            reads(1, token=None, user="a", **half)
            + reads(1, token=None, user="b", start=MONDAY + SECOND, **rest),
            None,
        ),
        "one user without a token": (
            reads(1, token=None, user="a", **half)
            + reads(1, token=None, user="a", start=MONDAY + SECOND, **rest),
            (limit + 1, 2),
        ),
        "nobody named": (reads(1, token=None, **over), (limit + 1, 1)),
        "two accounts": (reads(1, **half) + reads(1, account="beta", start=MONDAY + SECOND, **rest), None),
        "how many is not said": (reads(9), None),
        "the last moment of the day": (
            reads(1, **half) + reads(1, start=MONDAY + DAY - SECOND, **rest),
            (limit + 1, 2),
        ),
        "the first after it": (reads(1, **half) + reads(1, start=MONDAY + DAY, **rest), None),
    }


def lookups(found_: int, missed: int, **fields: object) -> list[Access]:
    whole = {"deed": Deed.LOOKUP} | fields
    return reads(found_, found=True, **whole) + reads(missed, start=MONDAY + HOUR, found=False, **whole)


SECONDS = timedelta(seconds=2)


def tries(other: int, given_up: int, **fields: object) -> list[Call]:
    whole: dict[str, object] = {
        "caller": "+12025550100",
        "end_reason": EndReason.CANCELED,
        "ring": SECONDS,
    } | fields
    long = whole | {"ring": timedelta(seconds=20)}
    return [*calls(other, **long), *calls(given_up, start=MONDAY + HOUR, **whole)]


GUESSES: dict[str, Case] = {
    "half": (lookups(500, 500), None),
    "chance alone does not accuse": (lookups(470, 530), None),
    "surely more than half": (lookups(460, 540), (540, 1000)),
    "199 are too few": (lookups(0, 199), None),
    "200 are enough": (lookups(0, 200), (200, 200)),
    "what nobody said counts on neither side": (
        lookups(460, 540) + reads(900, deed=Deed.LOOKUP),
        (540, 1000),
    ),
    "exports are no look-ups": (lookups(0, 300, deed=Deed.EXPORT), None),
    "two tokens": (lookups(0, 150) + lookups(0, 150, token="u"), None),
    "the last moment of the day": (
        lookups(0, 199) + reads(1, start=MONDAY + HOUR + DAY - SECOND, deed=Deed.LOOKUP, found=False),
        (200, 200),
    ),
    "the first after the day": (
        lookups(0, 199) + reads(1, start=MONDAY + HOUR + DAY, deed=Deed.LOOKUP, found=False),
        None,
    ),
}
PROBES: dict[str, Case] = {
    "half": (tries(500, 500), None),
    "surely more than half": (tries(460, 540), (540, 1000)),
    "chance alone does not accuse": (tries(470, 530), None),
    "199 are too few": (tries(0, 199), None),
    "200 are enough": (tries(0, 200), (200, 200)),
    "a moment longer": (tries(0, 300, ring=SECONDS + SECOND), None),
    "it rang out": (tries(0, 300, end_reason=EndReason.NO_ANSWER), None),
    "inbound": (tries(0, 300, direction=Direction.INBOUND), None),
    "two numbers": (tries(0, 150) + tries(0, 150, caller="+1202"), None),
    "the last moment of the day": (
        tries(0, 199) + calls(1, start=MONDAY + HOUR + DAY - SECOND, caller="+12025550100",
                              end_reason=EndReason.CANCELED, ring=SECONDS), (200, 200)),
    "the first after the day": (
        tries(0, 199) + calls(1, start=MONDAY + HOUR + DAY, caller="+12025550100",
                              end_reason=EndReason.CANCELED, ring=SECONDS), None),
}  # fmt: skip
TABLES = {
    READ: table("records", 5000),
    COPIED: table("contacts_share", 200),
    GUESSED: GUESSES,
    PROBED: PROBES,
}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, each in TABLES.items() for name in each])
def test_what_is_gathered(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


def test_modes_and_what_is_asked_once_the_limits_are_calibrated() -> None:
    (attempt,) = reads(1, records=5001)
    decision = decided(CLAUSE, [], attempt)
    assert (decision.act, decision.reasons[0].rule.name) == (Act.ALLOW, READ)
    acts = {rule.name: rule.act for rule in CLAUSE.rules}
    assert acts == {READ: Act.HOLD, COPIED: Act.HOLD, GUESSED: Act.HOLD, PROBED: Act.ALLOW}
    assert {(rule.severity, rule.answer, rule.mode) for rule in CLAUSE.rules} == {
        (Severity.MAJOR, Answer.HOLD, Mode.OBSERVE)
    }


def test_the_reasons_in_both_languages() -> None:
    (read,) = found(CLAUSE, READ, reads(1, records=12_000))
    assert read.reason(Lang.EN) == (
        "12,000 contacts were read with one token within 24\u00a0h; the limit is 5,000."
    )
    assert read.reason(Lang.FR) == (
        "12\u202f000 fiches lues avec un même jeton en 24\u00a0h\u00a0; la limite est de 5\u202f000."
    )
