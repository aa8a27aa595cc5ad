"""Inputs as they come: packed, cut, in other encodings, with other line ends, through a pipe."""

import gzip
import io
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from fairline.readers.source import HEAD_BYTES, LINE_BYTES_MAX, Source

ROWS = b"".join(b"%d,%d\n" % (n, n * n * 7919) for n in range(50_000))
GZIP = gzip.compress(ROWS)
ZSTD = zstandard.compress(ROWS)
WHOLE = 50_000


def lines(content: bytes) -> list[str]:
    return [text for _, text in Source("x", io.BytesIO(content)).lines()]


def counted(content: bytes) -> tuple[int, str | None]:
    source = Source("x", io.BytesIO(content))
    source.head()
    return len(list(source.lines())), source.damage


UNDAMAGED = {
    "plain": (ROWS, WHOLE),
    "gzip": (GZIP, WHOLE),
    "gzip of several members": (GZIP + GZIP, 2 * WHOLE),
    "gzip filled up with zeros": (GZIP + bytes(512), WHOLE),
    "an empty gzip member": (gzip.compress(b"") + GZIP, WHOLE),
    "zstandard": (ZSTD, WHOLE),
    "zstandard of several frames": (ZSTD + ZSTD + ZSTD, 3 * WHOLE),
    "carriage returns and line feeds": (ROWS.replace(b"\n", b"\r\n"), WHOLE),
    "carriage returns alone": (ROWS.replace(b"\n", b"\r"), WHOLE),
    "no end after the last line": (ROWS.rstrip(b"\n"), WHOLE),
    "UTF-16 of little end": (ROWS.decode().encode("utf-16"), WHOLE),
    "UTF-16 of big end": (b"\xfe\xff" + ROWS.decode().encode("utf-16-be"), WHOLE),
    "nothing": (b"", 0),
    "a byte order mark and nothing": (b"\xef\xbb\xbf", 0),
}


@pytest.mark.parametrize("name", UNDAMAGED)
def test_every_line_is_read(name: str) -> None:
    content, expected = UNDAMAGED[name]
    assert counted(content) == (expected, None)


DAMAGED = {
    "half a gzip file": (GZIP[: len(GZIP) // 2], 0.45),
    "a gzip file without its last byte": (GZIP[:-1], 1.0),
    "a gzip file with other things after it": (GZIP + b"garbage" * 9, 1.0),
    "a gzip file broken in the middle": (GZIP[:80_000] + b"\0\0\0\0" + GZIP[80_004:], 0.1),
    "only the sign of a gzip file": (GZIP[:2], 0.0),
    "half a zstandard file": (ZSTD[: len(ZSTD) // 2], 0.3),
    "a zstandard file without its last byte": (ZSTD[:-1], 0.5),
    "only the sign of a zstandard file": (ZSTD[:4], 0.0),
    "a second zstandard frame that is none": (ZSTD + b"garbage" * 9, 1.0),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_whole_is_read_and_the_damage_is_told(name: str) -> None:
    content, share = DAMAGED[name]
    read, damage = counted(content)
    assert damage
    assert share * WHOLE <= read <= 1.2 * WHOLE  # a broken block may unpack to line ends


@pytest.mark.parametrize("packed", [GZIP, ZSTD], ids=["gzip", "zstandard"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_archive_gives_the_start_of_its_lines_unchanged(packed: bytes, share: float) -> None:
    found = lines(packed[: int(len(packed) * share)])
    assert found[:-1] == ROWS.decode().splitlines()[: max(len(found) - 1, 0)]


def test_a_byte_order_mark_is_no_content() -> None:
    assert lines(b"\xef\xbb\xbfa,b\nc") == ["a,b", "c"]


def test_a_line_that_is_not_utf_8_costs_no_other() -> None:
    assert lines("é\n".encode() + "é\n".encode("latin-1") + b"\x81\n" + "é".encode()) == ["é", "é", "�", "é"]


def test_odd_utf_16_does_not_raise() -> None:
    assert lines(b"\xff\xfea\0b") == ["a�"]


def test_nul_bytes_stay_in_their_line() -> None:
    assert lines(b"a\0b\n\0\0\nc") == ["a\0b", "\0\0", "c"]


def test_a_carriage_return_inside_a_line_does_not_end_it() -> None:
    assert lines(b"a\rb\nc\r\nd") == ["a\rb", "c", "d"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_beyond_the_limit_is_cut_and_the_next_is_whole(encoding: str) -> None:
    content = ("x" * (3 * LINE_BYTES_MAX) + "\nb\n" + "c" * LINE_BYTES_MAX + "\r\nd").encode(encoding)
    found = list(Source("x", io.BytesIO(content)).lines())
    assert [len(text) for _, text in found] == [LINE_BYTES_MAX, 1, LINE_BYTES_MAX, 1]
    assert [number for number, _ in found] == [1, 2, 3, 4]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstandard"])
def test_content_that_unpacks_to_a_thousandfold_is_one_cut_line(pack: object) -> None:
    assert callable(pack)
    assert [len(text) for text in lines(pack(bytes(30_000_000)))] == [LINE_BYTES_MAX]


def test_the_head_is_not_consumed() -> None:
    source = Source("x", io.BytesIO(GZIP))
    assert source.head() == ROWS[:HEAD_BYTES] == source.head()
    assert source.read() == ROWS


@pytest.mark.parametrize("content", [ROWS, GZIP, ZSTD], ids=["plain", "gzip", "zstandard"])
def test_progress_counts_the_stored_bytes(content: bytes) -> None:
    consumed: list[int] = []
    source = Source("x", io.BytesIO(content), on_bytes=consumed.append)
    list(source.lines())
    assert sum(consumed) == len(content)


def test_a_path_holds_all_of_it_however_often_it_is_asked_for() -> None:
    source = Source("x", io.BytesIO(GZIP))
    source.head()
    first, second = source.path(), source.path()
    assert first == second
    assert first.read_bytes() == ROWS
    source.close()
    assert not first.exists()


def test_an_input_that_breaks_off_says_so() -> None:
    class Broken(io.RawIOBase):
        def __init__(self) -> None:
            self.left: list[bytes | OSError] = [b"a,b\nc,", OSError("disk gone")]

        def read(self, size: int = -1) -> bytes:
            block = self.left.pop(0) if self.left else OSError("disk gone")
            if isinstance(block, OSError):
                raise block
            return block

    source = Source("x", Broken())  # type: ignore[arg-type]
    assert [text for _, text in source.lines()] == ["a,b", "c,"]
    assert source.damage == "disk gone"


def test_standard_input_packed_and_piped() -> None:
    code = (
        "from fairline.readers.source import Source\n"
        "s = Source.open('-'); s.head(); print(len(list(s.lines())), s.damage); s.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=GZIP,
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.split() == [b"50000", b"None"]


def test_a_file_that_is_not_there_is_the_operators_fault(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Source.open(str(tmp_path / "nothing.csv"))


@given(
    content=st.binary(max_size=300),
    sign=st.sampled_from([b"", b"\x1f\x8b\x08", ZSTD[:6], b"\xff\xfe", b"\xef\xbb\xbf"]),
)
def test_any_bytes_are_lines(content: bytes, sign: bytes) -> None:
    found = list(Source("x", io.BytesIO(sign + content)).lines())
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert all("\n" not in text for _, text in found)
