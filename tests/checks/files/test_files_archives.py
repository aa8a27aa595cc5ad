"""Archives: what is in them is judged, what lies or never ends is held, and nothing takes long."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib

import pytest
import zstandard
from made_files import EXE, PNG, a_docx, a_tar, a_zip, an_end, passes, raw_zip, seen, signs, zeros

from fairline.checks.files.bounds import Bounds
from fairline.checks.files.signs import Sign

TEXT = b"Dear all, the meeting is on Monday. " * 20
PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


def nested(levels: int) -> bytes:
    data = a_zip({"a.txt": TEXT})
    for _ in range(levels - 1):
        data = a_zip({"a.zip": data}, zipfile.ZIP_STORED)
    return data


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_zip_of_every_method_of_the_library(method: int) -> None:
    report = seen(a_zip({"a.txt": TEXT, "folder/b.txt": TEXT}, method), "a.zip")
    assert passes(report)
    assert report.depth == 1
    assert Sign.PROGRAM in signs(a_zip({"a.txt": TEXT, "b": EXE}, method), "a.zip")


def test_a_zip_packed_by_zstandard() -> None:
    packed = zstandard.ZstdCompressor().compress(TEXT)
    assert passes(seen(raw_zip([("a.txt", 93, packed, len(TEXT), zlib.crc32(TEXT))]), "a.zip"))


def test_a_method_that_is_not_read_is_held() -> None:
    assert signs(raw_zip([("a.txt", 9, b"xx", 2, 0)]), "a.zip") == {Sign.UNREAD}


def test_zip64() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(TEXT)
    assert passes(seen(out.getvalue(), "a.zip"))
    plain = a_zip({"a.txt": TEXT})
    at = plain.rindex(b"PK\x05\x06")
    size, begins = struct.unpack_from("<2L", plain, at + 12)
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, begins)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert passes(seen(plain[:at] + wide + locator + end, "a.zip"))
    assert Sign.BROKEN in signs(plain[:at] + end, "a.zip")


def test_a_zip_after_other_bytes_is_opened_all_the_same() -> None:
    assert Sign.PROGRAM in signs(PNG + a_zip({"a": EXE}), "a.png")


def test_comments_and_folders() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.mkdir("folder")
        archive.writestr("folder/a.txt", TEXT)
        archive.comment = b"PK\x05\x06 is how it ends"
    assert passes(seen(out.getvalue(), "a.zip"))


def sealed() -> bytes:
    """A zip whose entry says that it is encrypted, in header and table."""
    data = bytearray(raw_zip([("a.txt", 8, bytes(40), 30, 1)]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_encrypted_entries() -> None:
    assert signs(sealed(), "a.zip") == {Sign.ENCRYPTED}
    assert signs(raw_zip([("a.txt", 99, bytes(40), 30, 1)]), "a.zip") == {Sign.ENCRYPTED}


def other_name(data: bytes) -> bytes:
    return data.replace(b"a.txt", b"b.txt", 1)


LIES = {
    "another name in the header": other_name(a_zip({"a.txt": TEXT})),
    "another size in the table": raw_zip([("a.txt", 0, TEXT, len(TEXT) - 1, zlib.crc32(TEXT))]),
    "another sum": raw_zip([("a.txt", 0, TEXT, len(TEXT), 1)]),
    "an entry that the table leaves out": (
        lambda one: one[: one.index(b"PK\x01\x02")] + raw_zip([("b.txt", 0, b"b", 1, zlib.crc32(b"b"))])
    )(a_zip({"a.txt": TEXT})),
    "a table that points nowhere": (lambda two: two[:9] + two[9:].replace(b"PK\x03\x04", b"PK\x03\x05"))(
        a_zip({"a.txt": TEXT, "b.txt": TEXT})
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_a_table_that_lies(name: str) -> None:
    assert Sign.LIES in signs(LIES[name], "a.zip")


def test_an_entry_hidden_between_two() -> None:
    one = a_zip({"a.txt": TEXT, "hidden.txt": TEXT, "c.txt": TEXT})
    table = one.index(b"PK\x01\x02")
    second = one.index(b"PK\x01\x02", table + 4)
    third = one.index(b"PK\x01\x02", second + 4)
    end = one.index(b"PK\x05\x06")
    kept = one[table:second] + one[third:end]
    assert Sign.LIES in signs(one[:table] + kept + an_end(2, len(kept), table), "a.zip")


def test_entries_that_overlap() -> None:
    """One packed body and many entries in the table that point at it."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(TEXT) + packed.flush()
    one = raw_zip([("a.txt", 8, body, len(TEXT), zlib.crc32(TEXT))])
    table = one[one.index(b"PK\x01\x02") : one.index(b"PK\x05\x06")]
    data = (
        one[: one.index(b"PK\x01\x02")] + table * 50 + an_end(50, len(table) * 50, one.index(b"PK\x01\x02"))
    )
    report = seen(data, "a.zip")
    assert Sign.OVERLAP in {mark.sign for mark in report.marks}
    assert report.expansion >= 5


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "..\\a.txt", "C:\\a.txt"])
def test_paths_that_lead_out(name: str) -> None:
    assert Sign.ESCAPES in signs(raw_zip([(name, 0, b"x", 1, zlib.crc32(b"x"))]), "a.zip")
    assert Sign.ESCAPES in signs(a_tar({name: b"x"}), "a.tar") or name.startswith("/")


