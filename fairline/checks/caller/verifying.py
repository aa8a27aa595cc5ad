"""Is the caller's signed identity true? Everything but the network: certificates are there, or wanted.

Sources: RFC 8224 section 6.2, RFC 8225, RFC 8588, RFC 8946, ATIS-1000074. ``now`` is an argument everywhere.
Of several tokens each is looked at, and the best counts; kinds that are not known are left alone (RFC 8224).
"""

from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec import Struct

from fairline.checks.caller.certificates import Credential
from fairline.checks.caller.credentials import Credentials
from fairline.checks.caller.diverting import steps
from fairline.checks.caller.faults import MEANING, Fault, Unsound, Verstat
from fairline.checks.caller.headers import Said, read_header
from fairline.checks.caller.kept import Kept
from fairline.checks.caller.passport import Kind, Passport
from fairline.checks.caller.proof import Proof, Shown, Wanted

FRESH_S = 60.0  # RFC 8224 section 4.1: the interval it recommends
TOKENS_MAX = 8  # ours: of one call that are looked at; each may cost a signature
PROOFS_MAX = 20_000  # ours: some 40 MB of headers at most
SEEN_MAX = 200_000  # ours: tokens that are remembered against replay, some 40 MB
_HASHED = ECDSA(SHA256())
Key = tuple[tuple[str, ...], str | None, tuple[str, ...], int | None]


class _Held(Struct, frozen=True, kw_only=True):
    """A proof, from when it holds, and by what its token is known."""

    proof: Proof
    since: float
    token: bytes | None
    expires: float


class Verifier:
    """One set of certificates, with what was found lately. May be used by several threads."""

    def __init__(
        self, credentials: Credentials, *, fresh_s: float = FRESH_S, replays_refused: bool = True
    ) -> None:
        """``fresh_s``: how far the signing may be from now, before or after, itself included."""
        self.credentials = credentials
        self._fresh_s, self._replays_refused = fresh_s, replays_refused
        self._proofs: Kept[Key, _Held] = Kept(PROOFS_MAX)
        self._seen: Kept[bytes, str] = Kept(SEEN_MAX)

    def known(self, shown: Shown, now: float) -> Proof | None:
        """Return what was found before of the same tokens for the same numbers, if it still holds."""
        held = self._proofs.get((shown.identities, shown.caller, shown.called, shown.date), now)
        if held is None or now < held.since:
            return None
        return self._first_time(held, shown, now)

    def verify(self, shown: Shown, now: float) -> Proof | Wanted:
        """Return what is found, or which certificates are needed first. Never raises on what is shown."""
        found = self.known(shown, now)
        if found is not None:
            return found
        held = self._found(shown, now)
        if isinstance(held, Wanted | Proof):
            return held
        self._proofs.put((shown.identities, shown.caller, shown.called, shown.date), held, held.expires)
        return self._first_time(held, shown, now)

    def _first_time(self, held: _Held, shown: Shown, now: float) -> Proof:
        """Return the proof, unless another call has shown its token."""
        if held.token is None or shown.call is None or not self._replays_refused:
            return held.proof
        first = self._seen.claim(held.token, shown.call, now, now + 2 * self._fresh_s)
        return held.proof if first == shown.call else Proof(fault=Fault.REPLAYED)

    def _found(self, shown: Shown, now: float) -> _Held | Proof | Wanted:
        if not shown.identities:
            return Proof(fault=Fault.NO_IDENTITY)
        said = Said(caller=_digits(shown.caller), called=_first(shown.called), date=shown.date)
        read = [read_header(each, said) for each in shown.identities[:TOKENS_MAX]]
        passports = [each for each in read if isinstance(each, Passport)]
        unsound = [each for each in read if isinstance(each, Unsound)]
        origins = _strongest(passports)
        diversions = [each for each in passports if each.kind is Kind.DIVERSION]
        found: list[_Held | Proof | Wanted] = [
            self._judged(each, diversions, passports, shown, now) for each in origins
        ]
        found += [Proof(fault=each.fault, field=each.field) for each in unsound]
        return min(found, key=_rank, default=Proof(fault=Fault.EXTENSION, field="ppt"))

    def _judged(
        self,
        origin: Passport,
        diversions: list[Passport],
        all_of_them: list[Passport],
        shown: Shown,
        now: float,
    ) -> _Held | Proof | Wanted:
        """Judge the token that signs the origin, with the diversions from there to the number called."""
        if origin.origin is None or shown.caller is None or not shown.called:
            return Proof(fault=Fault.NUMBERS, field="dest" if shown.caller else "orig")
        ways = (steps(origin, diversions, each.removeprefix("+")) for each in shown.called)
        chain = next((each for each in ways if each is not None), None)
        if chain is None:
            wrong = Fault.DIVERSION if diversions else Fault.DESTINATION
            return Proof(fault=wrong, field="dest")
        if stale := self._stale((origin, *chain), now):
            return stale
        if origin.origin != shown.caller.removeprefix("+"):
            return Proof(fault=Fault.ORIGIN, field="orig")
        priority = next((each for each in all_of_them if each.kind is Kind.PRIORITY), None)
        return self._signed(origin, chain, priority, now)

    def _stale(self, tokens: tuple[Passport, ...], now: float) -> Proof | None:
        """Each token must be fresh when the next was signed, the last one now: a diverting provider verifies
        before it signs (RFC 8946 section 4.1), and a telephone may have rung before."""
        for token, at in zip(tokens, [*(each.issued for each in tokens[1:]), now], strict=True):
            if abs(at - token.issued) > self._fresh_s:
                return Proof(fault=Fault.STALE, field="iat")
        return None

    def _signed(
        self, origin: Passport, chain: tuple[Passport, ...], priority: Passport | None, now: float
    ) -> _Held | Proof | Wanted:
        tokens = (origin, *chain)
        found = [self.credentials.of(each.x5u, now) for each in tokens]
        wanted = [each.x5u for each, credential in zip(tokens, found, strict=True) if credential is None]
        if wanted:
            return Wanted(addresses=tuple(dict.fromkeys(wanted)))
        holds_until = tokens[-1].issued + self._fresh_s
        for token, credential in zip(tokens, found, strict=True):
            if isinstance(credential, Unsound):
                return Proof(fault=credential.fault, field=credential.field)
            assert credential is not None
            holds_until = min(holds_until, credential.until)
            if not _holds(token, credential):
                return self._held(Proof(fault=Fault.SIGNATURE), tokens, holds_until, None)
            if not _covers(token, credential):
                return self._held(Proof(fault=Fault.COVERAGE), tokens, holds_until, None)
        assert isinstance(found[0], Credential)
        proof = Proof(
            attestation=origin.attestation,
            origin=origin.origin,
            origid=origin.origid,
            diverted=tuple(each.diverted for each in chain if each.diverted is not None),
            priorities=self._priorities(priority, origin, now),
            signer=found[0].subject,
        )
        return self._held(
            proof, tokens, holds_until, sha256(b"\0".join(each.signed for each in tokens)).digest()
        )

    def _held(self, proof: Proof, tokens: tuple[Passport, ...], until: float, token: bytes | None) -> _Held:
        return _Held(proof=proof, since=tokens[-1].issued - self._fresh_s, token=token, expires=until)

    def _priorities(self, token: Passport | None, origin: Passport, now: float) -> tuple[str, ...]:
        """Return what a priority is signed for; nothing where its token does not hold, or its certificate is
        not there: a call is not held up for it (RFC 8443)."""
        if token is None or token.origin != origin.origin or abs(now - token.issued) > self._fresh_s:
            return ()
        credential = self.credentials.of(token.x5u, now)
        if not isinstance(credential, Credential) or not _holds(token, credential):
            return ()
        return token.priorities


