"""Whether a signed identity is true: who calls whom, when, by whose certificate, for the first time."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stir_made import (
    AT,
    CALLED,
    CALLER,
    CLAIMS,
    NOW,
    OTHER,
    X5U,
    Provider,
    identity,
    new_key,
    part,
    shown,
    signer_certificate,
)

from fairline.checks.caller import Fault, Proof, Shown, Unsound, Verifier, Verstat, Wanted
from fairline.checks.caller.kept import Kept
from fairline.checks.caller.verifying import TOKENS_MAX
from fairline.facts import Attestation

US = Provider()
STRANGER = new_key()
TWO, GONE, DELEGATE = (f"https://cr.example.com/sp/{name}.pem" for name in ("two", "gone", "delegate"))
ONE_NUMBER = bytes.fromhex("300fa20d160b3133303335353530313030")
US.credentials.put(DELEGATE, signer_certificate(US.root, US.key, listed=ONE_NUMBER), AT)
US.credentials.failed(GONE, Unsound(fault=Fault.FETCH), AT)


def asked(of: Shown, at: float = AT, provider: Provider = US) -> Proof:
    """Return what a verifier that remembers nothing says."""
    found = Verifier(provider.credentials).verify(of, at)
    assert isinstance(found, Proof), found
    return found


def test_an_identity_that_holds() -> None:
    proof = asked(shown(US.identity()))
    assert (proof.verstat, proof.verified, proof.fault) == (Verstat.PASSED, True, None)
    assert (proof.attestation, proof.origid) == (Attestation.FULL, CLAIMS["origid"])
    assert (proof.origin, proof.signer) == (CALLER[1:], "CN=SHAKEN 709A")
    assert (proof.status, proof.phrase) == (None, None)
    assert proof.why.en == "The signature, its certificate and the numbers hold."


SIGNED = US.identity()
BEYOND = 60.001
CASES: dict[str, tuple[Shown, Fault | None]] = {
    "the number in To is the one that was signed": (shown(SIGNED, called=(OTHER, CALLED)), None),
    "one of several called": (shown(US.identity(dest={"tn": [OTHER[1:], CALLED[1:]]})), None),
    "numbers without a plus sign": (shown(SIGNED, caller=CALLER[1:], called=(CALLED[1:],)), None),
    "a plain token": (shown(US.identity(kind=None)), None),
    "no identity": (shown(), Fault.NO_IDENTITY),
    "another caller": (shown(SIGNED, caller=OTHER), Fault.ORIGIN),
    "another number called": (shown(SIGNED, called=(OTHER,)), Fault.DESTINATION),
    "no caller to compare": (shown(SIGNED, caller=None), Fault.NUMBERS),
    "nobody called to compare": (shown(SIGNED, called=()), Fault.NUMBERS),
    "a caller that is a URI": (shown(US.identity(kind=None, orig={"uri": "sip:a@b"})), Fault.NUMBERS),
    "another key": (shown(identity(STRANGER)), Fault.SIGNATURE),
    "claims changed after signing": (
        shown(SIGNED.replace(part(CLAIMS), part(dict(CLAIMS) | {"attest": "B"}))),
        Fault.SIGNATURE,
    ),
    "signed sixty seconds ago": (shown(US.identity(iat=int(AT) - 60)), None),
    "signed sixty-one seconds ago": (shown(US.identity(iat=int(AT) - 61)), Fault.STALE),
    "signed sixty seconds ahead": (shown(US.identity(iat=int(AT) + 60)), None),
    "signed sixty-one seconds ahead": (shown(US.identity(iat=int(AT) + 61)), Fault.STALE),
    "a certificate that could not be had": (shown(US.identity(x5u=GONE)), Fault.FETCH),
    "a delegate's number": (shown(US.identity(x5u=DELEGATE)), None),
    "a number that is not the delegate's": (
        shown(US.identity(x5u=DELEGATE, orig={"tn": OTHER[1:]}), caller=OTHER),
        Fault.COVERAGE,
    ),
    "of two the one that holds": (shown(identity(STRANGER), SIGNED), None),
    "what is wrong before what is unknown": (shown("x", US.identity(kind="odd")), Fault.MALFORMED),
    "only kinds that nobody knows": (shown(US.identity(kind="odd")), Fault.EXTENSION),
    "only a diversion": (shown(US.identity(kind="div", div={"tn": OTHER[1:]})), Fault.EXTENSION),
    "nonsense beside what holds": (shown("nonsense", SIGNED, "..;"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_identity(name: str) -> None:
    of, fault = CASES[name]
    assert asked(of).fault is fault


@pytest.mark.parametrize(
    ("after", "fault"), [(60.0, None), (60.001, Fault.STALE), (-60.0, None), (-60.001, Fault.STALE)]
)
def test_the_last_instant_that_is_fresh(after: float, fault: Fault | None) -> None:
    assert asked(shown(SIGNED), int(AT) + after).fault is fault
    warm = Verifier(US.credentials)
    assert warm.verify(shown(SIGNED), AT)
    found = warm.verify(shown(SIGNED), int(AT) + after)
    assert isinstance(found, Proof)
    assert found.fault is fault


def test_statuses_are_those_of_the_standard() -> None:
    found = [
        asked(of)
        for of in (
            shown(),
            shown(US.identity(iat=1)),
            shown(US.identity(x5u=GONE)),
            shown(identity(STRANGER)),
        )
    ]
    assert [each.status for each in found] == [428, 403, 436, 438]
    assert [each.verified for each in found] == [None, False, None, False]


def test_a_certificate_is_wanted_first() -> None:
    verifier = Verifier(US.credentials)
    of = shown(US.identity(x5u=TWO))
    assert verifier.verify(of, AT) == Wanted(addresses=(TWO,))
    assert verifier.known(of, AT) is None


def test_nothing_is_wanted_for_what_is_wrong_anyway() -> None:
    assert asked(shown(US.identity(x5u=TWO, iat=1))).fault is Fault.STALE
    assert asked(shown(US.identity(x5u=TWO), caller=OTHER)).fault is Fault.ORIGIN


def test_what_holds_wants_nothing_more() -> None:
    assert asked(shown(US.identity(x5u=TWO), SIGNED)).fault is None


def test_only_some_tokens_of_a_call_are_looked_at() -> None:
    assert asked(shown(*["x"] * TOKENS_MAX, SIGNED)).fault is Fault.MALFORMED
    assert asked(shown(*["x"] * (TOKENS_MAX - 1), SIGNED)).fault is None


# What was found before


def test_what_was_found_is_known() -> None:
    verifier = Verifier(US.credentials)
    assert verifier.known(shown(SIGNED), AT) is None
    assert verifier.verify(shown(SIGNED), AT) == verifier.known(shown(SIGNED), AT)
    assert verifier.known(shown(SIGNED, caller=OTHER), AT) is None
    assert verifier.known(shown(SIGNED), AT + BEYOND) is None


def test_a_proof_ends_with_its_certificate() -> None:
    us = Provider()
    us.credentials.put(X5U, signer_certificate(us.root, us.key, until=NOW + timedelta(seconds=10)), AT)
    verifier = us.verifier
    assert verifier.verify(shown(us.identity()), AT)
    assert verifier.known(shown(us.identity()), AT + 10) is None  # another signature: another token
    of = shown(us.identity())
    verifier.verify(of, AT)
    assert verifier.known(of, AT + 10) is not None
    assert verifier.known(of, AT + 10.001) is None
    assert verifier.verify(of, AT + 10.001) == Wanted(addresses=(X5U,))


def test_a_forgery_is_known_too() -> None:
    verifier = Verifier(US.credentials)
    of = shown(identity(STRANGER))
    verifier.verify(of, AT)
    known = verifier.known(of, AT)
    assert known is not None
    assert known.fault is Fault.SIGNATURE


def test_what_is_kept_is_bounded_and_the_oldest_goes() -> None:
    kept: Kept[int, int] = Kept(3)
    for number in range(5):
        kept.put(number, number, 10)
    kept.put(2, 22, 10)
    kept.put(5, 5, 10)
    assert len(kept) == 3
    assert [kept.get(number, 0) for number in range(6)] == [None, None, 22, None, 4, 5]
    assert kept.get(4, 10.0) == 4
    assert kept.get(4, 10.1) is None
    assert len(kept) == 2


# Replay


def test_the_same_token_in_another_call_is_a_replay() -> None:
    verifier = Verifier(US.credentials)

    def fault(call: str | None, at: float = AT) -> Fault | None:
        found = verifier.verify(shown(SIGNED, call=call), at)
        assert isinstance(found, Proof)
        return found.fault

    assert [fault("one"), fault("one"), fault("two"), fault("one")] == [None, None, Fault.REPLAYED, None]
    assert fault(None) is None
    assert fault("two", AT + 60) is Fault.REPLAYED


def test_a_signature_written_otherwise_is_the_same_token() -> None:
    """ECDSA has two signatures for each: who turns one into the other has signed nothing."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    from fairline.checks.caller.passport import decoded, encoded

    bare, _, rest = SIGNED.partition(";")
    first, second, third = bare.split(".")
    signature = decoded(third)
    assert signature is not None
    turned = (order - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")
    other = f"{first}.{second}.{encoded(signature[:32] + turned)};{rest}"
    verifier = Verifier(US.credentials)
    found = [verifier.verify(shown(each, call=each), AT) for each in (SIGNED, other)]
    assert [each.fault for each in found if isinstance(each, Proof)] == [None, Fault.REPLAYED]


def test_a_forged_token_does_not_spoil_the_true_one() -> None:
    verifier = Verifier(US.credentials)
    bare, _, rest = SIGNED.partition(";")
    forged = f"{bare[:-86]}{'A' * 86};{rest}"
    found = [verifier.verify(shown(each, call=each), AT) for each in (forged, SIGNED)]
    assert [each.fault for each in found if isinstance(each, Proof)] == [Fault.SIGNATURE, None]


def test_replays_may_be_let_pass() -> None:
    verifier = Verifier(US.credentials, replays_refused=False)
    found = [verifier.verify(shown(SIGNED, call=each), AT) for each in ("one", "two")]
    assert [each.fault for each in found if isinstance(each, Proof)] == [None, None]


# Diversions


def div(by: str, to: str, **changes: Any) -> str:
    given: dict[str, Any] = {"div": {"tn": by[1:]}, "dest": {"tn": [to[1:]]}, "attest": None, "origid": None}
    return US.identity(kind="div", **given | changes)


THIRD = "+15035550111"
DIVERTED: dict[str, tuple[Shown, Fault | None, tuple[str, ...]]] = {
    "once": (shown(SIGNED, div(CALLED, OTHER), called=(OTHER,)), None, (CALLED[1:],)),
    "twice, in any order": (
        shown(div(OTHER, THIRD), SIGNED, div(CALLED, OTHER), called=(THIRD,)),
        None,
        (CALLED[1:], OTHER[1:]),
    ),
    "the number in To is the first": (
        shown(SIGNED, div(CALLED, OTHER), called=(OTHER, CALLED)),
        None,
        (CALLED[1:],),
    ),
    "a step is missing": (shown(SIGNED, div(OTHER, THIRD), called=(THIRD,)), Fault.DIVERSION, ()),
    "to somebody else": (shown(SIGNED, div(CALLED, OTHER), called=(THIRD,)), Fault.DIVERSION, ()),
    "of another caller": (
        shown(SIGNED, div(CALLED, OTHER, orig={"tn": THIRD[1:]}), called=(OTHER,)),
        Fault.DIVERSION,
        (),
    ),
    "by another key": (
        shown(SIGNED, identity(STRANGER, kind="div", div={"tn": CALLED[1:]}, dest={"tn": [OTHER[1:]]}),
              called=(OTHER,)),
        Fault.SIGNATURE,
        (),
    ),
    "in a ring": (
        shown(SIGNED, div(CALLED, OTHER), div(OTHER, CALLED), called=(THIRD,)),
        Fault.DIVERSION,
        (),
    ),
    "after the telephone rang for a minute": (
        shown(US.identity(iat=int(AT) - 110), div(CALLED, OTHER, iat=int(AT) - 50), called=(OTHER,)),
        None,
        (CALLED[1:],),
    ),
    "after more than a minute": (
        shown(US.identity(iat=int(AT) - 111), div(CALLED, OTHER, iat=int(AT) - 50), called=(OTHER,)),
        Fault.STALE,
        (),
    ),
    "too long ago": (
        shown(US.identity(iat=int(AT) - 90), div(CALLED, OTHER, iat=int(AT) - 61), called=(OTHER,)),
        Fault.STALE,
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DIVERTED)
def test_a_diverted_call(name: str) -> None:
    of, fault, diverted = DIVERTED[name]
    proof = asked(of)
    assert (proof.fault, proof.diverted) == (fault, diverted)


# Priorities


def test_a_priority_counts_if_it_is_signed() -> None:
    rph = {"rph": {"auth": ["ets.0"]}}
    assert asked(shown(SIGNED, US.identity(kind="rph", **rph))).priorities == ("ets.0",)
    assert asked(shown(SIGNED, identity(STRANGER, kind="rph", **rph))).priorities == ()
    assert asked(shown(SIGNED, US.identity(kind="rph", iat=1, **rph))).priorities == ()
    assert asked(shown(SIGNED, US.identity(kind="rph", x5u=TWO, **rph))).priorities == ()


# Anything


@given(
    st.lists(st.text() | st.sampled_from([SIGNED, identity(STRANGER), div(CALLED, OTHER)]), max_size=4),
    st.text() | st.none() | st.just(CALLER),
    st.lists(st.text() | st.just(CALLED), max_size=2),
    st.floats(0, 4e9),
)
def test_anything_ends_in_a_proof(
    identities: list[str], caller: str | None, called: list[str], at: float
) -> None:
    of = Shown(identities=tuple(identities), caller=caller, called=tuple(called))
    assert isinstance(Verifier(US.credentials).verify(of, at), Proof | Wanted)
