"""Signing: PASSporTs for calls that go out, and for calls that are sent on.

Sources: RFC 8225 section 9 (the form that is signed), RFC 8588 (``shaken``), RFC 8946 (``div``), RFC 8224
section 4 (the header). The key is read from a file once and goes nowhere else.
"""

from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from fairline.checks.caller.certificates import read_chain
from fairline.checks.caller.passport import ALGORITHM, TYPE, Kind, canonical, certificate_host, encoded
from fairline.facts import Attestation, FairlineError

WHERE = "stir.signing"
_HASHED = ECDSA(SHA256())


class Signer:
    """Signs with one key, whose certificate others fetch from ``x5u``."""

    def __init__(self, key: EllipticCurvePrivateKey, x5u: str) -> None:
        """Take the key. ``FairlineError`` if nobody could fetch from the address."""
        if certificate_host(x5u) is None:
            wanted = "an https address of a certificate, without user, query or fragment, on port 443 or 8443"
            raise FairlineError(f"{WHERE}.certificate_url: found {x5u!r}, wanted {wanted}")
        self._key, self._x5u = key, x5u

    @classmethod
    def of(cls, key: Path, x5u: str, certificate: Path | None = None) -> "Signer":
        """Read the files. ``FairlineError`` if the key is none of P-256, or the certificate is another's."""
        try:
            found = load_pem_private_key(key.read_bytes(), None)
        except OSError as error:
            raise FairlineError(f"{WHERE}.key: found no file to read at {key} ({error.strerror})") from None
        except (ValueError, TypeError):
            raise FairlineError(
                f"{WHERE}.key: found no key in {key}, wanted PEM without a password"
            ) from None
        if not isinstance(found, EllipticCurvePrivateKey) or not isinstance(found.curve, SECP256R1):
            raise FairlineError(f"{WHERE}.key: found another key in {key}, wanted one of P-256")
        if certificate is not None and not _is_its(certificate, found.public_key()):
            raise FairlineError(f"{WHERE}.certificate: found {certificate}, which is not the key's")
        return cls(found, x5u)

    def shaken(
        self,
        *,
        caller: str,
        called: tuple[str, ...],
        attestation: Attestation,
        issued: int,
        origid: str | None = None,
    ) -> str:
        """Return an Identity header's value for a call. Numbers: E.164 or short, a plus sign is dropped.

        ``origid``: what tells, to the signer alone, where the call came from; without one it is random.
        """
        claims: dict[str, Any] = {
            "attest": attestation.value,
            "dest": {"tn": _numbers(called)},
            "iat": issued,
            "orig": {"tn": caller.removeprefix("+")},
            "origid": origid or str(uuid4()),
        }
        return self._signed(Kind.SHAKEN, claims)

    def diverted(self, *, caller: str, by: str, called: tuple[str, ...], issued: int) -> str:
        """Return an Identity header's value for a call that ``by`` sends on. It stands beside the one that
        the call came with, which must have been verified before."""
        claims: dict[str, Any] = {
            "dest": {"tn": _numbers(called)},
            "div": {"tn": by.removeprefix("+")},
            "iat": issued,
            "orig": {"tn": caller.removeprefix("+")},
        }
        return self._signed(Kind.DIVERSION, claims)

    def _signed(self, kind: Kind, claims: dict[str, Any]) -> str:
        header = {"alg": ALGORITHM, "ppt": kind.value, "typ": TYPE, "x5u": self._x5u}
        signed = f"{encoded(canonical(header))}.{encoded(canonical(claims))}"
        r, s = decode_dss_signature(self._key.sign(signed.encode(), _HASHED))
        signature = encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return f"{signed}.{signature};info=<{self._x5u}>;alg={ALGORITHM};ppt={kind.value}"


def _numbers(called: tuple[str, ...]) -> list[str]:
    return [each.removeprefix("+") for each in called]


def _is_its(certificate: Path, key: EllipticCurvePublicKey) -> bool:
    try:
        chain = read_chain(certificate.read_bytes())
    except OSError:
        return False
    return chain is not None and _public(chain[0]) == key


def _public(certificate: x509.Certificate) -> object:
    try:
        return certificate.public_key()
    except ValueError:
        return None
