"""The way in: an ``Examiner`` judges a look at a file, as far as its ground allows, by a deadline.

What is doubtful and what could not be judged is held; it is never passed. A look whose ground opens no
content is answered by the name and, where that is allowed, by the hash: its disposition is then ``refuse``
or nothing.
"""

import logging
import queue
import time
from pathlib import Path
from types import TracebackType

from msgspec import Struct

from fairline.checks.files import names
from fairline.checks.files.bounds import Bounds
from fairline.checks.files.child import Child
from fairline.checks.files.clamd import Clamd, Scanned
from fairline.checks.files.hash_lists import load
from fairline.checks.files.kinds import KINDS
from fairline.checks.files.rules import compiled
from fairline.checks.files.seen import Disposition, FileSeen, Found, Looked
from fairline.checks.files.signs import MEANINGS, UNSCANNED, Mark, Sign, said
from fairline.checks.files.walk import Report
from fairline.checks.gate import HASHES, OPENS, Look
from fairline.facts import HashList, Verdict

log = logging.getLogger("fairline.checks")
WITHIN_S = 5.0  # ours: a person waits for an upload, a mail server longer
LISTED = {HashList.CHILD_ABUSE: Sign.LISTED_ABUSE, HashList.MALWARE: Sign.LISTED_MALWARE}


class Engines(Struct, frozen=True, kw_only=True):
    """What an operator sets up. ``None`` and empty: not asked."""

    clamd: str | None = None
    """``/run/clamav/clamd.ctl`` or ``host:port``."""
    scanner_wanted: bool = True
    """Whether a file is held where no ``clamd`` is set up; ``False`` takes it upon the operator."""
    rules: Path | None = None
    """A folder with YARA rules."""
    own_rules: bool = True
    """Whether fairline's own few rules are asked, too."""
    lists: tuple[Path, ...] = ()
    """Lists of hashes, as ``hash_lists`` describes them."""
    bounds: Bounds = Bounds()
    processes: int = 1
    """Processes that judge: how many files at a time."""


