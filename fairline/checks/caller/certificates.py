"""Whether a certificate may sign calls: its chain up to a trusted one, its time, its use, its authority.

Sources: RFC 8226, ATIS-1000080, RFC 5280 section 6. The rules of web servers' certificates do not fit these
(they name no host), so the chain is walked here, with ``cryptography`` for every signature. Not looked at:
lists of revoked certificates, policies, and name constraints; a certificate with critical ones is refused.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.x509.oid import ExtensionOID
from msgspec import Struct

from fairline.checks.caller.authority import OBJECT_ID, Authority, read_authority
from fairline.checks.caller.faults import Fault, Unsound
from fairline.facts import FairlineError

BYTES_MAX = 64 * 1024  # ours: of a chain; usual ones have 2 to 4 KiB
CHAIN_MAX = 8  # ours: certificates in one file
DEPTH_MAX = 5  # ours: from a signer's to a trusted one
HASHES = frozenset({"sha256", "sha384", "sha512"})  # ATIS-1000080 has SHA-256; what is weaker is forged
UNDERSTOOD = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.CERTIFICATE_POLICIES,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
        x509.ObjectIdentifier(OBJECT_ID),
    }
)
"""What may be marked critical (RFC 5280 section 4.2); a policy of any name is taken."""


BROKEN = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""What ``cryptography`` raises on DER that only looks like a certificate."""


class Credential(Struct, frozen=True, kw_only=True):
    """A certificate that may sign, from an instant until another, both included, in seconds since 1970."""

    key: EllipticCurvePublicKey
    since: float
    until: float
    subject: str
    authority: Authority | None
    """``None``: it has no list that can be read, and the operator lets that pass."""


class Anchors:
    """The certificates that are trusted by themselves."""

    def __init__(self, certificates: Iterable[x509.Certificate]) -> None:
        """Take them."""
        self._by_name: dict[bytes, list[x509.Certificate]] = {}
        for each in certificates:
            self._by_name.setdefault(each.subject.public_bytes(), []).append(each)

    @classmethod
    def of(cls, files: Sequence[Path], where: str) -> "Anchors":
        """Read PEM files. ``FairlineError`` at ``where`` if one holds no certificate."""
        found: list[x509.Certificate] = []
        for path in files:
            try:
                found += x509.load_pem_x509_certificates(path.read_bytes())
            except OSError as error:
                raise FairlineError(f"{where}: found no file to read at {path} ({error.strerror})") from None
            except ValueError:
                raise FairlineError(f"{where}: found no certificates in {path}, wanted PEM") from None
        return cls(found)

    def named(self, name: x509.Name) -> list[x509.Certificate]:
        """Return those of this subject."""
        return self._by_name.get(name.public_bytes(), [])


def read_chain(data: bytes) -> tuple[x509.Certificate, ...] | None:
    """Return the certificates in PEM, the signer's first, or the one in DER; ``None`` if there are none."""
    if len(data) > BYTES_MAX:
        return None
    try:
        if b"-----BEGIN" in data:
            found = tuple(x509.load_pem_x509_certificates(data))
        else:
            found = (x509.load_der_x509_certificate(data),)
    except BROKEN:
        return None
    if any(each.serial_number <= 0 for each in found):  # RFC 5280 section 4.1.2.2
        return None
    return found if len(found) <= CHAIN_MAX else None


def judged(data: bytes, anchors: Anchors, now: float, *, authority_needed: bool) -> Credential | Unsound:
    """Return what the certificate in ``data`` may sign, or why it may not. Never raises."""
    chain = read_chain(data)
    if chain is None:
        return Unsound(fault=Fault.CERTIFICATE)
    try:
        return _judged(chain, anchors, now, authority_needed)
    except BROKEN:
        return Unsound(fault=Fault.CERTIFICATE)


def _judged(
    chain: tuple[x509.Certificate, ...], anchors: Anchors, now: float, authority_needed: bool
) -> Credential | Unsound:
    signer = chain[0]
    key = signer.public_key()
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        return Unsound(fault=Fault.KEY)
    if _is_authority(signer, 0) or not _may(signer, "digital_signature") or _is_strange(signer):
        return Unsound(fault=Fault.USAGE)
    path = _path(chain, anchors)
    if isinstance(path, Unsound):
        return path
    at = datetime.fromtimestamp(now, UTC)
    if any(at < each.not_valid_before_utc for each in path):
        return Unsound(fault=Fault.EARLY)
    if any(at > each.not_valid_after_utc for each in path):
        return Unsound(fault=Fault.EXPIRED)
    authority = _authority(signer)
    if authority is None and authority_needed:
        return Unsound(fault=Fault.AUTHORITY)
    return Credential(
        key=key,
        since=max(each.not_valid_before_utc.timestamp() for each in path),
        until=min(each.not_valid_after_utc.timestamp() for each in path),
        subject=signer.subject.rfc4514_string()[:200],
        authority=authority,
    )


def _path(chain: tuple[x509.Certificate, ...], anchors: Anchors) -> list[x509.Certificate] | Unsound:
    """Return the certificates from the signer's to a trusted one. What is between comes with the signer's."""
    path = [chain[0]]
    for below in range(DEPTH_MAX):
        above = _issuer(path[-1], anchors.named(path[-1].issuer))
        if above is not None:
            return [*path, above] if _vouches(above, below) else Unsound(fault=Fault.USAGE)
        between = _issuer(path[-1], [each for each in chain[1:] if each not in path])
        if between is None:
            return Unsound(fault=Fault.UNTRUSTED)
        if not _vouches(between, below):
            return Unsound(fault=Fault.USAGE)
        path.append(between)
    return Unsound(fault=Fault.UNTRUSTED)


def _issuer(of: x509.Certificate, among: Iterable[x509.Certificate]) -> x509.Certificate | None:
    """Return who signed a certificate, with a hash that still counts."""
    hashed = of.signature_hash_algorithm
    if hashed is None or hashed.name not in HASHES:
        return None
    for each in among:
        if each.subject != of.issuer:
            continue
        try:
            of.verify_directly_issued_by(each)
        except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
            continue
        return each
    return None


def _vouches(of: x509.Certificate, below: int) -> bool:
    """Whether it may sign certificates, with ``below`` authorities between it and the signer's."""
    return _is_authority(of, below) and _may(of, "key_cert_sign") and not _is_strange(of)


def _is_authority(of: x509.Certificate, below: int) -> bool:
    try:
        told = of.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound:
        return False
    return told.ca and (told.path_length is None or told.path_length >= below)


def _may(of: x509.Certificate, use: str) -> bool:
    """Whether the key may be used so. A certificate that does not say allows it (RFC 5280 4.2.1.3)."""
    try:
        return bool(getattr(of.extensions.get_extension_for_class(x509.KeyUsage).value, use))
    except x509.ExtensionNotFound:
        return True


def _is_strange(of: x509.Certificate) -> bool:
    """Whether something critical in it is not understood."""
    return any(each.critical and each.oid not in UNDERSTOOD for each in of.extensions)


def _authority(of: x509.Certificate) -> Authority | None:
    for each in of.extensions:
        if each.oid.dotted_string == OBJECT_ID and isinstance(each.value, x509.UnrecognizedExtension):
            return read_authority(each.value.value)
    return None
