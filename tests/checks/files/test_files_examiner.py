"""The way in: what each ground opens, what is held and why, and that every answer comes in time."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5, sha256
from pathlib import Path

import msgspec
import pytest
from made_files import EXE, PNG, a_docx, a_zip, eicar, macros, raw_zip, zeros

from fairline.checks import gate
from fairline.checks.files import worker
from fairline.checks.files.bounds import Bounds
from fairline.checks.files.child import Child
from fairline.checks.files.examiner import Engines, Examiner
from fairline.checks.files.messages import Job
from fairline.checks.files.seen import Disposition, FileSeen, Looked
from fairline.checks.files.signs import MEANINGS, Mark, Sign
from fairline.checks.files.walk import Report
from fairline.checks.gate import Ground, Look, enter
from fairline.facts import Basis, FairlineError, File, HashList, Verdict

LETTER = b"Dear all, the meeting is on Monday."
CODE = b"Attribute VB_Name\nSub A()\nEnd Sub"
OPENING = [Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER]


def look(data: bytes, basis: Basis = Basis.CUSTOMER) -> Look:
    return enter("file-1", Ground(basis=basis), data)


def signs(seen: FileSeen) -> set[Sign]:
    return {found.sign for found in seen.found}


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    with Examiner(Engines(scanner_wanted=False)) as made:
        yield made


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    malware, abuse = tmp_path / "malware.txt", tmp_path / "abuse.txt"
    malware.write_text(f"# name: m\n# day: 2026-11-01\n# list: malware\n{md5(b'bad').hexdigest()}\n")
    abuse.write_text(f"# name: a\n# day: 2026-11-02\n# list: child-abuse\n{sha256(b'worse').hexdigest()}\n")
    return malware, abuse


@pytest.mark.parametrize("basis", OPENING)
def test_a_clean_file_passes_on_every_ground_that_opens_it(basis: Basis, examiner: Examiner) -> None:
    seen = examiner.examine(look(LETTER, basis), name="letter.txt", declared="text/plain")
    assert seen.disposition is Disposition.PASS
    assert (seen.looked, seen.complete, seen.kind) == (Looked.CONTENT, True, "text")
    assert (seen.executable, seen.type_mismatch, seen.encrypted) == (False, False, False)
    assert (seen.depth, seen.expansion) == (0, 1)
    assert (seen.sha256, seen.size) == (sha256(LETTER).hexdigest(), len(LETTER))
    assert (seen.verdict, seen.hash_list, seen.found) == (None, None, ())


def test_a_look_by_hash_opens_nothing_else(
    examiner: Examiner, lists: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program is not seen as one: its bytes were hashed and no more."""
    seen = examiner.examine(look(EXE, Basis.HASH_MATCH), name="a.bin")
    assert (seen.disposition, seen.looked, seen.kind, seen.executable) == (None, Looked.HASH, None, None)
    assert seen.sha256 == sha256(EXE).hexdigest()
    with Examiner(Engines(lists=lists)) as listed:
        seen = listed.examine(look(b"bad", Basis.HASH_MATCH))
        assert (seen.disposition, seen.hash_list) == (Disposition.REFUSE, HashList.MALWARE)
        assert [found.why.en for found in seen.found] == ["Its hash is on the list m, 2026-11-01."]
        assert listed.examine(look(b"good", Basis.HASH_MATCH)).hash_list is HashList.NONE


def test_without_a_ground_the_name_is_all(examiner: Examiner) -> None:
    seen = examiner.examine(look(LETTER, Basis.METADATA), name="invoice.pdf.exe", declared="application/pdf")
    assert (seen.disposition, seen.looked, seen.sha256, seen.size) == (None, Looked.NAME, None, len(LETTER))
    assert seen.executable is True
    assert Sign.DOUBLE_ENDING in signs(seen)


