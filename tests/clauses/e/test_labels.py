"""47 CFR 64.1200(k)(8)-(9): labels and blocks are told and can be contested; the shares are ours."""

from datetime import datetime
from decimal import Decimal

import pytest

from fairline.clauses.e_deception.labels import CLAUSE
from fairline.facts import Call, Complaint, ComplaintSource, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, TICK, Breach, Row, check, check_weight, found, measures, rows_of
from tests.clauses.checks import ON_THE_HOUR
from tests.clauses.traffic import MONDAY

RULE = "rejected-by-label"


def tried(number: int, start: datetime = MONDAY, **fields: object) -> list[Call]:
    shared: dict[str, object] = {
        "account": "acme", "caller": "+12125550101", "direction": Direction.OUTBOUND, "labeled": False,
    }  # fmt: skip
    return [
        Call(id=f"{start} {fields} {each}", started_at=start + each * TICK, **shared | fields)  # type: ignore[arg-type]
        for each in range(number)
    ]


def rejected(number: int, start: datetime = MONDAY, **fields: object) -> list[Call]:
    return tried(number, start, labeled=True, **fields)


PAST = tried(90) + rejected(10)
ROWS: dict[str, Row] = {
    "chance alone does not accuse": (tried(91) + rejected(9), []),
    "ten of a hundred are past it": (PAST, [(10, 100)]),
    "of ninety-nine too few": (rejected(99), []),
    "what nobody knows is on neither side": (PAST + tried(900, labeled=None), [(10, 100)]),
    "nor are calls that came in": (PAST + tried(900, direction=Direction.INBOUND), [(10, 100)]),
    "another number dilutes nothing": (PAST + tried(900, caller="+12125550102"), [(10, 100)]),
    "nor does another account": (PAST + tried(900, account="beta"), [(10, 100)]),
    "no number": (rejected(900, caller=None), []),
    "the seventh day": (tried(90) + rejected(9) + rejected(1, MONDAY + 6.9 * DAY), [(10, 100)]),
    "the first moment after it": (tried(90) + rejected(9) + rejected(1, MONDAY + 7 * DAY), []),
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="labeled-and-unanswered", window=7 * DAY,
        bad=Complaint(id="1", at=ON_THE_HOUR, account="acme", number="+12125550101",
                      source=ComplaintSource.LABEL, answer_drop=Decimal("0.51")),
        apart={"another number is another finding": {"number": "+12125550102"},
               "so is another account": {"account": "beta"}},
        excused={"half is not more than half": {"answer_drop": Decimal("0.5")},
                 "a drop that nobody knows": {"answer_drop": None},
                 "a person's complaint": {"source": ComplaintSource.PERSON},
                 "a source that nobody knows": {"source": None},
                 "no number": {"number": None}},
        severity=Severity.NOTICE, answer=Answer.CHALLENGE, mode=Mode.OBSERVE,
    )
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", ROWS)
def test_rejections(name: str) -> None:
    facts, wanted = ROWS[name]
    assert measures(CLAUSE, RULE, facts) == wanted


def test_how_grave_and_the_reasons_in_both_languages() -> None:
    (share,) = found(CLAUSE, RULE, PAST)
    assert (share.severity, share.answer) == (Severity.NOTICE, Answer.CHALLENGE)
    assert share.rule.mode is Mode.OBSERVE
    assert share.reason(Lang.EN) == (
        "10 of 100 attempts from +12125550101 in a week were rejected by a label (10%); the limit is 5%."
    )
    assert share.reason(Lang.FR) == (
        "10 des 100 tentatives de +12125550101 en une semaine ont été rejetées pour étiquette (10\u00a0%)"
        "\u00a0; la limite est de 5\u00a0%."
    )
    label = BREACHES[0].told()
    assert label.reason(Lang.EN) == (
        "Labels of +12125550101 in a week after which fewer than half as many calls were answered: 1."
    )
    assert label.reason(Lang.FR) == (
        "Étiquettes de +12125550101 en une semaine qui ont réduit de plus de moitié les décrochés\u00a0: 1."
    )
