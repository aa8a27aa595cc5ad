"""Others' tokens and certificates: Debian's secsipidx both ways, and files of libstirshaken and Asterisk.

The files lie outside of the project and are never copied into it; where they are not, the tests are skipped.
"""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from stir_made import CALLED, CALLER, X5U, Provider, identity, new_key, shown

from fairline.checks.caller import Anchors, Credential, Credentials, Fault, Proof, Signer, Unsound, Verifier
from fairline.checks.caller.authority import OBJECT_ID, Authority, read_authority
from fairline.checks.caller.certificates import judged
from fairline.checks.caller.headers import Said, read_header
from fairline.facts import Attestation

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
LIBSTIR, ASTERISK = SHARED / "stir_shaken_libstirshaken", SHARED / "stir_shaken_asterisk_GPL"
secsipidx = pytest.mark.skipif(
    shutil.which("secsipidx") is None, reason="Debian's secsipidx is not installed"
)
libstir = pytest.mark.skipif(not LIBSTIR.is_dir(), reason="the shared data of libstirshaken is not here")
asterisk = pytest.mark.skipif(not ASTERISK.is_dir(), reason="the shared data of Asterisk is not here")
NOW = datetime.now(UTC).timestamp()


def ran(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["secsipidx", *command], capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture
def key_files(tmp_path: Path) -> tuple[Path, Path]:
    """The files of our key: private, as secsipidx reads it, and public."""
    key = US.key
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


US = Provider()


@secsipidx
@pytest.mark.parametrize("level", Attestation)
def test_what_secsipidx_signs_is_verified_here(key_files: tuple[Path, Path], level: Attestation) -> None:
    made = ran(
        "-sign-full", "-orig-tn", CALLER[1:], "-dest-tn", CALLED[1:], "-attest", level.value,
        "-x5u", X5U, "-k", str(key_files[0]),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    now = datetime.now(UTC).timestamp()
    proof = US.verifier.verify(shown(made.stdout.strip()), now)
    assert isinstance(proof, Proof)
    assert (proof.fault, proof.attestation) == (None, level)
    late = Verifier(US.credentials).verify(shown(made.stdout.strip()), now + 62)
    assert isinstance(late, Proof)
    assert late.fault is Fault.STALE


@secsipidx
def test_what_is_signed_here_is_verified_by_secsipidx(key_files: tuple[Path, Path], tmp_path: Path) -> None:
    now, file = int(datetime.now(UTC).timestamp()), tmp_path / "identity.txt"

    def checked(header: str) -> bool:
        file.write_text(header)
        found = ran("-check", "-fidentity", str(file), "-fpubkey", str(key_files[1]), "-expire", "60")
        return found.returncode == 0 and "ok" in found.stdout + found.stderr

    made = US.signer.shaken(caller=CALLER, called=(CALLED,), attestation=Attestation.FULL, issued=now)
    assert checked(made)
    assert not checked(Signer(new_key(), X5U).shaken(
        caller=CALLER, called=(CALLED,), attestation=Attestation.FULL, issued=now
    ))  # fmt: skip
    old = US.signer.shaken(caller=CALLER, called=(CALLED,), attestation=Attestation.FULL, issued=now - 600)
    assert not checked(old)


def certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


@libstir
def test_libstirshaken_s_chain_holds_and_its_list_of_numbers_does_not() -> None:
    anchors = Anchors.of([LIBSTIR / "ca" / "ca.pem"], "test")
    signer = (LIBSTIR / "sp" / "sp.pem").read_bytes()
    assert judged(signer, anchors, NOW, authority_needed=True) == Unsound(fault=Fault.AUTHORITY)
    loose = judged(signer, anchors, NOW, authority_needed=False)
    assert isinstance(loose, Credential)
    before = certificate(LIBSTIR / "sp" / "sp.pem").not_valid_before_utc.timestamp() - 1
    assert judged(signer, anchors, before, authority_needed=False) == Unsound(fault=Fault.EARLY)
    others = Anchors.of([LIBSTIR / "pa" / "pa.pem"], "test")
    assert judged(signer, others, NOW, authority_needed=False) == Unsound(fault=Fault.UNTRUSTED)


@libstir
def test_libstirshaken_s_other_signer_is_nobody_s() -> None:
    anchors = Anchors.of([LIBSTIR / "ca" / "ca.pem"], "test")
    found = judged((LIBSTIR / "sp" / "wrongsp.pem").read_bytes(), anchors, NOW, authority_needed=False)
    assert isinstance(found, Unsound)


@libstir
def test_libstirshaken_s_token_is_refused_for_its_address_and_claims() -> None:
    """Its address is not of TLS, and its numbers are text within text."""
    lines = (LIBSTIR / "sp" / "passport.txt").read_text().splitlines()
    header = next(line for line in lines if "info=<" in line)
    read = read_header(header, Said(caller=None, called=None, date=None))
    assert read == Unsound(fault=Fault.ADDRESS, field="x5u")


@libstir
def test_libstirshaken_s_key_and_certificate_work_here() -> None:
    key = load_pem_private_key((LIBSTIR / "sp" / "sp.priv").read_bytes(), None)
    known = Credentials(Anchors.of([LIBSTIR / "ca" / "ca.pem"], "test"), authority_needed=False)
    known.put(X5U, (LIBSTIR / "sp" / "sp.pem").read_bytes(), NOW)
    proof = Verifier(known).verify(shown(identity(key, iat=int(NOW))), NOW)  # type: ignore[arg-type]
    assert isinstance(proof, Proof)
    assert (proof.fault, proof.attestation) == (None, Attestation.FULL)


@asterisk
@pytest.mark.parametrize("name", ["SPAST1", "SPAST2"])
def test_asterisk_s_certificates_may_sign(name: str) -> None:
    anchors = Anchors.of([ASTERISK / "keys" / "astdev-ca.crt"], "test")
    pem = (ASTERISK / "keys" / name / f"{name}-cert.pem").read_bytes()
    found = judged(pem, anchors, NOW, authority_needed=True)
    assert isinstance(found, Credential), found
    assert found.authority is not None
    assert len(found.authority.codes) == 1


@asterisk
@pytest.mark.parametrize("name", ["SPAST1-caexp", "SPAST2-caexp"])
def test_asterisk_s_certificates_of_an_expired_authority_may_not(name: str) -> None:
    anchors = Anchors.of([ASTERISK / "keys" / "astdev-ca-expired.crt"], "test")
    pem = (ASTERISK / "keys" / name / f"{name}-cert.pem").read_bytes()
    assert judged(pem, anchors, NOW, authority_needed=True) == Unsound(fault=Fault.EXPIRED)
    trusted = Anchors.of([ASTERISK / "keys" / "astdev-ca.crt"], "test")
    found = judged(pem, trusted, NOW, authority_needed=True)
    assert isinstance(found, Unsound)


@asterisk
def test_a_call_signed_with_asterisk_s_key_is_verified() -> None:
    folder = ASTERISK / "keys" / "SPAST1"
    signer = Signer.of(folder / "SPAST1-key.pem", X5U, folder / "SPAST1-cert.pem")
    known = Credentials(Anchors.of([ASTERISK / "keys" / "astdev-ca.crt"], "test"))
    known.put(X5U, (folder / "SPAST1-cert.pem").read_bytes(), NOW)
    made = signer.shaken(caller=CALLER, called=(CALLED,), attestation=Attestation.GATEWAY, issued=int(NOW))
    proof = Verifier(known).verify(shown(made), NOW)
    assert isinstance(proof, Proof)
    assert (proof.fault, proof.attestation) == (None, Attestation.GATEWAY)


@libstir
def test_what_libstirshaken_has_in_the_place_of_a_list() -> None:
    found = certificate(LIBSTIR / "sp" / "sp.pem").extensions.get_extension_for_oid(
        x509.ObjectIdentifier(OBJECT_ID)
    )
    assert isinstance(found.value, x509.UnrecognizedExtension)
    assert read_authority(found.value.value) is None
    assert read_authority(bytes.fromhex("3005a003160131")) == Authority(codes=("1",))
