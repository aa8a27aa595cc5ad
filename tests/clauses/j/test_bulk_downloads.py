"""CLAUSES J-REC: recordings taken in bulk, after hours or to a network never seen."""

from datetime import datetime

import pytest

from fairline.clauses.j_interception.bulk_downloads import CLAUSE
from fairline.facts import Access, Deed, Fact
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import DAY, HOUR, MIDNIGHT, SECOND, TICK, Case, acts, check, happened, said, weight

BULK, NIGHT, AFAR = "recordings-in-bulk", "recordings-at-night", "recordings-to-a-new-network"
ODD: dict[str, dict[str, object]] = {
    BULK: {},
    NIGHT: {"business_hours": False},
    AFAR: {"known_network": False},
}
MOST = {BULK: 500, NIGHT: 100, AFAR: 50}
MEETS = {BULK: Act.REFUSE, NIGHT: Act.HOLD, AFAR: Act.HOLD}


def took(rule: str, *records: int | None, start: datetime = MIDNIGHT, **fields: object) -> list[Fact]:
    """Return downloads of so many records each, as odd as ``rule`` asks."""
    shared: dict[str, object] = {"deed": Deed.DOWNLOAD, "token": "t"} | ODD[rule] | fields
    return [
        each
        for place, number in enumerate(records)
        for each in happened(Access, start=start + place * SECOND, records=number, **shared)
    ]


def rows(rule: str) -> dict[str, Case]:
    """Return the rows that all three rules have."""
    most = MOST[rule]
    over, late = [(most + 1, 2)], MIDNIGHT + DAY
    return {
        "exactly the limit": (took(rule, most), []),
        "one more": (took(rule, most, 1), over),
        "each download is one record at least": (took(rule, most, None), over),
        "an export counts, too": (took(rule, most) + took(rule, 1, deed=Deed.EXPORT), over),
        "a look-up does not": (took(rule, most) + took(rule, 1, deed=Deed.LOOKUP), []),
        "nor what nobody names": (took(rule, most) + took(rule, 1, deed=None), []),
        "nor what was refused": (took(rule, most) + took(rule, 1, succeeded=False), []),
        "said aloud that it succeeded": (took(rule, most) + took(rule, 1, succeeded=True), over),
        "nor what a ticket stands behind": (took(rule, most) + took(rule, 1, ticket="MIG-1"), []),
        "the last moment of the day counts": (took(rule, most) + took(rule, 1, start=late - TICK), over),
        "the first after it does not": (took(rule, most) + took(rule, 1, start=late), []),
        "two tokens do not add up": (took(rule, most) + took(rule, 1, token="u"), []),
        "without a token the user stands for it": (took(rule, most, 1, token=None, user="7"), over),
        "a user and a token do not add up": (took(rule, most) + took(rule, 1, token=None, user="7"), []),
        "nobody says whose: no measure": (took(rule, most, 1, token=None), []),
        "two accounts do not add up": (took(rule, most) + took(rule, 1, account="beta"), []),
        "no account, no measure": (took(rule, most, 1, account=None), []),
    }


CASES = {(rule, name): case for rule in ODD for name, case in rows(rule).items()} | {
    (NIGHT, "by day it is not"): (took(NIGHT, 400, business_hours=True), []),
    (NIGHT, "nor when nobody says"): (took(NIGHT, 400, business_hours=None), []),
    (AFAR, "a known network is no new one"): (took(AFAR, 400, known_network=True), []),
    (AFAR, "nor one of which nobody says"): (took(AFAR, 400, known_network=None), []),
}
LOUD = {rule: took(rule, 1200) for rule in ODD}
GRAVE = {rule: (Severity.CRITICAL, Answer.HOLD, MEETS[rule], Evidence.B, Mode.OBSERVE) for rule in ODD}


@pytest.mark.parametrize("rule", ODD)
def test_the_download_that_goes_too_far_does_not_go_on(rule: str) -> None:
    most = MOST[rule]
    facts = [*took(rule, most, 1), *took(rule, 1, start=MIDNIGHT + HOUR, ticket="MIG-1")]
    assert acts(CLAUSE, rule, facts) == [Act.ALLOW, MEETS[rule], Act.ALLOW]


SAID: dict[str, tuple[str, str]] = {
    BULK: (
        "1,200 recordings or transcripts were taken by t in 24\u00a0h; the limit is 500.",
        "t a emporté 1\u202f200 enregistrements ou transcriptions en 24\u00a0h\u00a0; la limite est de 500.",
    ),
    NIGHT: (
        "t took 1,200 recordings outside business hours; the limit is 100.",
        "t a emporté 1\u202f200 enregistrements hors des heures d'ouverture\u00a0; la limite est de 100.",
    ),
    AFAR: (
        "t took 1,200 recordings from a network never seen before; the limit is 50.",
        "t a emporté 1\u202f200 enregistrements depuis un réseau jamais vu\u00a0; la limite est de 50.",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_it_is_and_what_may_follow(rule: str) -> None:
    assert weight(CLAUSE, rule) == GRAVE[rule]


@pytest.mark.parametrize("rule", SAID)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, LOUD[rule]) == SAID[rule]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in CLAUSE.rules} == set(GRAVE) == set(SAID) == {rule for rule, _ in CASES}
