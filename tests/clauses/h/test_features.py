"""Features that a plan does not have: what the contract says, act by act."""

import pytest

from fairline.clauses.h_excessive.features import CLAUSE
from fairline.facts import Access, Account, Call, Campaign, Channel, Deed, Direction, Message, Permit
from fairline.policy import Act, Answer, Evidence, Lang, Mode, Severity
from fairline.signals import Origin
from tests.clauses.acts import DAY, acts, broken_by, decided, excused, keys_of, once
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

DIALING, PROGRAM, BULK = "predictive-dialing-not-in-plan", "api-not-in-plan", "bulk-messages-beyond-plan"
FEATURE = {DIALING: "predictive-dialer", PROGRAM: "api", BULK: "bulk-sms"}
KIND: dict[str, type[Call] | type[Access] | type[Message]] = {DIALING: Call, PROGRAM: Access, BULK: Message}
BAD: dict[str, dict[str, object]] = {
    DIALING: {"direction": Direction.OUTBOUND, "campaign": "c"},
    PROGRAM: {"deed": Deed.REQUEST, "token": "t"},
    BULK: {"direction": Direction.OUTBOUND, "channel": Channel.SMS, "campaign": "c"},
}
INNOCENT: dict[str, dict[str, dict[str, object]]] = {
    DIALING: {
        "the call came in": {"direction": Direction.INBOUND},
        "its direction is unknown": {"direction": None},
        "another campaign dials otherwise": {"campaign": "d"},
    },
    PROGRAM: {"a person signs in": {"deed": Deed.LOGIN}, "nobody knows what was done": {"deed": None}},
    BULK: {
        "the message came in": {"direction": Direction.INBOUND},
        "its direction is unknown": {"direction": None},
        "it is a chat": {"channel": Channel.CHAT},
        "the channel is unknown": {"channel": None},
    },
}
KEY: dict[str, str] = {DIALING: "campaign", PROGRAM: "token", BULK: "campaign"}


def account(features: tuple[str, ...] | None, name: str = "acme") -> Account:
    return Account(id=name, at=MONDAY - DAY, features=features)


def campaign(mode: str | None, name: str = "c", of: str = "acme") -> Campaign:
    return Campaign(id=name, at=MONDAY - DAY, account=of, mode=mode)


PREDICTIVE, PREVIEW = campaign("predictive"), campaign("preview", "d")
OTHERS = tuple(each for each in (*FEATURE.values(), "own-trunk"))


def rows(rule: str) -> dict[str, Case]:
    bad = acts(KIND[rule], **BAD[rule])
    rest = tuple(each for each in OTHERS if each != FEATURE[rule])
    known = [account(rest), PREDICTIVE, PREVIEW]
    return {
        **once(
            KIND[rule],
            BAD[rule],
            innocent=INNOCENT[rule],
            another_key={"nobody knows whose it is": {KEY[rule]: None}},
            known=known,
        ),
        "a plan that has it": ([account(OTHERS), PREDICTIVE, *bad], None),
        "a plan with nothing": ([account(()), PREDICTIVE, *bad], (1, 1)),
        "a plan of which nobody knows what it has": ([account(None), PREDICTIVE, *bad], None),
        "no record of the account": ([PREDICTIVE, *bad], None),
        "another account's plan": ([account((), "beta"), PREDICTIVE, *bad], None),
    }


CASES = {rule: rows(rule) for rule in BAD}
CASES[DIALING] |= {
    "a campaign of which nobody knows how it dials": (
        [account(()), campaign(None), *acts(Call, **BAD[DIALING])],
        None,
    ),
    **excused(
        Permit.DIALER, Permit.OWN_TRUNK, [account(()), PREDICTIVE, *acts(Call, **BAD[DIALING])], (1, 1)
    ),
}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, named in CASES.items() for name in named])
def test_features(rule: str, name: str) -> None:
    check(CLAUSE, rule, CASES[rule][name])


@pytest.mark.parametrize("rule", BAD)
def test_each_campaign_or_token_is_found_apart(rule: str) -> None:
    known = [account(()), PREDICTIVE, campaign("predictive", "other")]
    facts = [*known, *acts(KIND[rule], **BAD[rule]), *acts(KIND[rule], **(BAD[rule] | {KEY[rule]: "other"}))]
    assert len(keys_of(CLAUSE, rule, facts)) == 2


@pytest.mark.parametrize("rule", BAD)
def test_the_act_is_refused_and_an_innocent_one_is_not(rule: str) -> None:
    known = [account(()), PREDICTIVE, PREVIEW]
    innocent = next(iter(INNOCENT[rule].values()))
    refused, passed = decided(
        CLAUSE,
        [
            *known,
            *acts(KIND[rule], **BAD[rule]),
            *acts(KIND[rule], start=MONDAY + DAY / 2, **(BAD[rule] | innocent)),
        ],
    )
    assert (refused.act, broken_by(refused)) == (Act.REFUSE, [rule])
    assert (passed.act, broken_by(passed)) == (Act.ALLOW, [])


REASONS = {
    DIALING: (
        "Campaign c dialed predictively, which the plan does not have (calls in 24\u00a0h: 1; limit: 1).",
        "La campagne c a composé en prédictif, que l'offre ne comprend pas (appels en 24\u00a0h\u00a0:"
        " 1\u00a0; limite\u00a0: 1).",
    ),
    PROGRAM: (
        "Token t made requests, which the plan does not have (in 24\u00a0h: 1; limit: 1).",
        "Le jeton t a fait des requêtes, que l'offre ne comprend pas (en 24\u00a0h\u00a0: 1\u00a0;"
        " limite\u00a0: 1).",
    ),
    BULK: (
        "Campaign c sent messages, which the plan does not have (in 24\u00a0h: 1; limit: 1).",
        "La campagne c a envoyé des SMS, que l'offre ne comprend pas (en 24\u00a0h\u00a0: 1\u00a0;"
        " limite\u00a0: 1).",
    ),
}


@pytest.mark.parametrize("rule", REASONS)
def test_how_grave_and_the_reason_in_both_languages(rule: str) -> None:
    (finding,) = found(CLAUSE, rule, [account(()), PREDICTIVE, *acts(KIND[rule], **BAD[rule])])
    assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert (finding.rule.mode, finding.rule.evidence) == (Mode.ENFORCE, Evidence.A)
    assert finding.limit.origin is Origin.CONTRACT
    assert (finding.reason(Lang.EN), finding.reason(Lang.FR)) == REASONS[rule]
