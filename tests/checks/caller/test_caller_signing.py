"""Signing: what is made here, and how far a provider may vouch."""

import json
from base64 import urlsafe_b64decode
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from stir_made import AT, CALLED, CALLER, NOW, OTHER, X5U, Provider, new_key, rsa_key, shown

from fairline.checks.caller import Proof, Signer, at_most, supported
from fairline.facts import Account, Attestation, FairlineError, Number

US = Provider()
A, B, C = Attestation


def parts(header: str) -> list[bytes]:
    return [urlsafe_b64decode(each + "==") for each in header.partition(";")[0].split(".")[:2]]


def test_a_token_is_made_letter_by_letter() -> None:
    made = US.signer.shaken(caller=CALLER, called=(CALLED,), attestation=B, issued=int(AT), origid="x-1")
    assert parts(made) == [
        b'{"alg":"ES256","ppt":"shaken","typ":"passport","x5u":"https://cr.example.com/sp/one.pem"}',
        b'{"attest":"B","dest":{"tn":["12025550123"]},"iat":%d,"orig":{"tn":"13035550100"},"origid":"x-1"}'
        % int(AT),
    ]
    assert made.partition(";")[2] == f"info=<{X5U}>;alg=ES256;ppt=shaken"


@pytest.mark.parametrize("level", Attestation)
def test_what_is_signed_here_is_verified_here(level: Attestation) -> None:
    made = US.signer.shaken(caller=CALLER, called=(CALLED, OTHER), attestation=level, issued=int(AT))
    proof = US.verifier.verify(shown(made), AT)
    assert isinstance(proof, Proof)
    assert (proof.fault, proof.attestation) == (None, level)
    assert proof.origid is not None
    assert UUID(proof.origid).version == 4


def test_a_diversion_is_signed_beside_the_origin() -> None:
    first = US.signer.shaken(caller=CALLER, called=(CALLED,), attestation=A, issued=int(AT))
    sent_on = US.signer.diverted(caller=CALLER, by=CALLED, called=(OTHER,), issued=int(AT))
    assert json.loads(parts(sent_on)[1])["div"] == {"tn": CALLED[1:]}
    proof = US.verifier.verify(shown(first, sent_on, called=(OTHER,)), AT)
    assert isinstance(proof, Proof)
    assert (proof.fault, proof.diverted) == (None, (CALLED[1:],))


def test_random_ids_differ() -> None:
    made = {US.signer.shaken(caller=CALLER, called=(CALLED,), attestation=A, issued=1) for _ in range(3)}
    assert len({parts(each)[1] for each in made}) == 3


def written(tmp_path: Path, key: object, password: bytes | None = None) -> Path:
    path = tmp_path / "key.pem"
    hidden = NoEncryption() if password is None else BestAvailableEncryption(password)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, hidden))  # type: ignore[attr-defined]
    return path


def test_a_key_is_read_from_its_file(tmp_path: Path) -> None:
    certificate = tmp_path / "one.pem"
    certificate.write_bytes(US.pem)
    signer = Signer.of(written(tmp_path, US.key), X5U, certificate)
    proof = US.verifier.verify(
        shown(signer.shaken(caller=CALLER, called=(CALLED,), attestation=A, issued=int(AT))), AT
    )
    assert isinstance(proof, Proof)
    assert proof.verified


def test_files_that_do_not_fit(tmp_path: Path) -> None:
    certificate = tmp_path / "one.pem"
    certificate.write_bytes(US.pem)
    cases = [
        (tmp_path / "none.pem", X5U, None, r"key: found no file"),
        (certificate, X5U, None, r"key: found no key"),
        (written(tmp_path, new_key(), b"secret"), X5U, None, r"wanted PEM without a password"),
    ]
    for path, address, of, told in cases:
        with pytest.raises(FairlineError, match=told):
            Signer.of(path, address, of)
    for key in (rsa_key(), ec.generate_private_key(ec.SECP384R1())):
        with pytest.raises(FairlineError, match=r"wanted one of P-256"):
            Signer.of(written(tmp_path, key), X5U)
    other = written(tmp_path, new_key())
    with pytest.raises(FairlineError, match=r"which is not the key's"):
        Signer.of(other, X5U, certificate)
    with pytest.raises(FairlineError, match=r"which is not the key's"):
        Signer.of(other, X5U, tmp_path / "none.pem")
    with pytest.raises(FairlineError, match=r"certificate_url: found 'http://"):
        Signer.of(other, "http://cr.example.com/one.pem")


# How far a provider may vouch

ACME = Account(id="acme", at=NOW)


def number(**changes: object) -> Number:
    given: dict[str, object] = {"id": CALLER, "at": NOW, "account": "acme"}
    return Number(**given | changes)  # type: ignore[arg-type]


LEVELS: dict[str, tuple[Account | None, Number | None, bool, Attestation]] = {
    "a known customer and its number": (ACME, number(), False, A),
    "a proof that holds until now": (ACME, number(right_until=NOW), False, A),
    "a proof that ran out": (ACME, number(right_until=NOW - timedelta(microseconds=1)), False, B),
    "the number of another": (ACME, number(account="other"), False, B),
    "a number of nobody": (ACME, number(account=None), False, B),
    "a number that nobody knows": (ACME, None, False, B),
    "its number, which never calls": (ACME, number(do_not_originate=True), False, B),
    "nobody knows the customer": (None, number(), False, C),
    "it came in from elsewhere": (ACME, number(), True, C),
}


@pytest.mark.parametrize("name", LEVELS)
def test_how_far_a_provider_may_vouch(name: str) -> None:
    account, of, gateway, expected = LEVELS[name]
    assert supported(account, of, NOW, gateway=gateway) is expected


def test_no_more_is_signed_than_is_asked_for_or_known() -> None:
    assert [at_most(asked, most) for asked, most in ((A, A), (A, B), (C, A), (B, C))] == [A, B, C, C]
