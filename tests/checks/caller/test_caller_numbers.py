"""Numbers that never call: what the list says, what the plan says, and what somebody said before."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stir_made import NOW

from fairline.checks.caller import numbers
from fairline.checks.caller.numbers import NeverCalling, ShownNumbers, plan_line
from fairline.facts import FairlineError, Line, Number

LISTED, PREMIUM, ORDINARY, NOBODY = "+18005550100", "+19002345678", "+12025550123", "+12225550123"
LIST = """# numbers that never call
day 2026-11-01
+18005550100   # inbound only
+33800000000

+4470*         # personal numbers
"""


def listed(tmp_path: Path, text: str = LIST) -> NeverCalling:
    path = tmp_path / "dno.txt"
    path.write_text(text, encoding="utf-8")
    return NeverCalling.of(path)


def test_a_list_has_numbers_beginnings_and_a_day(tmp_path: Path) -> None:
    of = listed(tmp_path)
    assert (len(of), of.day) == (3, date(2026, 11, 1))
    found = [each in of for each in (LISTED, "+33800000000", "+447012345678", "+4470")]
    assert found == [True] * 4
    others = ("+18005550101", "+1800555010", "+4471234567", "+447", "18005550100", "+4470*", "", None, 5)
    assert [each in of for each in others] == [False] * 9


WRONG = {
    "nothing": ("", "wanted its day first"),
    "only words for people": ("# nothing\n", "wanted its day first"),
    "no day": ("+18005550100\n", r"found '\+18005550100' in line 1, wanted its day first"),
    "a day that is none": ("day 2026-02-30\n", "wanted its day first"),
    "a word": ("day 2026-11-01\nabc\n", "found 'abc' in line 2"),
    "a national number": ("day 2026-11-01\n8005550100\n", "in line 2"),
    "a star alone": ("day 2026-11-01\n+*\n", "in line 2"),
    "too many digits": ("day 2026-11-01\n+1234567890123456\n", "in line 2"),
    "another script": ("day 2026-11-01\n+١٢٣\n", "in line 2"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_list_that_is_wrong_says_where(name: str, tmp_path: Path) -> None:
    text, told = WRONG[name]
    with pytest.raises(FairlineError, match=told):
        listed(tmp_path, text)


def test_a_list_that_is_not_there_or_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FairlineError, match="found no file"):
        NeverCalling.of(tmp_path / "none.txt")
    monkeypatch.setattr(numbers, "NUMBERS_MAX", 2)
    assert len(listed(tmp_path, "day 2026-11-01\n+11\n+12\n")) == 2
    with pytest.raises(FairlineError, match="at most 2 of them"):
        listed(tmp_path, "day 2026-11-01\n+11\n+12\n+13\n")


@given(st.sets(st.integers(1, 10**15 - 1), max_size=50), st.integers(1, 10**15 - 1))
def test_a_list_holds_what_it_holds(
    tmp_path_factory: pytest.TempPathFactory, given: set[int], other: int
) -> None:
    path = tmp_path_factory.mktemp("list") / "dno.txt"
    path.write_text("day 2026-11-01\n" + "".join(f"+{each}\n" for each in given))
    of = NeverCalling.of(path)
    assert all(f"+{each}" in of for each in given)
    assert (f"+{other}" in of) == (other in given)


def test_what_the_plan_says() -> None:
    assert plan_line(PREMIUM) is Line.PREMIUM
    assert plan_line(NOBODY) is Line.UNALLOCATED
    assert plan_line(ORDINARY) is None
    assert plan_line("+33899123456") is Line.PREMIUM
    assert plan_line("nonsense") is None


def known(**changes: object) -> Number:
    return Number(id="+1", at=NOW - timedelta(days=1), **changes)  # type: ignore[arg-type]


def test_what_is_learned_of_a_number(tmp_path: Path) -> None:
    of = ShownNumbers(listed(tmp_path), unallocated=True)
    assert of.learned(ORDINARY, None, NOW) is None
    assert of.learned(LISTED, None, NOW) == Number(id=LISTED, at=NOW, do_not_originate=True)
    assert of.learned(PREMIUM, None, NOW) == Number(id=PREMIUM, at=NOW, line_kind=Line.PREMIUM)
    assert of.learned(NOBODY, None, NOW) == Number(id=NOBODY, at=NOW, line_kind=Line.UNALLOCATED)


def test_what_was_known_before_stays(tmp_path: Path) -> None:
    of = ShownNumbers(listed(tmp_path), unallocated=True)
    before = known(account="acme", letter_of="Acme Ltd")
    assert of.learned(LISTED, before, NOW) == Number(
        id="+1", at=NOW, account="acme", letter_of="Acme Ltd", do_not_originate=True
    )
    assert of.learned(LISTED, known(do_not_originate=False), NOW) is None
    assert of.learned(LISTED, known(do_not_originate=True), NOW) is None
    assert of.learned(PREMIUM, known(line_kind=Line.MOBILE), NOW) is None
    assert of.learned(NOBODY, known(account="acme"), NOW) is None


def test_the_plan_is_asked_only_for_what_the_operator_wants() -> None:
    assert ShownNumbers(premium=False).learned(PREMIUM, None, NOW) is None
    assert ShownNumbers().learned(NOBODY, None, NOW) is None
    assert ShownNumbers().learned(LISTED, None, NOW) is None


@given(st.text())
def test_any_text_is_a_number_or_not(text: str) -> None:
    assert ShownNumbers(unallocated=True).learned(text, None, NOW) is None or text.startswith(("+", "＋"))
