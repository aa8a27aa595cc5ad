"""Clause b: no private exchange behind a seat. Names are a reason to ask; counts are ours."""

import pytest

from fairline.clauses.b_dialing_trunking_pumping.exchanges_on_seats import CLAUSE
from fairline.facts import Permit, Registration
from fairline.policy import Act, Answer, Evidence, Lang, Mode, Severity
from tests.clauses.acts import acts, broken_by, decided, excused, keys_of, once
from tests.clauses.b.rows import Case, check, found

NAMED, CROWDED, HOSTED = (
    "exchange-registers-as-a-seat", "many-contacts-of-one-address", "seat-in-a-data-center")  # fmt: skip
EXCHANGE = {"user": "7", "user_agent": "FPBX-16.0.40"}
MANY = {"aor": "sip:7@acme", "contacts": 3}
DATA_CENTER = {"user": "7", "data_center": True}


def rows(bad: dict[str, object], innocent: dict[str, dict[str, object]], key: str) -> dict[str, Case]:
    return {
        **once(Registration, bad, innocent=innocent, another_key={"whose it is is unknown": {key: None}}),
        **excused(Permit.OWN_TRUNK, Permit.DIALER, acts(Registration, **bad), (1, 1)),
    }


CASES = {
    NAMED: rows(
        EXCHANGE,
        {
            "a telephone registers": {"user_agent": "Yealink SIP-T46S"},
            "it is not named": {"user_agent": None},
        },
        "user",
    ),
    CROWDED: rows(
        MANY, {"two devices share it": {"contacts": 2}, "nobody counted them": {"contacts": None}}, "aor"
    ),
    HOSTED: rows(
        DATA_CENTER,
        {"it is elsewhere": {"data_center": False}, "nobody knows where it is": {"data_center": None}},
        "user",
    ),
}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, named in CASES.items() for name in named])
def test_registrations(rule: str, name: str) -> None:
    check(CLAUSE, rule, CASES[rule][name])


def test_each_key_is_found_apart() -> None:
    for rule, bad, key in ((NAMED, EXCHANGE, "user"), (CROWDED, MANY, "aor"), (HOSTED, DATA_CENTER, "user")):
        facts = [*acts(Registration, **bad), *acts(Registration, **(bad | {key: "other"}))]
        assert len(keys_of(CLAUSE, rule, facts)) == 2, rule


def test_how_grave_and_what_follows() -> None:
    """All limits are ours, so that each asks only once it is calibrated."""
    assert [(rule.name, rule.severity, rule.answer, rule.act, rule.mode) for rule in CLAUSE.rules] == [
        (NAMED, Severity.MINOR, Answer.CHALLENGE, Act.CHALLENGE, Mode.OBSERVE),
        (CROWDED, Severity.MINOR, Answer.CHALLENGE, Act.CHALLENGE, Mode.OBSERVE),
        (HOSTED, Severity.NOTICE, Answer.CHALLENGE, Act.CHALLENGE, Mode.OBSERVE),
    ]
    assert [rule.evidence for rule in CLAUSE.rules] == [Evidence.D, Evidence.B, Evidence.B]


def test_before_it_registers() -> None:
    device = acts(Registration, **EXCHANGE, data_center=True, contacts=3, aor="sip:7@acme")
    innocent = acts(Registration, user="7", user_agent="Yealink", start=device[0].at.replace(minute=1))
    answers = decided(CLAUSE, [*device, *innocent])
    assert [broken_by(each) for each in answers] == [sorted([NAMED, CROWDED, HOSTED]), []]
    assert all(each.act is Act.ALLOW for each in answers)


def test_the_reason_in_both_languages() -> None:
    (named,) = found(CLAUSE, NAMED, acts(Registration, **EXCHANGE))
    assert named.reason(Lang.EN) == (
        "A device of user 7 called itself an exchange (times in 24\u00a0h: 1; limit: 1)."
    )
    assert named.reason(Lang.FR) == (
        "Un appareil de l'utilisateur 7 s'est dit autocommutateur (fois en 24\u00a0h\u00a0: 1\u00a0;"
        " limite\u00a0: 1)."
    )
    (crowded,) = found(CLAUSE, CROWDED, acts(Registration, **MANY))
    assert crowded.reason(Lang.EN) == (
        "sip:7@acme was registered by more than 2 devices at once (times in 24\u00a0h: 1; limit: 1)."
    )
    assert crowded.reason(Lang.FR) == (
        "Plus de 2 appareils se sont enregistrés ensemble sous sip:7@acme (fois en 24\u00a0h\u00a0: 1\u00a0;"
        " limite\u00a0: 1)."
    )
    (hosted,) = found(CLAUSE, HOSTED, acts(Registration, **DATA_CENTER))
    assert hosted.reason(Lang.EN) == (
        "User 7 registered from a data center (times in 24\u00a0h: 1; limit: 1)."
    )
    assert hosted.reason(Lang.FR) == (
        "L'utilisateur 7 s'est enregistré depuis un centre de données (fois en 24\u00a0h\u00a0: 1\u00a0;"
        " limite\u00a0: 1)."
    )