def _strongest(passports: Iterable[Passport]) -> list[Passport]:
    """Return the tokens that sign an origin: those of SHAKEN, without any the plain ones."""
    shaken = [each for each in passports if each.kind is Kind.SHAKEN]
    return shaken or [each for each in passports if each.kind is None]


def _rank(found: _Held | Proof | Wanted) -> int:
    """Tell which of several outcomes counts: what holds, may yet hold, is wrong, is unknown."""
    if isinstance(found, Wanted):
        return 1
    proof = found.proof if isinstance(found, _Held) else found
    if proof.fault is None:
        return 0
    return 2 if MEANING[proof.fault].verstat is Verstat.FAILED else 3


def _holds(token: Passport, credential: Credential) -> bool:
    """Whether the signature is of the certificate's key (RFC 7518 section 3.4)."""
    half = len(token.signature) // 2
    r, s = (int.from_bytes(part, "big") for part in (token.signature[:half], token.signature[half:]))
    try:
        credential.key.verify(encode_dss_signature(r, s), token.signed, _HASHED)
    except (InvalidSignature, ValueError):
        return False
    return True


def _covers(token: Passport, credential: Credential) -> bool:
    """Whether the certificate may sign for the number that it answers for: the caller, or who diverted."""
    number = token.diverted if token.kind is Kind.DIVERSION else token.origin
    return credential.authority is None or (number is not None and credential.authority.covers(number))


def _digits(number: str | None) -> str | None:
    return None if number is None else number.removeprefix("+")


def _first(numbers: tuple[str, ...]) -> str | None:
    return _digits(numbers[0]) if numbers else None