def test_no_ground_but_these_reaches_the_content(examiner: Examiner, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    data = gate.Look.data.fget  # type: ignore[attr-defined]

    def watched(self: Look) -> bytes:
        opened.append(self.ground.basis)
        return data(self)  # type: ignore[no-any-return]

    monkeypatch.setattr(gate.Look, "data", property(watched))
    for basis in Basis:
        examiner.examine(look(LETTER, basis))
    assert opened == OPENING


def test_a_file_of_child_abuse_is_not_opened(
    lists: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate.Look, "data", property(lambda self: pytest.fail("it was opened")))
    with Examiner(Engines(lists=lists)) as listed:
        seen = listed.examine(look(b"worse"), name="a.jpg")
    assert (seen.disposition, seen.hash_list, seen.looked) == (
        Disposition.REFUSE,
        HashList.CHILD_ABUSE,
        Looked.HASH,
    )
    assert seen.versions == ("m, 2026-11-01", "a, 2026-11-02")


def test_a_file_of_malware_is_refused_and_still_judged(lists: tuple[Path, Path]) -> None:
    with Examiner(Engines(lists=lists, scanner_wanted=False)) as listed:
        seen = listed.examine(look(b"bad"), name="a.txt")
    assert (seen.disposition, seen.hash_list, seen.kind) == (Disposition.REFUSE, HashList.MALWARE, "text")


HELD = {
    "a program": (EXE, "setup.exe", Sign.PROGRAM),
    "a macro": (
        a_docx(more={"word/vbaProject.bin": macros(CODE)}),
        "a.docm",
        Sign.MACRO,
    ),
    "a false name": (PNG, "a.pdf", Sign.FALSE_NAME),
    "an archive that is not opened": (b"7z\xbc\xaf\x27\x1c" + bytes(30), "a.7z", Sign.UNREAD),
    "noise": (bytes(range(256)), "a.dat", Sign.UNKNOWN),
    "a bomb": (raw_zip([("a.txt", 8, zeros(512), 512 << 20, 0)]), "a.zip", Sign.BOMB),
    "an encrypted entry": (raw_zip([("a.txt", 99, bytes(40), 30, 1)]), "a.zip", Sign.ENCRYPTED),
}


@pytest.mark.parametrize("name", HELD)
def test_what_is_doubtful_is_held_and_told_in_both_languages(name: str, examiner: Examiner) -> None:
    data, called, sign = HELD[name]
    seen = examiner.examine(look(data), name=called)
    assert seen.disposition is Disposition.HOLD
    assert sign in signs(seen)
    assert all(found.why.en and found.why.fr for found in seen.found)


def test_what_was_not_judged_to_its_end_denies_nothing(examiner: Examiner) -> None:
    seen = examiner.examine(look(raw_zip([("a.txt", 99, bytes(40), 30, 1)])), name="a.zip")
    assert (seen.complete, seen.encrypted, seen.executable, seen.type_mismatch) == (False, True, None, None)


def test_a_file_that_is_too_large_is_held_and_its_hash_compared(lists: tuple[Path, Path]) -> None:
    with Examiner(Engines(lists=lists, scanner_wanted=False, bounds=Bounds(size_max=2))) as small:
        seen = small.examine(look(b"good"), name="a.txt")
        assert (seen.disposition, signs(seen)) == (Disposition.HOLD, {Sign.TOO_LARGE})
        assert small.examine(look(b"bad")).disposition is Disposition.REFUSE


def test_no_scanner_holds_unless_the_operator_wants_none(examiner: Examiner) -> None:
    with Examiner(Engines()) as wanting:
        seen = wanting.examine(look(LETTER), name="a.txt")
    assert (seen.disposition, signs(seen), seen.verdict) == (Disposition.HOLD, {Sign.NO_SCANNER}, None)


def test_a_scanner_that_is_down_holds() -> None:
    with Examiner(Engines(clamd="/nowhere/clamd.sock")) as down:
        seen = down.examine(look(LETTER), name="a.txt")
    assert (seen.disposition, signs(seen)) == (Disposition.HOLD, {Sign.SCANNER_DOWN})
    assert (seen.verdict, seen.executable, seen.judged) == (Verdict.UNKNOWN, False, False)


def test_with_the_scanner(clamd: Path) -> None:
    with Examiner(Engines(clamd=str(clamd), own_rules=False)) as scanning:
        clean = scanning.examine(look(LETTER), name="a.txt")
        assert (clean.disposition, clean.verdict) == (Disposition.PASS, Verdict.CLEAN)
        assert clean.versions[0].startswith("ClamAV ")
        for data, name in ((eicar(), "a.txt"), (a_zip({"a.txt": eicar()}), "a.zip")):
            bad = scanning.examine(look(data), name=name)
            assert (bad.disposition, bad.verdict) == (Disposition.REFUSE, Verdict.MALICIOUS)
            assert "Test.Standard-1" in bad.found[0].why.en
        sealed = scanning.examine(look(b"7z\xbc\xaf\x27\x1c" + bytes(30)), name="a.7z")
        assert (sealed.disposition, sealed.verdict) == (Disposition.HOLD, Verdict.UNKNOWN)
        limited = scanning.examine(look(os.urandom(5 << 20)), name="a.bin")
        assert Sign.SCANNER_LIMIT in signs(limited)


def test_rules_refuse_or_hold(tmp_path: Path) -> None:
    (tmp_path / "a.yar").write_text(
        'rule bad { strings: $a = "very bad" condition: $a }\n'
        'rule odd { meta: fairline = "hold" strings: $a = "very odd" condition: $a }\n'
    )
    with Examiner(Engines(rules=tmp_path, scanner_wanted=False)) as ruled:
        bad = ruled.examine(look(a_zip({"a.txt": b"very bad"})), name="a.zip")
        assert (bad.disposition, bad.verdict, signs(bad)) == (
            Disposition.REFUSE,
            Verdict.MALICIOUS,
            {Sign.RULE},
        )
        odd = ruled.examine(look(b"very odd"), name="a.txt")
        assert (odd.disposition, odd.verdict, signs(odd)) == (Disposition.HOLD, None, {Sign.SUSPECT})
        assert any("yara: 7 rules" in version for version in odd.versions)


def test_the_fact_has_what_was_seen(examiner: Examiner) -> None:
    seen = examiner.examine(look(a_zip({"a.exe": EXE})), name="a.zip")
    fact = seen.onto(File(id="f", at=datetime(2026, 11, 30, tzinfo=UTC), account="acme", new_sender=True))
    assert (fact.account, fact.new_sender, fact.size, fact.sha256) == ("acme", True, seen.size, seen.sha256)
    assert (fact.executable, fact.type_mismatch, fact.depth, fact.encrypted) == (True, False, 1, False)
    assert (fact.expansion, fact.judged) == (seen.expansion, True)
    told = {field for field in File.__struct_fields__ if getattr(fact, field) is not None}
    assert told == set(File.__struct_fields__) - {"user", "verdict", "hash_list", "line"}
    assert seen.onto(File(id="f", at=fact.at, executable=False, size=7)).executable is False
    assert seen.fact(id="f", at=fact.at, account="acme", new_sender=True) == fact


NOT_JUDGED = {
    "sealed": (raw_zip([("a.txt", 99, bytes(40), 30, 1)]), False),
    "unknown": (bytes(range(256)), False),
    "a program": (EXE, True),
    "a letter": (LETTER, True),
}


@pytest.mark.parametrize("name", NOT_JUDGED)
def test_whether_it_was_judged_and_why_not(name: str, examiner: Examiner) -> None:
    data, judged = NOT_JUDGED[name]
    seen = examiner.examine(look(data))
    assert seen.judged is judged
    assert (seen.why_not_judged is None) is judged
    by_hash = examiner.examine(look(data, Basis.HASH_MATCH))
    assert (by_hash.judged, by_hash.why_not_judged) == (None, None)


def test_what_was_seen_can_be_written(examiner: Examiner) -> None:
    seen = examiner.examine(look(EXE), name="a.exe")
    assert b'"disposition":"hold"' in msgspec.json.encode(seen)


def test_no_sentence_quotes_a_name_or_content(examiner: Examiner) -> None:
    secret = "Zanzibar-Quixote"
    data = a_zip({f"{secret}.pdf.exe": EXE + secret.encode(), f"../{secret}.txt": secret.encode()})
    seen = examiner.examine(look(data), name=f"{secret}.pdf.js", declared=f"image/{secret}")
    assert len(seen.found) >= 4
    assert secret not in repr(seen)


# Time and memory


def child_of(examiner: Examiner) -> int:
    child = examiner._children.get()
    examiner._children.put(child)
    return child._process.pid


def test_a_judge_that_hangs_is_ended_and_the_next_file_judged() -> None:
    with Examiner(Engines(scanner_wanted=False)) as hanging:
        assert hanging.examine(look(LETTER), name="a.txt").disposition is Disposition.PASS
        pid = child_of(hanging)
        os.kill(pid, signal.SIGSTOP)
        begun = time.monotonic()
        seen = hanging.examine(look(LETTER), name="a.txt", within_s=0.5)
        assert time.monotonic() - begun < 3
        assert (seen.disposition, signs(seen)) == (Disposition.HOLD, {Sign.TOO_LATE})
        assert child_of(hanging) != pid
        assert hanging.examine(look(LETTER), name="a.txt", within_s=10).disposition is Disposition.PASS


def test_a_judge_that_hangs_before_it_takes_a_large_file() -> None:
    with Examiner(Engines(scanner_wanted=False)) as hanging:
        hanging.examine(look(LETTER))
        os.kill(child_of(hanging), signal.SIGSTOP)
        begun = time.monotonic()
        seen = hanging.examine(look(bytes(20 << 20)), within_s=0.5)
        assert time.monotonic() - begun < 3
        assert signs(seen) == {Sign.TOO_LATE}


def test_a_judge_that_died_is_replaced() -> None:
    with Examiner(Engines(scanner_wanted=False)) as dying:
        dying.examine(look(LETTER))
        os.kill(child_of(dying), signal.SIGKILL)
        seen = dying.examine(look(LETTER), name="a.txt")
        assert seen.disposition is Disposition.HOLD
        assert signs(seen) <= {Sign.JUDGE_DIED}
        assert dying.examine(look(LETTER), name="a.txt", within_s=10).disposition is Disposition.PASS


def test_memory_is_bounded_by_the_system() -> None:
    """Within these bounds it would hold 240 MB of zeros twice; the system gives it 160."""
    data = a_zip({"a.bin": bytes(240 << 20)})
    wide = Bounds(member_max=1 << 30, unpacked_max=1 << 30, expansion_max=10_000, memory_max=160 << 20)
    with Examiner(Engines(scanner_wanted=False, own_rules=False, bounds=wide)) as small:
        seen = small.examine(look(data), within_s=20)
        assert seen.disposition is Disposition.HOLD
        assert Sign.JUDGE_DIED in signs(seen)
        assert small.examine(look(LETTER), name="a.txt", within_s=10).disposition is Disposition.PASS


def test_no_time_at_all(examiner: Examiner) -> None:
    seen = examiner.examine(look(LETTER), within_s=0)
    assert (seen.disposition, signs(seen)) == (Disposition.HOLD, {Sign.TOO_LATE})


def test_what_was_found_before_it_was_late_is_told(tmp_path: Path) -> None:
    noise = os.urandom(1 << 20)
    data = a_zip({"a.exe": EXE, **{f"{number}.zip": a_zip({"x.bin": noise * 8}) for number in range(3)}})
    wide = Bounds(expansion_max=100_000)
    (tmp_path / "slow.yar").write_text(
        "rule slow { condition: filesize > 1MB and filesize < 9MB"
        " and for all i in (0..10000000000) : (uint8(i % 1024) < 256) }"
    )
    with Examiner(Engines(scanner_wanted=False, bounds=wide, rules=tmp_path)) as slow:
        slow.examine(look(LETTER))
        seen = slow.examine(look(data), name="a.zip", within_s=3)
    assert seen.disposition is Disposition.HOLD
    assert signs(seen) >= {Sign.TOO_LATE, Sign.PROGRAM}
    assert seen.milliseconds < 6_000


MIB = 1 << 20
COSTLY = {
    "an object that is nothing but braces": (b"{\\rtf1{\\*\\objdata " + b"{}" * (14 * MIB), "a.rtf"),
    "an element with a million attributes": (
        b'<?xml version="1.0"?><a ' + b" ".join(b'a%d="x"' % number for number in range(MIB)) + b"/>",
        "a.xml",
    ),
    "a table of formulas that are none": (b"\n=a|" * (7 * MIB) + b"!", "a.csv"),
    "a PDF of nothing but names": (b"%PDF-1.7\n" + b"/#41#42#43#44#45#46" * (3 * MIB // 2), "a.pdf"),
    "a mail of nothing but a header": (b"From: a\nTo: b\n" + b" x\n" * (8 * MIB), "a.eml"),
}


@pytest.mark.parametrize("name", COSTLY)
def test_what_is_made_to_cost_time_is_given_up(name: str, examiner: Examiner) -> None:
    data, called = COSTLY[name]
    examiner.examine(look(LETTER), within_s=10)  # so that a process ended by the one before is there again
    begun = time.monotonic()
    seen = examiner.examine(look(data), name=called, within_s=0.6)
    assert time.monotonic() - begun < 3
    assert (seen.disposition, signs(seen)) == (Disposition.HOLD, {Sign.TOO_LATE})


def test_more_files_than_processes(examiner: Examiner) -> None:
    answers: list[FileSeen] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(examiner.examine(look(LETTER), name="a.txt", within_s=30))
        )
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [seen.disposition for seen in answers] == [Disposition.PASS] * 12


def test_the_judge_sees_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLINE_TEST_SECRET", "x")
    with Examiner(Engines()) as made:
        environment = Path(f"/proc/{child_of(made)}/environ").read_bytes()
    assert b"FAIRLINE_TEST_SECRET" not in environment


def test_nothing_is_left_when_it_closes() -> None:
    with Examiner(Engines(processes=2)) as made:
        pid = child_of(made)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_is_set_up_wrong_is_said(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match="clamd: found"):
        Examiner(Engines(clamd="nonsense"))
    with pytest.raises(FairlineError, match="found no such folder"):
        Examiner(Engines(rules=tmp_path / "nowhere"))
    with pytest.raises(FairlineError, match="found no list"):
        Examiner(Engines(lists=(tmp_path / "nowhere",)))


def test_a_fault_of_ours_is_told_and_holds_the_file() -> None:
    def fail(data: bytes, within_s: float) -> list[tuple[str, bool]]:
        raise ValueError("of the content")

    report = worker.answer(Job("a.txt", None, 5.0, LETTER), Bounds(), fail)
    (mark,) = report.marks
    assert mark.sign is Sign.JUDGE_DIED
    assert str(mark.value).startswith("ValueError at test_files_examiner.py:")
    assert MEANINGS[mark.sign].holds


def test_a_fault_of_ours_is_logged_without_the_content(
    examiner: Examiner, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = Child.answer
    fault = Report(None, [Mark(Sign.JUDGE_DIED, 0, "ValueError at x.py:1")], 0, 1, False)
    monkeypatch.setattr(Child, "answer", lambda self, until: (real(self, until), fault)[1])
    seen = examiner.examine(look(LETTER), name="a.txt")
    assert (seen.disposition, seen.judged) == (Disposition.HOLD, False)
    assert caplog.messages == ["a file could not be judged: ValueError at x.py:1"]
