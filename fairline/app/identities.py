"""Signed identities for the ports: certificates fetched beside, signatures checked on another thread."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_network

from fairline.checks.caller import (
    Anchors,
    Credentials,
    Fault,
    Fetcher,
    Proof,
    Shown,
    Signer,
    Unsound,
    Verifier,
    Wanted,
    at_most,
    supported,
)
from fairline.config.stir import StirSettings
from fairline.facts import Account, Number
from fairline.guard import Guard
from fairline.ports.identities import UNKNOWN, Numbers, Signing, Stir, Unknown, Verified, Verifying
from fairline.protocols.sip.attempt import Attempt

UNDER_WAY_MAX = 1_000  # ours: verifications beside the ports at once; more are told as late
COMPACT = ".."  # how the compact form of a token begins (RFC 8225 section 7)

log = logging.getLogger("fairline.stir")


class Identities:
    """One provider's certificates, verifier and signer, on one loop. ``counts``: what came of it all.

    ``account``, ``number``: what is known of each. ``FairlineError`` says which file does not fit.
    """

    def __init__(
        self,
        settings: StirSettings,
        *,
        account: Callable[[str], Account | None],
        number: Callable[[str], Number | None],
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._settings, self._account, self._number = settings, account, number
        self._credentials = Credentials(
            Anchors.of(settings.anchors, "stir.anchors"),
            authority_needed=settings.authority_needed,
            kept_s=settings.kept_s,
        )
        self._verifier = Verifier(
            self._credentials, fresh_s=settings.fresh_s, replays_refused=settings.replays_refused
        )
        self._fetcher = Fetcher(
            settings.hosts,
            within_s=settings.fetch_within_s,
            networks=[ip_network(each) for each in settings.networks],
            authorities=settings.hosts_ca,
        )
        signing = settings.signing
        self._signer = (
            None if signing is None else Signer.of(signing.key, signing.certificate_url, signing.certificate)
        )
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="stir")
        self._under_way: set[asyncio.Task[bool | None]] = set()
        self.reload()

    @property
    def signs(self) -> bool:
        """Whether calls can be signed."""
        return self._signer is not None

    @property
    def verifies(self) -> bool:
        """Whether anybody is trusted to sign."""
        return bool(self._settings.anchors)

    def reload(self) -> None:
        """Read the folder of certificates again. ``FairlineError``: all stays as it was."""
        if self._settings.certificates is not None:
            count = self._credentials.load(self._settings.certificates, "stir.certificates")
            log.info("%d certificates are in the folder", count)

    async def stop(self) -> None:
        """Give up what is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._fetcher.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)

    # For the ports of switches

    def known(self, attempt: Attempt, numbers: Numbers, at: datetime) -> bool | Unknown | None:
        """Return at once what is known of an attempt's identities."""
        found = self._verifier.known(_shown(attempt, numbers), at.timestamp())
        return UNKNOWN if found is None else self._counted(found).verified

    def later(self, attempt: Attempt, numbers: Numbers, at: datetime) -> "asyncio.Future[bool | None]":
        """Begin to verify an attempt's identities."""
        loop = asyncio.get_running_loop()
        if len(self._under_way) >= UNDER_WAY_MAX:
            told: asyncio.Future[bool | None] = loop.create_future()
            told.set_result(self._counted(Proof(fault=Fault.LATE)).verified)
            return told
        task = loop.create_task(self._verified(_shown(attempt, numbers), at.timestamp()), name="identity")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _verified(self, shown: Shown, now: float) -> bool | None:
        return (await self.proof(shown, now)).verified

    async def proof(self, shown: Shown, now: float) -> Proof:
        """Return what is found, once its certificates are there or have failed to come."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._thread, self._verifier.verify, shown, now)
        if isinstance(found, Wanted):
            await asyncio.gather(*(self._fetch(each, now) for each in found.addresses))
            found = await loop.run_in_executor(self._thread, self._verifier.verify, shown, now)
        return self._counted(Proof(fault=Fault.LATE) if isinstance(found, Wanted) else found)

    async def _fetch(self, x5u: str, now: float) -> None:
        data = await self._fetcher.fetch(x5u)
        if isinstance(data, Unsound):
            self._credentials.failed(x5u, data, now)
        else:
            self._credentials.put(x5u, data, now)

    def _counted(self, proof: Proof) -> Proof:
        self.counts[proof.verstat if proof.fault is None else f"{proof.verstat}: {proof.fault}"] += 1
        return proof

    # For the HTTP port

    def stir(self) -> Stir:
        """Return what the HTTP port asks."""
        return Stir(sign=self.sign if self.signs else None, verify=self.verify if self.verifies else None)

    def sign(self, asked: Signing) -> str:
        """Return the value of an Identity header. It vouches for no more than is asked for and known."""
        assert self._signer is not None
        if asked.diverted_by is not None:
            self.counts["signed: div"] += 1
            return self._signer.diverted(
                caller=asked.caller, by=asked.diverted_by, called=asked.called, issued=asked.issued
            )
        number = self._number("+" + asked.caller)
        most = supported(self._whose(asked, number), number, datetime.fromtimestamp(asked.issued, UTC))
        level = at_most(asked.attestation, most)
        self.counts[f"signed: {level}"] += 1
        return self._signer.shaken(
            caller=asked.caller,
            called=asked.called,
            attestation=level,
            issued=asked.issued,
            origid=asked.origid,
        )

    def _whose(self, asked: Signing, number: Number | None) -> Account | None:
        """Return the customer whose call it is: the one that is named, else the holder of the number if the
        key speaks for it, else one that the key speaks for. Unnamed and with a key for all it is nobody's."""
        if asked.account is not None:
            return self._account(asked.account)
        holder = None if number is None else number.account
        if holder is not None and (not asked.accounts or holder in asked.accounts):
            return self._account(holder)
        known = (self._account(each) for each in asked.accounts)
        return next((each for each in known if each is not None), None)

    async def verify(self, asked: Verifying) -> Verified:
        """Return what is found of a call's identity. The same token at another instant is another call."""
        called = asked.called
        shown = Shown(
            identities=(asked.identity,) if asked.identity.strip() else (),
            caller=asked.caller,
            called=called,
            date=asked.at,
            call=f"{asked.caller} {' '.join(called)} {asked.at}",
        )
        proof = await self.proof(shown, float(asked.at))
        return Verified(
            verstat=proof.verstat,
            status=proof.status,
            phrase=proof.phrase,
            why=proof.why,
            attestation=proof.attestation,
            origid=proof.origid,
        )


def _shown(attempt: Attempt, numbers: Numbers) -> Shown:
    compact = any(each.startswith(COMPACT) for each in attempt.identities)
    return Shown(
        identities=attempt.identities,
        caller=numbers[0],
        called=numbers[1],
        date=_date(attempt.date) if compact else None,
        call=attempt.call_id,
    )


def _date(text: str | None) -> int | None:
    """Return a Date header as seconds since 1970; ``None`` if it is none."""
    try:
        return None if text is None else int(parsedate_to_datetime(text).timestamp())
    except (ValueError, OverflowError, TypeError):
        return None


def identities_of(settings: StirSettings | None, guard: Guard) -> Identities | None:
    """Return who verifies and signs by what ``guard`` knows; ``None`` without a table. ``FairlineError``."""
    if settings is None:
        return None
    return Identities(
        settings,
        account=lambda id: guard.engine.account(id),  # another engine may take this one's place
        number=lambda id: guard.engine.number(id),
    )


def verifying(identities: Identities | None) -> Identities | None:
    """Return who verifies for a port; ``None`` where nobody is trusted to sign."""
    return identities if identities is not None and identities.verifies else None
