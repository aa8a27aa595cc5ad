"""Certificates, keys and tokens made up for the tests of caller identity."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from fairline.checks.caller import Anchors, Credentials, Shown, Signer, Verifier
from fairline.checks.caller.authority import OBJECT_ID

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
AT = NOW.timestamp()
X5U = "https://cr.example.com/sp/one.pem"
CALLER, CALLED, OTHER = "+13035550100", "+12025550123", "+14045550199"
CODE = bytes.fromhex("3008a006160437303941")  # one provider's code, 709A
DAY = timedelta(days=1)
Key = ec.EllipticCurvePrivateKey


def new_key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class Authority:
    """Who signs certificates."""

    key: Any
    certificate: x509.Certificate

    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def authority(
    name: str = "root",
    *,
    by: Authority | None = None,
    since: datetime = NOW - 365 * DAY,
    until: datetime = NOW + 365 * DAY,
    ca: bool | None = True,
    path_length: int | None = None,
    may_sign: bool | None = None,
    key: Any = None,
    hashed: hashes.HashAlgorithm | None = None,
) -> Authority:
    key = new_key() if key is None else key
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = _builder(subject, subject if by is None else by.certificate.subject, key, since, until)
    if ca is not None:
        made = made.add_extension(x509.BasicConstraints(ca=ca, path_length=path_length), critical=True)
    if may_sign is not None:
        made = made.add_extension(_usage(certificates=may_sign), critical=True)
    signing = key if by is None else by.key
    return Authority(key, made.sign(signing, hashed or hashes.SHA256()))


def signer_certificate(
    by: Authority | None,
    key: Any,
    *,
    since: datetime = NOW - DAY,
    until: datetime = NOW + 30 * DAY,
    listed: bytes | None = CODE,
    critical_list: bool = False,
    signatures: bool | None = True,
    ca: bool = False,
    strange: bool = False,
    hashed: hashes.HashAlgorithm | None = None,
) -> bytes:
    """Return a signer's certificate as PEM; without ``by`` it is signed by itself."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "SHAKEN 709A")])
    made = _builder(subject, subject if by is None else by.certificate.subject, key, since, until)
    if listed is not None:
        of = x509.UnrecognizedExtension(x509.ObjectIdentifier(OBJECT_ID), listed)
        made = made.add_extension(of, critical=critical_list)
    if signatures is not None:
        made = made.add_extension(_usage(signatures=signatures), critical=True)
    if ca:
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    if strange:
        odd = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\x05\x00")
        made = made.add_extension(odd, critical=True)
    signed = made.sign(key if by is None else by.key, hashed or hashes.SHA256())
    return signed.public_bytes(Encoding.PEM)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Any, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _usage(*, signatures: bool = False, certificates: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signatures,
        content_commitment=not (signatures or certificates),
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


HEADER: Mapping[str, Any] = {"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": X5U}
CLAIMS: Mapping[str, Any] = {
    "attest": "A",
    "dest": {"tn": [CALLED[1:]]},
    "iat": int(AT),
    "orig": {"tn": CALLER[1:]},
    "origid": "4437c7eb-8f7a-4f0e-a863-f53a0e60251a",
}


def part(of: object) -> str:
    """Return JSON, or text as it is, as a part of a token."""
    text = of if isinstance(of, str) else json.dumps(of, sort_keys=True, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def token(key: Key, header: object = HEADER, claims: object = CLAIMS) -> str:
    """Return a token signed with ``key``, whatever it says."""
    signed = f"{part(header)}.{part(claims)}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = urlsafe_b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"{signed}.{signature.decode().rstrip('=')}"


def identity(key: Key, *, kind: str | None = "shaken", x5u: str = X5U, **changes: Any) -> str:
    """Return an Identity header's value; ``changes`` are claims, ``None`` takes one away."""
    claims = {name: value for name, value in (dict(CLAIMS) | changes).items() if value is not None}
    header = {name: value for name, value in (dict(HEADER) | {"ppt": kind, "x5u": x5u}).items() if value}
    ppt = "" if kind is None else f";ppt={kind}"
    return f"{token(key, header, claims)};info=<{x5u}>;alg=ES256{ppt}"


class Provider:
    """A root, a signer below it, and who verifies by the root."""

    def __init__(self, **options: Any) -> None:
        self.root, self.key = authority(), new_key()
        self.pem = signer_certificate(self.root, self.key)
        self.credentials = Credentials(Anchors([self.root.certificate]))
        self.credentials.put(X5U, self.pem, AT)
        self.verifier = Verifier(self.credentials, **options)
        self.signer = Signer(self.key, X5U)

    def identity(self, **changes: Any) -> str:
        return identity(self.key, **changes)


def shown(*identities: str, **changes: Any) -> Shown:
    given: dict[str, Any] = {"caller": CALLER, "called": (CALLED,)}
    return Shown(identities=identities, **given | changes)
