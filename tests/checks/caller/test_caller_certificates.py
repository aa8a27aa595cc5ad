"""A certificate may sign calls if its chain, time, use, key and list of numbers allow it."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from stir_made import AT, CODE, DAY, NOW, X5U, authority, new_key, rsa_key, signer_certificate

from fairline.checks.caller import Anchors, Credential, Credentials, Fault, Unsound
from fairline.checks.caller.authority import Authority, read_authority
from fairline.checks.caller.certificates import BYTES_MAX, CHAIN_MAX, judged
from fairline.checks.caller.credentials import AGAIN_S, KEPT_S
from fairline.facts import FairlineError

ROOT, KEY = authority(), new_key()
ANCHORS = Anchors([ROOT.certificate])
GOOD = signer_certificate(ROOT, KEY)


def found(data: bytes, anchors: Anchors = ANCHORS, at: float = AT, *, needed: bool = True) -> object:
    """Return the fault of a certificate, ``None`` if it may sign."""
    result = judged(data, anchors, at, authority_needed=needed)
    return result.fault if isinstance(result, Unsound) else None


def test_a_certificate_that_may_sign() -> None:
    result = judged(GOOD, ANCHORS, AT, authority_needed=True)
    assert isinstance(result, Credential)
    assert result.subject == "CN=SHAKEN 709A"
    assert result.authority == Authority(codes=("709A",))
    assert (result.since, result.until) == ((NOW - DAY).timestamp(), (NOW + 30 * DAY).timestamp())


MIDDLE = authority("middle", by=ROOT, path_length=0)
BELOW = authority("below", by=MIDDLE)
SHORT = authority("short root", path_length=0)
UNDER_SHORT = authority("under short", by=SHORT)
NO_CA = authority("no authority", by=ROOT, ca=False)
UNSAID = authority("unsaid", by=ROOT, ca=None)
NO_SIGNING = authority("no signing", by=ROOT, may_sign=False)
OLD_ROOT = authority("old root", until=NOW - DAY)
OLD_MIDDLE = authority("old middle", by=ROOT, until=NOW - DAY)
OTHER_ROOT = authority("root")  # the same name, another key
RSA_ROOT = authority("rsa root", key=rsa_key())
ALL = Anchors([each.certificate for each in (ROOT, OLD_ROOT, SHORT, RSA_ROOT)])

CASES: dict[str, tuple[bytes, Fault | None]] = {
    "signed by a trusted one": (GOOD, None),
    "with its chain": (signer_certificate(MIDDLE, KEY) + MIDDLE.pem(), None),
    "with a chain in another order, and the root": (
        signer_certificate(MIDDLE, KEY) + ROOT.pem() + MIDDLE.pem(),
        None,
    ),
    "by an RSA root": (signer_certificate(RSA_ROOT, KEY), None),
    "in DER": (x509.load_pem_x509_certificate(GOOD).public_bytes(Encoding.DER), None),
    "saying nothing of its use": (signer_certificate(ROOT, KEY, signatures=None), None),
    "its chain is missing": (signer_certificate(MIDDLE, KEY), Fault.UNTRUSTED),
    "signed by itself": (signer_certificate(None, KEY), Fault.UNTRUSTED),
    "of a root with the same name": (signer_certificate(OTHER_ROOT, KEY), Fault.UNTRUSTED),
    "with a hash that is too short": (signer_certificate(ROOT, KEY, hashed=hashes.SHA224()), Fault.UNTRUSTED),
    "expired": (signer_certificate(ROOT, KEY, until=NOW - timedelta(seconds=1)), Fault.EXPIRED),
    "in its last second": (signer_certificate(ROOT, KEY, until=NOW), None),
    "not valid yet": (signer_certificate(ROOT, KEY, since=NOW + timedelta(seconds=1)), Fault.EARLY),
    "in its first second": (signer_certificate(ROOT, KEY, since=NOW), None),
    "of an expired root": (signer_certificate(OLD_ROOT, KEY), Fault.EXPIRED),
    "below an expired authority": (signer_certificate(OLD_MIDDLE, KEY) + OLD_MIDDLE.pem(), Fault.EXPIRED),
    "below one that is no authority": (signer_certificate(NO_CA, KEY) + NO_CA.pem(), Fault.USAGE),
    "below one that does not say so": (signer_certificate(UNSAID, KEY) + UNSAID.pem(), Fault.USAGE),
    "below one that may not sign": (signer_certificate(NO_SIGNING, KEY) + NO_SIGNING.pem(), Fault.USAGE),
    "too far below its authority": (
        signer_certificate(BELOW, KEY) + BELOW.pem() + MIDDLE.pem(),
        Fault.USAGE,
    ),
    "too far below its root": (signer_certificate(UNDER_SHORT, KEY) + UNDER_SHORT.pem(), Fault.USAGE),
    "an authority itself": (signer_certificate(ROOT, KEY, ca=True), Fault.USAGE),
    "not for signatures": (signer_certificate(ROOT, KEY, signatures=False), Fault.USAGE),
    "with something critical that nobody knows": (signer_certificate(ROOT, KEY, strange=True), Fault.USAGE),
    "with a critical list of numbers": (signer_certificate(ROOT, KEY, critical_list=True), None),
    "of an RSA key": (signer_certificate(ROOT, rsa_key()), Fault.KEY),
    "of another curve": (signer_certificate(ROOT, ec.generate_private_key(ec.SECP384R1())), Fault.KEY),
    "without a list": (signer_certificate(ROOT, KEY, listed=None), Fault.AUTHORITY),
    "with a list that is none": (signer_certificate(ROOT, KEY, listed=b"\x16\x01x"), Fault.AUTHORITY),
    "no certificate": (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Fault.CERTIFICATE),
    "nothing": (b"", Fault.CERTIFICATE),
    "a page": (b"<html>not found</html>", Fault.CERTIFICATE),
    "too much": (GOOD + b"#" * BYTES_MAX, Fault.CERTIFICATE),
    "too long a chain": (GOOD + ROOT.pem() * CHAIN_MAX, Fault.CERTIFICATE),
    "cut off": (GOOD[: len(GOOD) // 2], Fault.CERTIFICATE),
}


@pytest.mark.parametrize("name", CASES)
def test_a_certificate(name: str) -> None:
    data, fault = CASES[name]
    assert found(data, ALL) is fault


def test_a_chain_that_is_too_long_or_a_ring_ends() -> None:
    chain = [ROOT]
    for number in range(6):
        chain.append(authority(f"level {number}", by=chain[-1]))
    pem = signer_certificate(chain[-1], KEY) + b"".join(each.pem() for each in reversed(chain[1:]))
    assert found(pem) is Fault.UNTRUSTED
    one_key, other_key = new_key(), new_key()
    one = authority("one", key=one_key)
    other = authority("other", by=one, key=other_key)
    one_again = authority("one", by=other, key=one_key)
    assert (
        found(signer_certificate(other, KEY) + other.pem() + one_again.pem() + one.pem()) is Fault.UNTRUSTED
    )


def test_without_a_list_it_may_be_let_pass() -> None:
    result = judged(signer_certificate(ROOT, KEY, listed=None), ANCHORS, AT, authority_needed=False)
    assert isinstance(result, Credential)
    assert result.authority is None


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@given(
    st.binary(max_size=400) | st.builds(lambda at, of: GOOD[:at] + of, st.integers(0, len(GOOD)), st.binary())
)
def test_any_bytes_end_in_a_verdict(data: bytes) -> None:
    assert isinstance(judged(data, ANCHORS, AT, authority_needed=True), Credential | Unsound)


DER = x509.load_pem_x509_certificate(GOOD).public_bytes(Encoding.DER)


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@given(st.integers(0, len(DER) - 1), st.integers(1, 255))
def test_one_octet_changed_is_never_trusted(at: int, by: int) -> None:
    changed = bytearray(DER)
    changed[at] ^= by
    assert isinstance(judged(bytes(changed), ANCHORS, AT, authority_needed=True), Unsound)


LISTS: dict[str, tuple[str, Authority | None]] = {
    "a provider's code": ("3008a006160437303941", Authority(codes=("709A",))),
    "one number": ("300fa20d160b3133303335353530313030", Authority(numbers=frozenset({"13035550100"}))),
    "a range": (
        "3014a112301016" + "0b" + b"13035550100".hex() + "020164",
        Authority(ranges=((13035550100, 13035550199),)),
    ),
    "two codes": ("300ea0051603414141a0051603424242", Authority(codes=("AAA", "BBB"))),
    "empty": ("3000", None),
    "no list": ("0500", None),
    "a list and something after it": ("3008a0061604373039410500", None),
    "an entry of another kind": ("3008a306160437303941", None),
    "a code that is no text": ("3003a00101", None),
    "a code of another alphabet": ("3005a0031601ff", None),
    "a number with letters": ("3006a20416023a61", None),
    "a range of one": ("3014a112301016" + "0b" + b"13035550100".hex() + "020101", None),
    "cut off": ("3008a0061604373039", None),
    "a length that lies": ("30ffa006160437303941", None),
    "a length of four octets": ("3084000000083008", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_whom_it_may_sign_for(name: str) -> None:
    data, expected = LISTS[name]
    assert read_authority(bytes.fromhex(data)) == expected


@given(st.binary(max_size=64))
def test_any_list_is_read(data: bytes) -> None:
    assert isinstance(read_authority(data), Authority | None)


def test_whom_a_list_covers() -> None:
    assert Authority(codes=("709A",)).covers("13035550100")
    some = Authority(numbers=frozenset({"13035550100"}), ranges=((12025550000, 12025550099),))
    assert [some.covers(each) for each in ("13035550100", "12025550000", "12025550099")] == [True] * 3
    assert [some.covers(each) for each in ("13035550101", "12025550100", "1202555*")] == [False] * 3


# What is known, by address


def test_a_certificate_is_wanted_until_it_is_there() -> None:
    known = Credentials(ANCHORS)
    assert known.of(X5U, AT) is None
    known.put(X5U, GOOD, AT)
    assert isinstance(known.of(X5U, AT), Credential)
    assert isinstance(known.of(X5U, AT + KEPT_S), Credential)
    assert known.of(X5U, AT + KEPT_S + 0.001) is None


def test_a_judgment_ends_with_the_certificate() -> None:
    known = Credentials(ANCHORS)
    known.put(X5U, signer_certificate(ROOT, KEY, until=NOW + timedelta(hours=1)), AT)
    assert isinstance(known.of(X5U, AT + 3600), Credential)
    assert known.of(X5U, AT + 3600.001) is None


def test_a_clock_that_goes_back_is_before_the_certificate() -> None:
    known = Credentials(ANCHORS)
    known.put(X5U, signer_certificate(ROOT, KEY, since=NOW - timedelta(hours=1)), AT)
    assert known.of(X5U, AT - 3601) == Unsound(fault=Fault.EARLY)


def test_what_failed_is_asked_for_again_after_a_while() -> None:
    known = Credentials(ANCHORS)
    known.failed(X5U, Unsound(fault=Fault.FETCH), AT)
    assert known.of(X5U, AT + AGAIN_S) == Unsound(fault=Fault.FETCH)
    assert known.of(X5U, AT + AGAIN_S + 0.001) is None
    known.put(X5U, b"no certificate", AT)
    assert known.of(X5U, AT + AGAIN_S) == Unsound(fault=Fault.CERTIFICATE)
    assert known.of(X5U, AT + AGAIN_S + 0.001) is None


def test_a_folder_of_certificates(tmp_path: Path) -> None:
    file = tmp_path / "cr.example.com" / "sp" / "one.pem"
    file.parent.mkdir(parents=True)
    file.write_bytes(GOOD)
    (tmp_path / "README").write_text("not a certificate")
    known = Credentials(ANCHORS)
    assert known.load(tmp_path, "stir.certificates") == 1
    assert isinstance(known.of(X5U, AT), Credential)
    assert isinstance(known.of(X5U, AT + 10 * KEPT_S), Credential)
    assert known.of(X5U, (NOW + 31 * DAY).timestamp()) == Unsound(fault=Fault.EXPIRED)
    file.unlink()
    assert known.load(tmp_path, "stir.certificates") == 0
    assert known.of(X5U, AT) is None


def test_a_folder_that_does_not_fit(tmp_path: Path) -> None:
    known = Credentials(ANCHORS)
    with pytest.raises(FairlineError, match=r"stir\.certificates: found no folder"):
        known.load(tmp_path / "none", "stir.certificates")
    (tmp_path / "one.pem").write_bytes(GOOD)
    with pytest.raises(FairlineError, match="wanted host/path"):
        known.load(tmp_path, "stir.certificates")
    (tmp_path / "one.pem").write_bytes(b"#" * (BYTES_MAX + 1))
    with pytest.raises(FairlineError, match="over 65536 bytes"):
        known.load(tmp_path, "stir.certificates")


def test_anchors_are_read_from_files(tmp_path: Path) -> None:
    good, bad = tmp_path / "root.pem", tmp_path / "bad.pem"
    good.write_bytes(ROOT.pem() + OTHER_ROOT.pem())
    bad.write_bytes(b"nothing")
    both = Anchors.of([good], "stir.anchors")
    assert found(GOOD, both) is None
    assert found(signer_certificate(OTHER_ROOT, KEY), both) is None
    for path in (bad, tmp_path / "none.pem"):
        with pytest.raises(FairlineError, match=r"stir\.anchors: found no"):
            Anchors.of([path], "stir.anchors")


def test_the_code_is_the_one_of_the_tests() -> None:
    assert read_authority(CODE) == Authority(codes=("709A",))
