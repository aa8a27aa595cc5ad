"""Flagged texts: redacted in the clear, whole under a key, gone when their time is over."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairline.facts import FairlineError
from fairline.stores.flagged import FILE, KEY, Flagged, FlaggedTexts

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
WHOLE = "call me on +33 6 12 34 56 78"


def text(item: str = "message:m-1", whole: str | None = WHOLE) -> Flagged:
    return Flagged(
        item=item,
        account="acme",
        at=NOW,
        topics=("scam", "bad-link"),
        redacted="call me on [phone]",
        whole=whole,
    )


def test_a_text_is_whole_only_where_it_is_asked_for(tmp_path: Path) -> None:
    texts = FlaggedTexts(tmp_path)
    texts.keep(text(), LATER)
    assert texts.read(["message:m-1"], NOW, whole=False)["message:m-1"] == Flagged(
        item="message:m-1", account="acme", at=NOW, topics=("scam", "bad-link"), redacted="call me on [phone]"
    )
    assert texts.read(["message:m-1"], NOW, whole=True)["message:m-1"] == text()
    assert texts.read(["message:m-2"], NOW, whole=True) == {}


def test_what_is_on_disk_shows_nothing_and_is_its_owners(tmp_path: Path) -> None:
    FlaggedTexts(tmp_path).keep(text(), LATER)
    assert b"12 34 56" not in (tmp_path / FILE).read_bytes()
    for name in (FILE, KEY):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_without_its_key_a_text_stays_redacted(tmp_path: Path) -> None:
    texts = FlaggedTexts(tmp_path)
    texts.keep(text(), LATER)
    (tmp_path / KEY).write_bytes(b"A" * 43 + b"=")
    assert texts.read(["message:m-1"], NOW, whole=True)["message:m-1"].whole is None
    (tmp_path / KEY).unlink()
    assert texts.read(["message:m-1"], NOW, whole=True)["message:m-1"].redacted == "call me on [phone]"


def test_only_the_redacted_text_may_be_kept(tmp_path: Path) -> None:
    FlaggedTexts(tmp_path).keep(text(whole=None), LATER)
    assert not (tmp_path / KEY).exists()
    assert FlaggedTexts(tmp_path).read(["message:m-1"], NOW, whole=True)["message:m-1"].whole is None


def test_a_text_goes_when_its_time_is_over(tmp_path: Path) -> None:
    texts = FlaggedTexts(tmp_path)
    assert texts.forget(NOW) == 0
    texts.keep(text(), LATER)
    texts.keep(text("message:m-2"), NOW + timedelta(days=1))
    assert texts.forget(NOW + timedelta(days=1) - timedelta(seconds=1)) == 0
    assert set(texts.read(["message:m-1", "message:m-2"], NOW + timedelta(days=1), whole=False)) == {
        "message:m-1"
    }
    assert texts.forget(NOW + timedelta(days=1)) == 1
    assert texts.forget(LATER) == 1


def test_the_same_item_again_replaces_it(tmp_path: Path) -> None:
    texts = FlaggedTexts(tmp_path)
    texts.keep(text(), LATER)
    texts.keep(text(whole="another"), LATER)
    assert texts.read(["message:m-1"], NOW, whole=True)["message:m-1"].whole == "another"


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, and long enough to be looked at")
    with pytest.raises(FairlineError, match=FILE):
        FlaggedTexts(tmp_path).keep(text(), LATER)
