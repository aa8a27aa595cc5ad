"""Who may appeal until when, who may decide, and what an overturned ruling leaves."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from made_rulings import DAY, DAYS, HOUR, NOW, at_once

from fairline.cases import (
    Appeal,
    AppealDecision,
    Delay,
    DelayReason,
    appeal_refusals,
    appeal_until,
    decision_refusals,
    standing_rulings,
)
from fairline.clauses import REVIEW

APPEAL = Appeal(id="a-1", ruling="r-1", account="acme", received_at=NOW + DAY, text="These were reminders.")
DECISION = AppealDecision(
    id="d-1",
    appeal="a-1",
    ruling="r-1",
    decided_at=NOW + 2 * DAY,
    decided_by="cleo",
    overturned=True,
    reasons="They were.",
)
LAST = datetime(2027, 9, 1, 21, 59, tzinfo=UTC)  # 23:59 in Paris
APPEALS = {
    "in time": ({}, None),
    "in the last minute": ({"received_at": LAST}, None),
    "the day after": ({"received_at": LAST + HOUR}, "until 2027-09-01"),
    "before the ruling": ({"received_at": NOW - HOUR}, "older than the ruling"),
    "by another account": ({"account": "other"}, "about another account"),
    "against another ruling": ({"ruling": "r-2"}, "against another ruling"),
}


@pytest.mark.parametrize("name", APPEALS)
def test_appeals(name: str) -> None:
    changes, wanted = APPEALS[name]
    found = appeal_refusals(msgspec.structs.replace(APPEAL, **changes), at_once(), DAYS, REVIEW)
    assert [wanted in each.en for each in found if wanted] == ([True] if wanted else [])
    assert len(found) == (wanted is not None)


def test_the_time_runs_from_when_the_customer_could_know() -> None:
    delay = Delay(reason=DelayReason.SECRECY, why="police", until=NOW + 10 * DAY)
    late = at_once(statement_sent_at=NOW + 3 * DAY)
    assert appeal_until(at_once(), DAYS, REVIEW) == date(2027, 9, 1)
    assert appeal_until(late, DAYS, REVIEW) == date(2027, 9, 4)
    assert appeal_until(at_once(statement_sent_at=None, delay=delay), DAYS, REVIEW) == date(2027, 9, 11)
    assert appeal_until(at_once(effective_at=NOW + 30 * DAY), DAYS, REVIEW) == date(2027, 9, 30)


DECISIONS = {
    "by somebody else": ({}, []),
    "by who ruled": ({"decided_by": "ada"}, ["ada took part"]),
    "by a machine": ({"by_machine": True}, ["a machine alone"]),
    "by nobody": ({"decided_by": " "}, ["a machine alone"]),
    "without reasons": ({"reasons": ""}, ["no reasons"]),
    "before the appeal": ({"decided_at": NOW}, ["older than the appeal"]),
    "of another appeal": ({"appeal": "a-2"}, ["another ruling"]),
    "of another ruling": ({"ruling": "r-2"}, ["another ruling"]),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_decisions(name: str) -> None:
    changes, wanted = DECISIONS[name]
    found = decision_refusals(msgspec.structs.replace(DECISION, **changes), APPEAL, at_once())
    assert len(found) == len(wanted)
    assert all(part in each.en for part, each in zip(wanted, found, strict=True))


def test_who_ratified_a_ruling_took_part_in_it() -> None:
    ruling = at_once(ratified_by="cleo", ratified_at=NOW + HOUR)
    assert len(decision_refusals(DECISION, APPEAL, ruling)) == 1


def test_an_overturned_ruling_stands_no_more_from_its_day() -> None:
    rulings = (at_once(), at_once(id="r-2"))
    assert standing_rulings(rulings, [DECISION], NOW + DAY) == rulings
    assert standing_rulings(rulings, [DECISION], NOW + 2 * DAY) == rulings[1:]
    upheld = msgspec.structs.replace(DECISION, overturned=False)
    assert standing_rulings(rulings, [upheld], NOW + 3 * DAY) == rulings


def test_they_come_back_from_json() -> None:
    for record in (APPEAL, DECISION):
        assert msgspec.json.decode(msgspec.json.encode(record), type=type(record)) == record