def test_the_depth_is_told_and_five_are_allowed() -> None:
    assert [seen(nested(levels), "a.zip").depth for levels in (1, 3, 5)] == [1, 3, 5]
    assert passes(seen(nested(5), "a.zip"))
    six = seen(nested(6), "a.zip")
    assert six.depth == 6
    assert [mark.sign for mark in six.marks] == [Sign.NESTED]


def test_a_tar_in_a_stream_is_one_archive_and_in_a_zip_two() -> None:
    assert seen(gzip.compress(a_tar({"a.txt": TEXT})), "a.tar.gz").depth == 1
    assert seen(a_zip({"a.tar": a_tar({"a.txt": TEXT})}), "a.zip").depth == 2
    assert seen(a_zip({"a.docx": a_docx()}), "a.zip").depth == 1
    assert seen(a_docx(), "a.docx").depth == 0


def test_the_ratio_is_of_the_whole_and_a_hundred_are_allowed() -> None:
    one = ("a.txt", 8, zeros(1), 1 << 20, zlib.crc32(bytes(1 << 20)))
    told = []
    for number in range(7_500, 9_500, 100):
        noise = bytes(place * 7919 % 251 for place in range(number))
        data = raw_zip([one, ("b.txt", 0, noise, len(noise), zlib.crc32(noise))])
        report = seen(data, None)
        assert report.expansion == ((1 << 20) + number) // len(data)
        told.append((report.expansion, Sign.BOMB in {mark.sign for mark in report.marks}))
    assert {(101, True), (100, False)} <= set(told)
    assert all(bomb is (expansion > 100) for expansion, bomb in told)


def quick(data: bytes, name: str, expected: set[Sign], within_s: float = 10.0) -> None:
    """It is held for one of ``expected``, soon, and with little memory beyond what the bounds allow."""
    tracemalloc.start()
    begun = time.monotonic()
    report = seen(data, name)
    spent, peak = time.monotonic() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {mark.sign for mark in report.marks} & expected, report
    assert not passes(report)
    assert spent < within_s, f"{spent:.1f} s"
    assert peak < 200 << 20, f"{peak >> 20} MiB"


def test_ten_gibibytes_of_zeros() -> None:
    data = raw_zip([("a.txt", 8, zeros(10 << 10), 10 << 30, 0)])
    assert len(data) < 12 << 20
    quick(data, "a.zip", {Sign.BOMB})


def test_zeros_in_every_stream() -> None:
    one = bytes(64 << 20)
    quick(gzip.compress(one, 9), "a.gz", {Sign.BOMB})
    quick(bz2.compress(one), "a.bz2", {Sign.BOMB})
    quick(lzma.compress(one, preset=0), "a.xz", {Sign.BOMB})
    quick(zstandard.ZstdCompressor(level=19).compress(one), "a.zst", {Sign.BOMB})


def test_a_bomb_in_layers() -> None:
    """Sixteen of sixteen of sixteen, and a layer more: each small, all together 64 GiB."""
    data = raw_zip([(f"{n}.txt", 8, zeros(16), 16 << 20, zlib.crc32(bytes(16 << 20))) for n in range(16)])
    for _ in range(3):
        data = a_zip({f"{number}.zip": data for number in range(16)})
    quick(data, "a.zip", {Sign.BOMB, Sign.NESTED})


