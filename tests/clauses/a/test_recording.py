"""Cal. Penal Code 632: everybody agrees; C. pénal art. 226-1: who is told and goes on agrees."""

from datetime import datetime

import pytest

from fairline.clauses.a_illegal.recording import CLAUSE
from fairline.facts import Recording
from fairline.policy import Act, Answer, Lang, Mend, Severity
from tests.clauses.attempts import DAY, TICK, Breach, check, check_weight, decided, rows_of
from tests.clauses.traffic import MONDAY


def recording(announced_at: datetime | None, *places: str, **fields: object) -> Recording:
    return Recording(
        id="1", at=MONDAY, account="acme", campaign="spring", places=places or None,
        announced_at=announced_at, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


LATER = MONDAY + 2 * DAY
APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "a campaign that nobody knows is one too": {"campaign": None},
    "so is another account": {"account": "beta"},
}
ONE_PARTY: dict[str, dict[str, object]] = {
    "where one party may record": {"places": ("US-NY",)},
    "places that nobody knows": {"places": None},
}
UNKNOWN: dict[str, object] = {"announced_at": None, "consented": None}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="recorded-untold", bad=recording(LATER, "US-CA"), apart=APART,
        excused=ONE_PARTY | {
            "told before": {"announced_at": MONDAY - TICK},
            "an announcement that nobody knows of": UNKNOWN,
            "a law that is unsure": {"places": ("MX",)}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.DO_NOT_RECORD,
    ),
    Breach(
        clause=CLAUSE, rule="announcement-not-known", bad=recording(None, "US-CA"), apart=APART,
        excused=ONE_PARTY | {
            "told before": {"announced_at": MONDAY - TICK},
            "told later is the other rule's": {"announced_at": LATER},
            "agreed": {"consented": True},
            "against somebody's will is the other rule's": {"consented": False}},
        severity=Severity.NOTICE, answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.DO_NOT_RECORD,
    ),
    Breach(
        clause=CLAUSE, rule="recorded-untold-unsure", bad=recording(LATER, "MX"), apart=APART,
        excused={
            "a law that is sure is the other rule's": {"places": ("US-CA",)},
            "places that nobody knows": {"places": None},
            "told before": {"announced_at": MONDAY},
            "an announcement that nobody knows of": UNKNOWN,
        },
        severity=Severity.NOTICE, answer=Answer.OBSERVE,
    ),
]  # fmt: skip
UNTOLD, SILENT, _ = (each.rule for each in BREACHES)
STARTS: dict[str, tuple[Recording, str | None]] = {
    "told at the very start": (recording(MONDAY, "US-CA"), None),
    "told a moment later": (recording(MONDAY + TICK, "US-CA"), UNTOLD),
    "France wants an announcement": (recording(MONDAY + TICK, "FR"), UNTOLD),
    "and one that is known": (recording(None, "FR"), SILENT),
    "going on after it is consent in France": (recording(MONDAY, "FR", consented=False), None),
    "against somebody's will in California": (recording(MONDAY, "US-CA", consented=False), UNTOLD),
    "and without any announcement": (recording(None, "US-CA", consented=False), UNTOLD),
    "of two places the stricter": (recording(MONDAY + TICK, "US-NY", "US-FL"), UNTOLD),
    "Germany": (recording(MONDAY + TICK, "DE"), UNTOLD),
}  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", STARTS)
def test_as_it_starts(name: str) -> None:
    started, rule = STARTS[name]
    (decision,) = decided(CLAUSE, [started])
    assert [each.rule.name for each in decision.reasons if each.rule.act is Act.CHANGE] == (
        [] if rule is None else [rule]
    )
    assert decision.act is (Act.ALLOW if rule is None else Act.CHANGE)
    assert decision.mends == (() if rule is None else (Mend.DO_NOT_RECORD,))


def test_the_reasons_in_both_languages() -> None:
    untold, silent, unsure = (each.told() for each in BREACHES)
    assert untold.reason(Lang.EN) == (
        "Recordings that began before people were told, or against their will: 1."
    )
    assert untold.reason(Lang.FR) == (
        "Enregistrements commencés avant d'avertir, ou contre la volonté des personnes\u00a0: 1."
    )
    assert silent.reason(Lang.EN) == (
        "Recordings of which no announcement is known, where the law wants one: 1."
    )
    assert silent.reason(Lang.FR) == (
        "Enregistrements sans annonce connue, là où la loi en veut une\u00a0: 1."
    )
    assert unsure.reason(Lang.EN) == (
        "Recordings that began before people were told, where a law may want it: 1."
    )
    assert unsure.reason(Lang.FR) == (
        "Enregistrements commencés avant d'avertir, là où une loi le veut peut-être\u00a0: 1."
    )
