"""How fast files are judged: small documents one after another, as they come with messages.

The judge runs in a process of its own, so the clock is the wall's; each file is asked about and answered
before the next. What the rules and the scanner add is measured by the same files with and without them.
"""

import io
import os
import shutil
import subprocess
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median

from bench.sections import Measured, Scale, Table, micros, rate, times
from fairline.checks.files.bounds import Bounds
from fairline.checks.files.clamd import Clamd
from fairline.checks.files.examiner import Engines, Examiner
from fairline.checks.files.walk import judged
from fairline.checks.gate import Ground, enter
from fairline.facts import Basis

FILES = {"quick": 20, "usual": 200, "large": 1_000}
"""How often each file is judged in each round."""
WORDS = b"The meeting of the team is on Monday at ten, in the large room; please tell who cannot come. "
CLAMD = shutil.which("clamd", path=os.environ.get("PATH", "") + ":/usr/sbin")
STARTS_WITHIN_S = 60
CUSTOMER = Ground(basis=Basis.CUSTOMER)


def measure(scale: Scale) -> Measured:
    """Time every kind of file, and what each engine adds."""
    files = made()
    kinds = _by_kind(files, scale)
    engines = _by_engine(files, scale)
    return Measured(tables=(kinds, engines))


def made() -> dict[str, bytes]:
    """Return small files as people send them, by name."""
    noise = sha256(b"noise").digest()
    while len(noise) < 150_000:
        noise += sha256(noise[-32:]).digest()
    text = WORDS * 20
    rows = b"".join(
        b'<row r="%d"><c><v>%d</v></c><c><v>%d</v></c></row>' % (n, n * 7, n * n) for n in range(2_000)
    )
    page = zlib.compress(text)
    return {
        "letter.txt": text,
        "calls.csv": b"".join(b"%d,+1202555%04d,%d\n" % (n, n, n * 3) for n in range(500)),
        "letter.docx": _zipped({
            "[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>",
            "word/document.xml": b"<document>" + b"<p><r><t>%s</t></r></p>" % WORDS * 100 + b"</document>",
            "word/styles.xml": b"<styles>" + b'<style name="x"/>' * 200 + b"</styles>",
            "word/media/logo.png": b"\x89PNG\r\n\x1a\n" + noise[:8_000],
        }),
        "table.xlsx": _zipped({
            "[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b"<sheet>" + rows + b"</sheet>",
        }),
        "invoice.pdf": b"%PDF-1.7\n" + b"".join(
            b"%d 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\n" % (n, len(page), page)
            for n in range(1, 40)
        ) + b"trailer\n<< >>\nstartxref\n0\n%%EOF\n",
        "pictures.zip": _zipped({f"{n}.png": b"\x89PNG\r\n\x1a\n" + noise[n : n + 9_000] for n in range(9)}),
        "photo.jpg": b"\xff\xd8\xff\xe0" + noise,
    }  # fmt: skip


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _by_kind(files: dict[str, bytes], scale: Scale) -> Table:
    """Judge each in this process, beside what it takes to hash it, and by the examiner."""
    rows = []
    with Examiner(Engines(scanner_wanted=False)) as examiner:
        for name, data in files.items():
            alone = _seconds(partial(judged, data, name, None, Bounds(), 10.0, None), scale)
            hashed = _seconds(partial(sha256, data), scale)
            asked = _seconds(partial(_asked, examiner, name, data), scale)
            rows.append(
                (name, f"{len(data):,}", micros(alone), times(alone / hashed), micros(asked), rate(1 / asked))
            )
    return Table(
        title="Files, by kind",
        headings=(
            "file",
            "bytes",
            "judged, µs",
            "against its SHA-256",
            "asked, with our rules, µs",
            "files/s",
        ),
        rows=tuple(rows),
        note="Judged: in the same process. Asked: through the process of its own, hash and rules included.",
    )


def _by_engine(files: dict[str, bytes], scale: Scale) -> Table:
    """Judge all files with more and more engines."""
    with _daemon() as clamd:
        setups = {
            "type, archives, documents": Engines(own_rules=False, scanner_wanted=False),
            "with fairline's own YARA rules": Engines(scanner_wanted=False),
        }
        if clamd is not None:
            setups["with ClamAV too (one signature)"] = Engines(clamd=clamd)
        rows = []
        for name, engines in setups.items():
            with Examiner(engines) as examiner:
                seconds = sum(
                    _seconds(partial(_asked, examiner, called, data), scale) for called, data in files.items()
                ) / len(files)
            rows.append((name, micros(seconds), rate(1 / seconds)))
        if clamd is not None:
            alone = Clamd(clamd)
            seconds = sum(_seconds(partial(_scanned, alone, data), scale) for data in files.values()) / len(
                files
            )
            rows.append(("ClamAV alone", micros(seconds), rate(1 / seconds)))
    note = "" if clamd is not None else "Debian's clamav-daemon is not here: its cost was not measured."
    return Table(
        title="Files, by engine", headings=("engines", "a file, µs", "files/s"), rows=tuple(rows), note=note
    )


def _asked(examiner: Examiner, name: str, data: bytes) -> None:
    seen = examiner.examine(enter(name, CUSTOMER, data), name=name)
    assert seen.complete, f"{name}: {seen.found}"


def _scanned(clamd: Clamd, data: bytes) -> None:
    assert clamd.scan(data, time.monotonic() + 10) is not None


def _seconds(work: Callable[[], object], scale: Scale) -> float:
    """Return the seconds that one call takes: the median of the rounds."""
    number = FILES[scale.name]
    work()
    found = []
    for _ in range(scale.rounds):
        begun = time.perf_counter()
        for _ in range(number):
            work()
        found.append((time.perf_counter() - begun) / number)
    return median(found)


@contextmanager
def _daemon() -> Iterator[str | None]:
    """Start Debian's clamd with one signature; nothing where it is not installed."""
    if CLAMD is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="clamd-") as made_here:
        folder = Path(made_here)
        (folder / "signatures").mkdir()
        (folder / "signatures/bench.hdb").write_text(f"{'0' * 32}:1:Bench.None\n")
        config = folder / "clamd.conf"
        config.write_text(
            f"LocalSocket {folder}/socket\nDatabaseDirectory {folder}/signatures\n"
            f"TemporaryDirectory {folder}\nForeground yes\nUser root\n"
        )
        process = subprocess.Popen(
            [CLAMD, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + STARTS_WITHIN_S
        try:
            while not (folder / "socket").exists() and process.poll() is None and time.monotonic() < until:
                time.sleep(0.05)
            yield str(folder / "socket") if (folder / "socket").exists() else None
        finally:
            process.terminate()
            process.wait(timeout=30)
