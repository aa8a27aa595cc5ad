"""The certificates that are known, by their address: judged once, and again when a judgment is over.

A certificate that is not known is *wanted*; whoever fetches it puts it here, or says why it did not come. A
folder may hold some: the file for ``https://host/path/x.pem`` is ``host/path/x.pem`` in it.
"""

from collections.abc import Iterable
from pathlib import Path

from fairline.checks.caller.certificates import BYTES_MAX, Anchors, Credential, judged
from fairline.checks.caller.faults import Fault, Unsound
from fairline.checks.caller.kept import Kept
from fairline.checks.caller.passport import certificate_host
from fairline.facts import FairlineError

KEPT_MAX = 10_000  # ours: the North American ecosystem has some thousand signers
KEPT_S = 86_400.0  # ours: a certificate is fetched again after a day
AGAIN_S = 30.0  # ours: what could not be had is asked for again after so long
SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})
FILES_MAX = 10_000  # ours


class Credentials:
    """Judged certificates. ``now`` is in seconds since 1970. May be used by several threads."""

    def __init__(self, anchors: Anchors, *, authority_needed: bool = True, kept_s: float = KEPT_S) -> None:
        """``authority_needed``: refuse a certificate that does not say for whom it signs (ATIS-1000080)."""
        self._anchors, self._needed, self._kept_s = anchors, authority_needed, kept_s
        self._judged: Kept[str, Credential | Unsound] = Kept(KEPT_MAX)
        self._files: dict[str, bytes] = {}

    def of(self, x5u: str, now: float) -> Credential | Unsound | None:
        """Return what the certificate at an address may sign, or why not; ``None``: it is wanted."""
        found = self._judged.get(x5u, now)
        if found is None:
            data = self._files.get(x5u)
            return None if data is None else self.put(x5u, data, now)
        if isinstance(found, Credential) and now < found.since:
            return Unsound(fault=Fault.EARLY)
        return found

    def put(self, x5u: str, data: bytes, now: float) -> Credential | Unsound:
        """Judge what came from an address, and keep the judgment while it holds."""
        found = judged(data, self._anchors, now, authority_needed=self._needed)
        until = now + AGAIN_S if isinstance(found, Unsound) else min(found.until, now + self._kept_s)
        self._judged.put(x5u, found, until)
        return found

    def failed(self, x5u: str, why: Unsound, now: float) -> None:
        """Keep why nothing came from an address, for a while."""
        self._judged.put(x5u, why, now + AGAIN_S)

    def load(self, folder: Path, where: str) -> int:
        """Take the certificates of a folder, in the place of those from before; return how many there are.

        ``FairlineError`` at ``where`` if there is no such folder, or too much in it.
        """
        if not folder.is_dir():
            raise FairlineError(f"{where}: found no folder at {folder}")
        found = dict(_files(folder, where))
        self._files = found
        self._judged.clear()
        return len(found)


def _files(folder: Path, where: str) -> Iterable[tuple[str, bytes]]:
    for count, path in enumerate(
        each for each in sorted(folder.rglob("*")) if each.suffix in SUFFIXES and each.is_file()
    ):
        if count >= FILES_MAX:
            raise FairlineError(f"{where}: found over {FILES_MAX} certificates in {folder}")
        if path.stat().st_size > BYTES_MAX:
            raise FairlineError(f"{where}: found {path}, over {BYTES_MAX} bytes")
        x5u = f"https://{path.relative_to(folder).as_posix()}"
        if certificate_host(x5u) is None:
            raise FairlineError(f"{where}: found {path}, wanted host/path as in https://host/path")
        yield x5u, path.read_bytes()
