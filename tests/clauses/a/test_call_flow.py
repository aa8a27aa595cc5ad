"""47 CFR 64.1200(b)(1)-(3): who calls and how to refuse is said at once."""

import pytest

from fairline.clauses.a_illegal.call_flow import CLAUSE
from fairline.facts import Change, Setting
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import Breach, check, check_weight, measures, rows_of
from tests.clauses.traffic import MONDAY

FLOW = Change(
    id="1", at=MONDAY, account="acme", campaign="spring", setting=Setting.CALL_FLOW, identity_spoken=False
)
BREACHES = [
    Breach(
        clause=CLAUSE, rule="flow-without-identity", bad=FLOW,
        apart={
            "another campaign is another finding": {"campaign": "autumn"},
            "a flow of no campaign is one too": {"campaign": None},
            "so is another account": {"account": "beta"},
        },
        excused={
            "one that says who calls": {"identity_spoken": True},
            "one of which nobody knows": {"identity_spoken": None},
            "another setting": {"setting": Setting.FORWARDING},
            "a setting that nobody knows": {"setting": None},
            "one that is taken down": {"enabled": False},
        },
        severity=Severity.MINOR, answer=Answer.CHALLENGE, act=Act.HOLD,
    )
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


def test_the_message_of_a_machine_is_one_too() -> None:
    acts = BREACHES[0].acts(2, setting=Setting.MACHINE_MESSAGE, enabled=True)
    assert measures(CLAUSE, "flow-without-identity", acts) == [(2, 2)]


def test_the_reason_in_both_languages() -> None:
    told = BREACHES[0].told()
    assert told.reason(Lang.EN) == "Flows set that do not say at once who calls and how to refuse: 1."
    assert told.reason(Lang.FR) == (
        "Scénarios mis en place sans dire d'emblée qui appelle et comment refuser\u00a0: 1."
    )
