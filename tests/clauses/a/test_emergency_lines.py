"""47 CFR 64.1200(a)(1): no autodialer and no artificial voice to lines kept for help."""

import pytest

from fairline.clauses.a_illegal.emergency_lines import CLAUSE
from fairline.facts import Call, Direction, Line
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.attempts import Breach, check, check_weight, decided, measures, rows_of
from tests.clauses.traffic import MONDAY

CALL = Call(
    id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    called="+12125550101", called_places=("US-NY",), called_line=Line.PROTECTED, auto_dialed=True,
)  # fmt: skip
ELSEWHERE = Call(
    id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    called="+498912345", called_places=("DE",), called_line=Line.PROTECTED, auto_dialed=True,
)  # fmt: skip
APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "a campaign that nobody knows is one too": {"campaign": None},
    "so is another account": {"account": "beta"},
}
EXCUSED: dict[str, dict[str, object]] = {
    "a person dialed": {"auto_dialed": False, "artificial_voice": False},
    "nobody knows who dialed": {"auto_dialed": None},
    "an ordinary line": {"called_line": Line.FIXED},
    "a line that nobody looked up": {"called_line": None},
    "a call that came in": {"direction": Direction.INBOUND},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="machine-to-protected-line", bad=CALL,
        apart=APART | {"and another place": {"called_places": ("US-NJ",)}},
        excused=EXCUSED | {
            "places that nobody knows are the other rule's": {"called_places": None},
            "and so are places without such a law": {"called_places": ("DE",)}},
        severity=Severity.CRITICAL, answer=Answer.HOLD, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="machine-to-protected-line-elsewhere", bad=ELSEWHERE, apart=APART,
        excused=EXCUSED | {"the law's places are the other rule's": {"called_places": ("US-NY",)}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE, mode=Mode.OBSERVE,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_an_artificial_voice_is_a_machine(breach: Breach) -> None:
    voice = breach.acts(2, auto_dialed=None, artificial_voice=True)
    assert measures(CLAUSE, breach.rule, voice) == [(2, 2)]


def test_places_that_nobody_knows_are_elsewhere() -> None:
    assert measures(CLAUSE, BREACHES[1].rule, BREACHES[1].acts(called_places=None)) == [(1, 1)]


def test_a_machine_that_calls_for_help_passes_and_is_found_by_its_record() -> None:
    help_call = BREACHES[0].acts(called=None, dialed="911", called_line=Line.EMERGENCY)
    (decision,) = decided(CLAUSE, help_call)
    assert decision.emergency
    assert decision.act is Act.ALLOW
    assert measures(CLAUSE, BREACHES[0].rule, help_call) == [(1, 1)]


def test_an_emergency_line_under_an_ordinary_number_is_refused() -> None:
    (decision,) = decided(CLAUSE, BREACHES[0].acts(called_line=Line.EMERGENCY))
    assert decision.act is Act.REFUSE


def test_the_reasons_in_both_languages() -> None:
    here, elsewhere = (each.told() for each in BREACHES)
    law = "47 CFR 64.1200(a)(1)(i)-(iii); 47 U.S.C. 227(b)(1)(A))."
    assert here.reason(Lang.EN) == (
        f"Calls by a machine or an artificial voice to lines kept for help: 1 (US: {law}"
    )
    assert here.reason(Lang.FR) == (
        f"Appels d'un automate ou d'une voix artificielle vers des lignes de secours\u00a0: 1"
        f" (US\u00a0: {law}"
    )
    assert elsewhere.reason(Lang.EN) == (
        "Calls by a machine to lines kept for help, where no law on them is known: 1."
    )
    assert elsewhere.reason(Lang.FR) == (
        "Appels d'un automate vers des lignes de secours, sans loi connue à ce sujet\u00a0: 1."
    )
