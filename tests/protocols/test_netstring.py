"""Netstrings, whole and cut anywhere, and what is none."""

import pytest

from fairline.protocols.netstring import BYTES_MAX, Netstrings, netstring


def test_strings_cut_anywhere_are_the_same() -> None:
    strings = [b"", b"a", b"12:ab,", b"x" * 300]
    data = b"".join(map(netstring, strings))
    assert data.startswith(b"0:,1:a,6:12:ab,,300:xxx")
    for cut in range(len(data) + 1):
        reader = Netstrings()
        assert reader.feed(data[:cut]) + reader.feed(data[cut:]) == strings
        assert reader.lost is None


@pytest.mark.parametrize(
    "data", [b"a", b":,", b"-1:,", b"1 :a,", b"3:abcd", b"99999999", b"%d:" % (BYTES_MAX + 1), b"\0\0\0"]
)
def test_what_is_no_netstring_is_lost_for_good(data: bytes) -> None:
    reader = Netstrings()
    assert reader.feed(netstring(b"good") + data) == [b"good"]
    assert reader.lost is not None
    assert reader.feed(netstring(b"good")) == []
