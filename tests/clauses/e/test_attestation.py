"""ATIS-1000074: A, B and C; the shares of a day's calls are ours."""

from datetime import UTC, datetime

import pytest

from fairline.clauses.e_deception.attestation import CLAUSE
from fairline.facts import Attestation, Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import TICK, Row, found, measures

NOT_FULL, FAILED = "not-vouched-for", "signatures-failed"
NOON, MIDNIGHT = datetime(2026, 3, 3, 12, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)


def signed(number: int, start: datetime = NOON, **fields: object) -> list[Call]:
    """Return calls a microsecond apart that are signed A and verified."""
    shared: dict[str, object] = {
        "account": "acme", "direction": Direction.OUTBOUND, "signed_as": Attestation.FULL, "verified": True,
    }  # fmt: skip
    return [
        Call(id=f"{start} {fields} {each}", started_at=start + each * TICK, **shared | fields)  # type: ignore[arg-type]
        for each in range(number)
    ]


BAD: dict[str, dict[str, object]] = {
    NOT_FULL: {"signed_as": Attestation.PARTIAL}, FAILED: {"verified": False}
}  # fmt: skip
UNKNOWN: dict[str, dict[str, object]] = {NOT_FULL: {"signed_as": None}, FAILED: {"verified": None}}
LEAST = {NOT_FULL: 52, FAILED: 17}  # of 200, past the limit for sure


def rows(rule: str) -> dict[str, Row]:
    bad, least = BAD[rule], LEAST[rule]
    past = signed(200 - least) + signed(least, **bad)
    told = [(least, 200)]
    return {
        "chance alone does not accuse": (signed(201 - least) + signed(least - 1, **bad), []),
        "one more is past it": (past, told),
        "of one hundred and ninety-nine too few": (signed(199, **bad), []),
        "what nobody knows is on neither side": (past + signed(900, **UNKNOWN[rule]), told),
        "nor are calls that came in": (past + signed(900, direction=Direction.INBOUND), told),
        "another account dilutes nothing": (past + signed(900, account="beta"), told),
        "nobody's are nobody's": (signed(900, account=None, **bad), []),
        "the last moment of the UTC day": (
            signed(200 - least) + signed(least - 1, **bad) + signed(1, MIDNIGHT - TICK, **bad), told),
        "the first of the next": (
            signed(200 - least) + signed(least - 1, **bad) + signed(1, MIDNIGHT, **bad), []),
    }  # fmt: skip


@pytest.mark.parametrize("name", rows(NOT_FULL))
@pytest.mark.parametrize("rule", BAD)
def test_shares(rule: str, name: str) -> None:
    facts, wanted = rows(rule)[name]
    assert measures(CLAUSE, rule, facts) == wanted


def test_a_gateway_vouches_for_nothing() -> None:
    assert measures(CLAUSE, NOT_FULL, signed(200, signed_as=Attestation.GATEWAY)) == [(200, 200)]


def test_how_grave_and_the_reasons_in_both_languages() -> None:
    (share,) = found(CLAUSE, NOT_FULL, signed(100) + signed(100, **BAD[NOT_FULL]))
    (failed,) = found(CLAUSE, FAILED, signed(100) + signed(100, **BAD[FAILED]))
    for each in (share, failed):
        assert (each.severity, each.answer, each.rule.mode) == (Severity.MINOR, Answer.HOLD, Mode.OBSERVE)
    assert share.reason(Lang.EN) == (
        "100 of 200 calls of the day could be signed B or C only (50%); the limit is 20%."
    )
    assert share.reason(Lang.FR) == (
        "100 des 200 appels du jour n'ont pu être signés que B ou C (50\u00a0%)\u00a0; la limite est de"
        " 20\u00a0%."
    )
    assert failed.reason(Lang.EN) == (
        "The signature of 100 of 200 calls of the day failed (50%); the limit is 5%."
    )
    assert failed.reason(Lang.FR) == (
        "La signature de 100 des 200 appels du jour a échoué (50\u00a0%)\u00a0; la limite est de 5\u00a0%."
    )
