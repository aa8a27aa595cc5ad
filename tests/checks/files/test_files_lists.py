"""Lists of hashes: what is on them is found, what is wrong with them is said, and they take little memory."""

import random
import tracemalloc
from datetime import date
from hashlib import md5, sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairline.checks.files import hash_lists
from fairline.checks.files.hash_lists import Digests, load
from fairline.facts import FairlineError, HashList

HEAD = "# name: our list\n# day: 2026-11-28\n# list: malware\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "list.txt"
    path.write_text(text)
    return path


def packed(data: bytes) -> list[bytes]:
    return [md5(data).digest(), sha256(data).digest()]


def test_both_kinds_of_digests_in_any_case_with_what_follows(tmp_path: Path) -> None:
    one, other = md5(b"one").hexdigest(), sha256(b"other").hexdigest().upper()
    listed = load(written(tmp_path, f"{HEAD}\n{one},a name, 12\n{other} *other\n{other}:x\n# the end\n"))
    assert (listed.name, listed.day, listed.of) == ("our list", date(2026, 11, 28), HashList.MALWARE)
    assert listed.version == "our list, 2026-11-28"
    assert len(listed) == 2
    assert [listed.has(packed(data)) for data in (b"one", b"other", b"neither")] == [True, True, False]


def test_an_empty_file_is_on_no_list(tmp_path: Path) -> None:
    listed = load(written(tmp_path, HEAD + md5(b"").hexdigest() + "\n" + sha256(b"").hexdigest() + "\n"))
    assert len(listed) == 0
    assert not listed.has(packed(b""))


WRONG = {
    "no name": (HEAD.replace("# name: our list\n", ""), "found no line '# name: ...'"),
    "no day": (HEAD.replace("# day: 2026-11-28\n", ""), "found no line '# day: ...'"),
    "no day of the calendar": (HEAD.replace("11-28", "11-31"), "day: found '2026-11-31'"),
    "a list of something else": (HEAD.replace("malware", "spam"), "list: found 'spam', wanted one of"),
    "SHA-1": (HEAD + "a" * 40 + "\n", "list.txt:4: found 40 signs, wanted a digest"),
    "no digits": (HEAD + "z" * 32 + "\n", "list.txt:4: found 32 signs"),
    "no ASCII": (HEAD + "é" * 32 + "\n", "found no list of hashes that can be read"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_list_is_said(name: str, tmp_path: Path) -> None:
    text, words = WRONG[name]
    with pytest.raises(FairlineError) as raised:
        load(written(tmp_path, text))
    assert words in str(raised.value)


def test_no_list_there(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match="found no list"):
        load(tmp_path / "nothing")


@given(st.sets(st.binary(min_size=16, max_size=16), max_size=60), st.binary(min_size=16, max_size=16))
def test_bisection_finds_what_a_set_finds(digests: set[bytes], other: bytes) -> None:
    sorted_once = Digests(b"".join(sorted(digests)), 16)
    assert len(sorted_once) == len(digests)
    assert all(digest in sorted_once for digest in digests)
    assert (other in sorted_once) is (other in digests)


def test_a_list_is_sorted_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hash_lists, "PIECE", 100)
    chance = random.Random(7)
    digests = [chance.randbytes(32) for _ in range(1_000)]
    listed = load(written(tmp_path, HEAD + "".join(f"{digest.hex()}\n" for digest in digests + digests[:50])))
    assert len(listed) == 1_000
    assert all(listed.has([digest]) for digest in digests)


def test_memory_is_that_of_the_digests_and_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorted in pieces, digests are held twice, and one piece as objects of some 100 bytes."""
    number, piece = 80_000, 10_000
    monkeypatch.setattr(hash_lists, "PIECE", piece)
    path = written(tmp_path, HEAD)
    with path.open("a") as lines:
        lines.writelines(f"{place * 2654435761 % (1 << 256):064x}\n" for place in range(number))
    tracemalloc.start()
    listed = load(path)
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(listed) == number
    assert now < 1.1 * 32 * number
    assert peak < 2.5 * 32 * number + 250 * piece, f"{peak / number:.0f} bytes a digest"