class Examiner:
    """Judges files. Made once, used by any number of threads, closed at the end."""

    def __init__(self, engines: Engines) -> None:
        """Load lists, compile rules, start processes. Raises ``FairlineError`` for what is set up wrong."""
        self._engines = engines
        self._lists = tuple(load(path) for path in engines.lists)
        self._rules = compiled(engines.rules, own=engines.own_rules)
        self._clamd = Clamd(engines.clamd) if engines.clamd is not None else None
        self._children: queue.LifoQueue[Child] = queue.LifoQueue()
        for _ in range(engines.processes):
            rules = self._rules.rules if self._rules is not None else None
            self._children.put(Child(engines.bounds, rules))

    def __enter__(self) -> "Examiner":
        """Return itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """End the processes. Waits for those that judge a file now."""
        for _ in range(self._engines.processes):
            self._children.get().close()

    def examine(
        self, look: Look, *, name: str | None = None, declared: str | None = None, within_s: float = WITHIN_S
    ) -> FileSeen:
        """Judge one file within ``within_s`` seconds. Never raises on what the file is.

        ``name``: as it came with the file. ``declared``: the media type it was sent with. The ground
        decides how far it goes: ``FileSeen.looked`` says so.
        """
        begun = time.monotonic()
        seen = _Seen(look, self._engines, begun)
        seen.marks += names.of_name(name)
        basis = look.ground.basis
        if basis not in HASHES:
            return seen.told(Looked.NAME)
        seen.sha256 = self._compare(look, seen)
        if basis not in OPENS or seen.hash_list is HashList.CHILD_ABUSE:
            return seen.told(Looked.HASH)
        until = begun + within_s
        if look.size > self._engines.bounds.size_max:
            seen.marks.append(Mark(Sign.TOO_LARGE, 0, self._engines.bounds.size_max))
        else:
            self._judge(look.data, name, declared, until, seen)
        if self._clamd is None and self._engines.scanner_wanted:
            seen.marks.append(Mark(Sign.NO_SCANNER))
        return seen.told(Looked.CONTENT)

    def _compare(self, look: Look, seen: "_Seen") -> str:
        """Look the hashes up in every list; return the SHA-256."""
        digests = look.hashes
        packed = [bytes.fromhex(digest) for digest in digests]
        hits = [each for each in self._lists if each.has(packed)]
        for each in hits:
            seen.marks.append(Mark(LISTED[each.of], 0, each.version))
        seen.versions += [each.version for each in self._lists]
        of = {each.of for each in hits}
        worst = next((kind for kind in LISTED if kind in of), HashList.NONE)
        seen.hash_list = worst if self._lists else None
        return digests[1]

    def _judge(
        self, data: bytes, name: str | None, declared: str | None, until: float, seen: "_Seen"
    ) -> None:
        """Have the file judged and scanned, both at the same time."""
        try:
            child = self._children.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            seen.marks.append(Mark(Sign.TOO_LATE))
            return
        try:
            failed = child.ask(data, name, declared, until)
            if self._clamd is not None:
                seen.scanned(self._clamd.scan(data, until), self._clamd.version(until))
            answer = failed if failed is not None else child.answer(until)
        finally:
            self._children.put(child)
        seen.judged(answer)
        if self._rules is not None:
            seen.versions.append(self._rules.version)


class _Seen:
    """What is gathered of one file."""

    def __init__(self, look: Look, engines: Engines, begun: float) -> None:
        self.size, self.begun, self.clamd = look.size, begun, engines.clamd
        self.marks: list[Mark] = []
        self.versions: list[str] = []
        self.sha256: str | None = None
        self.hash_list: HashList | None = None
        self.report: Report | None = None
        self.clean = False
        """Whether the scanner called it clean."""

    def scanned(self, answer: Scanned | None, version: str | None) -> None:
        """Take what the scanner said."""
        if version is not None:
            self.versions.append(version)
        if answer is None:
            self.marks.append(Mark(Sign.SCANNER_DOWN))
        elif answer.verdict is Verdict.MALICIOUS:
            self.marks.append(Mark(Sign.MALWARE, 0, answer.name))
        elif answer.limited:
            self.marks.append(Mark(Sign.SCANNER_LIMIT))
        elif answer.encrypted:
            self.marks.append(Mark(Sign.ENCRYPTED))
        self.clean = answer is not None and answer.verdict is Verdict.CLEAN

    def judged(self, answer: Report | Mark) -> None:
        """Take what the judging process found."""
        if isinstance(answer, Mark):
            self.marks.append(answer)
            return
        self.report = answer
        self.marks += answer.marks
        for mark in answer.marks:
            if mark.sign is Sign.JUDGE_DIED and mark.value:
                log.error("a file could not be judged: %s", mark.value)

    def told(self, looked: Looked) -> FileSeen:
        """Return it all."""
        firsts: dict[Sign, Mark] = {}
        for mark in sorted(self.marks, key=lambda mark: mark.depth):
            firsts.setdefault(mark.sign, mark)
        marks = sorted(firsts.values(), key=_weight)
        signs = {mark.sign for mark in marks}
        done = looked is Looked.CONTENT and self.report is not None
        complete = done and not any(MEANINGS[sign].unsure for sign in signs)
        report = self.report
        kind = KINDS[report.kind] if report is not None and report.kind is not None else None
        return FileSeen(
            disposition=_disposition(signs, looked, complete),
            looked=looked,
            size=self.size,
            found=tuple(Found(sign=mark.sign, why=said(mark), depth=mark.depth) for mark in marks),
            kind=kind.name if kind is not None else None,
            media_type=kind.media_type if kind is not None else None,
            sha256=self.sha256,
            verdict=self._verdict(signs, looked, complete),
            hash_list=self.hash_list,
            executable=_told(any(MEANINGS[sign].runs for sign in signs), complete),
            type_mismatch=_told(any(MEANINGS[sign].false for sign in signs), complete),
            depth=report.depth if report is not None else None,
            expansion=report.expansion if report is not None else None,
            encrypted=_told(Sign.ENCRYPTED in signs, complete),
            complete=complete,
            judged=None if looked is not Looked.CONTENT else complete and not signs & UNSCANNED,
            versions=tuple(self.versions),
            milliseconds=round((time.monotonic() - self.begun) * 1000),
        )

    def _verdict(self, signs: set[Sign], looked: Looked, complete: bool) -> Verdict | None:
        if signs & {Sign.MALWARE, Sign.RULE}:
            return Verdict.MALICIOUS
        if looked is not Looked.CONTENT or self.clamd is None:
            return None
        return Verdict.CLEAN if self.clean and complete else Verdict.UNKNOWN


def _told(seen: bool, complete: bool) -> bool | None:
    """Return yes if it was seen, no only if nothing was left unseen."""
    return True if seen else False if complete else None


def _disposition(signs: set[Sign], looked: Looked, complete: bool) -> Disposition | None:
    if any(MEANINGS[sign].refuses for sign in signs):
        return Disposition.REFUSE
    if looked is not Looked.CONTENT:
        return None
    holds = any(MEANINGS[sign].holds for sign in signs) or not complete
    return Disposition.HOLD if holds else Disposition.PASS


def _weight(mark: Mark) -> tuple[bool, bool, int, str]:
    """The order in which signs are told: what refuses, what holds, what is only said."""
    meaning = MEANINGS[mark.sign]
    return not meaning.refuses, not meaning.holds, mark.depth, mark.sign.value