def test_many_equal_entries() -> None:
    quick(a_zip({f"{number}.txt": b"" for number in range(10_001)}), "a.zip", {Sign.TOO_MANY})
    quick(a_tar({f"{number}.txt": b"" for number in range(10_001)}), "a.tar", {Sign.TOO_MANY})


def sixty_deep() -> bytes:
    """Deeper than anybody opens: a file that unpacks to itself looks no different at the sixth level."""
    body = a_zip({"a.txt": TEXT}, zipfile.ZIP_STORED)
    for _ in range(60):
        body = a_zip({"a.zip": body}, zipfile.ZIP_STORED)
    return body


def test_what_nests_without_end() -> None:
    quick(sixty_deep(), "a.zip", {Sign.NESTED})
    deep = TEXT
    for _ in range(60):
        deep = a_tar({"a.tar": deep}, tarfile.USTAR_FORMAT)
    quick(deep, "a.tar", {Sign.NESTED})
    deep = TEXT
    for _ in range(60):
        deep = gzip.compress(deep)
    quick(deep, "a.gz", {Sign.NESTED})


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_tars_of_every_form(form: int) -> None:
    name = "folder/" * 12 + "a.txt"
    assert passes(seen(a_tar({name: TEXT}, form), "a.tar"))
    assert Sign.DOUBLE_ENDING in signs(a_tar({"folder/" * 12 + "a.pdf.exe": TEXT}, form), "a.tar")


def test_a_tar_with_links_and_holes() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("a")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    assert Sign.ESCAPES in signs(out.getvalue(), "a.tar")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("a")
        member.type = tarfile.GNUTYPE_SPARSE
        archive.addfile(member)
    assert Sign.UNREAD in signs(out.getvalue(), "a.tar")


def test_a_tar_whose_sum_is_wrong() -> None:
    data = bytearray(a_tar({"a.txt": TEXT}))
    data[150] ^= 1
    assert Sign.BROKEN in signs(bytes(data), "a.tar")


@pytest.mark.parametrize("ending", PACKERS)
def test_streams(ending: str) -> None:
    pack = PACKERS[ending]
    assert passes(seen(pack(TEXT), f"a.txt.{ending}"))
    assert passes(seen(pack(TEXT) + pack(TEXT), f"a.txt.{ending}")), "two streams, one after the other"
    assert Sign.PROGRAM in signs(pack(EXE), f"a.{ending}")
    assert Sign.PROGRAM in signs(pack(EXE[:50]) + pack(EXE[50:]), f"a.{ending}")
    assert Sign.FALSE_NAME in signs(pack(PNG), f"a.txt.{ending}")
    assert not passes(seen(pack(TEXT) + b"and more", f"a.txt.{ending}"))
    for cut in range(10, len(pack(TEXT)), 7):
        assert not passes(seen(pack(TEXT)[:cut], f"a.txt.{ending}")), cut


def test_a_zip_cut_anywhere_never_passes() -> None:
    data = a_zip({"a.txt": TEXT, "b.txt": TEXT})
    for cut in range(1, len(data)):
        assert not passes(seen(data[:cut], "a.zip")), cut


def test_a_tar_cut_within_its_files_never_passes() -> None:
    data = a_tar({"a.txt": TEXT, "b.txt": TEXT}, tarfile.USTAR_FORMAT)
    ends = 512 + len(TEXT)
    filled = 512 + 1024
    for cut in (*range(1, ends, 13), *range(filled + 1, filled + ends, 13)):
        if cut % 512:
            assert not passes(seen(data[:cut], "a.tar")), cut
    assert passes(seen(data[:ends], "a.tar")), "what fills the last block is nobody's"


def test_what_is_larger_than_a_member_may_be_is_counted_and_held() -> None:
    noise = bytes(number * 7919 % 251 for number in range(3 << 20))
    bounds = Bounds(member_max=1 << 20)
    report = seen(a_zip({"a.txt": noise}), "a.zip", bounds=bounds)
    assert Sign.TOO_LARGE in {mark.sign for mark in report.marks}
    assert (
        seen(a_zip({"a.txt": noise}), "a.zip", bounds=Bounds(unpacked_max=2 << 20)).marks[0].sign
        is Sign.TOO_LARGE
    )


def test_what_is_late_is_held() -> None:
    from fairline.checks.files.walk import judged

    report = judged(
        a_zip({f"{number}.txt": TEXT for number in range(500)}), "a.zip", None, Bounds(), 0.001, None
    )
    assert [mark.sign for mark in report.marks] == [Sign.TOO_LATE]
