"""Bulk likeness: one blast is one whatever is changed in it, two are two; state and time are bounded."""

import gzip
import json
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.blasts import TEXTS, blast
from fairline.checks.gate import Ground, Look, Shut, enter
from fairline.checks.text.likeness import ALIKE_MIN, Blasts, likeness
from fairline.checks.text.plain import plain
from fairline.checks.text.templates import hashed, template
from fairline.facts import Basis

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PARCEL = (
    "Hi Anna, your parcel A123 could not be delivered."
    " Please pay the fee of $2.99 at https://a1.example/x now."
)


def look(text: str, basis: Basis = Basis.CUSTOMER) -> Look:
    return enter("m", Ground(basis=basis), text.encode())


def hashed_of(text: str) -> str | None:
    return hashed(template(text))


def test_a_template_has_neither_names_nor_numbers() -> None:
    wanted = "hi <0> your parcel <0> could not be delivered please pay the fee of <0> at <l> now"
    assert template(PARCEL) == wanted
    text = "Bonjour Mme Durand, votre rendez-vous le lundi 12/05 à 14h30 avec le Dr Petit : a@b.example."
    assert template(text) == "bonjour <0> votre rendez vous le <0> a <0> avec le <0> <a>"
    assert template("SALE! ALL SHOES HALF PRICE") == "sale all shoes half price"
    assert template("!!! ...") == ""


def test_the_hash_is_that_of_the_template_and_stays() -> None:
    other = (
        PARCEL.replace("Anna", "Bob")
        .replace("A123", "77-XY")
        .replace("$2.99", "€12")
        .replace("a1.ex", "zz.ex")
    )
    assert hashed_of(other) == hashed_of(PARCEL)
    assert hashed_of(PARCEL) == "77f90d61d85492cd8d52875481971889"
    assert hashed_of(PARCEL.replace("pay", "send")) != hashed_of(PARCEL)
    assert hashed_of("... !") is None


@pytest.mark.parametrize("disguised", [0.0, 0.1])
def test_made_up_blasts_are_told_apart(disguised: float) -> None:
    """Names, sums, links and words change, and one letter in ten is disguised."""
    made = [list(islice(blast(text, seed, disguised=disguised), 12)) for seed, text in enumerate(TEXTS)]
    plains = [[plain(each) for each in group] for group in made]
    same = [likeness(group[0], other) >= ALIKE_MIN for group in plains for other in group[1:]]
    apart = [
        likeness(one[0], other[0]) >= ALIKE_MIN for one in plains for other in plains if one is not other
    ]
    assert sum(same) >= 0.99 * len(same)
    assert not any(apart)


def test_a_blast_is_counted_by_key() -> None:
    blasts = Blasts(HOUR)
    for number, text in enumerate(islice(blast(TEXTS[0], 1, disguised=0.05), 40), start=1):
        found = blasts.alike(look(text), "one", NOON + timedelta(seconds=number))
        assert found is not None
        assert found.count == number
        assert found.first_at == NOON + timedelta(seconds=1)
    other = blasts.alike(look(TEXTS[0]), "two", NOON)
    assert other is not None
    assert other.count == 1
    apart = blasts.alike(look(TEXTS[3].format(name="Tom", sum="$5", day="Monday", link="x")), "one", NOON)
    assert apart is not None
    assert apart.count == 1


def test_a_window_slides() -> None:
    blasts = Blasts(HOUR)
    counts = []
    for minutes in (0, 30, 59, 60, 90, 200):
        found = blasts.alike(look(PARCEL), "one", NOON + timedelta(minutes=minutes))
        assert found is not None
        counts.append(found.count)
    assert counts == [1, 2, 3, 3, 3, 1]


def test_a_late_message_is_counted_in_its_own_time_or_told_to_be_late() -> None:
    blasts = Blasts(HOUR)
    for minutes, wanted in (
        (0, (1, False)),
        (50, (2, False)),
        (20, (3, False)),
        (70, (3, False)),
        (5, (3, True)),
    ):
        found = blasts.alike(look(PARCEL), "one", NOON + timedelta(minutes=minutes))
        assert found is not None
        assert (found.count, found.late) == wanted


@given(st.lists(st.integers(0, 400), max_size=60))
def test_counts_are_those_of_counting_slowly(minutes: list[int]) -> None:
    blasts, latest, seen = Blasts(HOUR), 0, Counter[int]()
    for minute in minutes:
        latest = max(latest, minute)
        if minute > latest - 60:
            seen[minute] += 1
        found = blasts.alike(look(PARCEL), "one", NOON + timedelta(minutes=minute))
        assert found is not None
        assert found.count == sum(count for at, count in seen.items() if at > latest - 60)


def test_too_little_is_not_told() -> None:
    blasts = Blasts(HOUR)
    for text in ("", "ok", "ok see you", "1234 5678 9012 3456 7890", "\ufffd" * 100, "👍" * 50):
        assert blasts.alike(look(text), "one", NOON) is None
    assert blasts.size() == (0, 0)


def test_state_is_bounded() -> None:
    blasts = Blasts(HOUR, keys_max=3, blasts_max=4)
    words = "abcdefghijklmnopqrst"
    for number in range(30):
        text = " ".join(words[number % 20] * 5 + words[(number + at) % 20] * at for at in range(2, 9))
        blasts.alike(look(text), f"key {number % 5}", NOON)
        blasts.alike(look(text), "busy", NOON)
    keys, kept = blasts.size()
    assert keys == 3
    assert kept <= 12
    busy = blasts._keys["busy"]
    assert sum(len(each) for each in busy.bands.values()) == sum(
        len(each.bands) for each in busy.blasts.values()
    )


def test_a_million_of_one_blast_cost_no_more_than_one() -> None:
    blasts = Blasts(HOUR)
    for number in range(500):
        blasts.alike(look(PARCEL), "one", NOON + timedelta(seconds=number))
    (kept,) = blasts._keys["one"].blasts.values()
    assert len(kept.counts) <= 60


def test_a_window_shorter_than_a_minute_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted at least a minute"):
        Blasts(timedelta(seconds=59))


def test_the_gate_holds() -> None:
    with pytest.raises(Shut):
        Blasts(HOUR).alike(look(PARCEL, Basis.METADATA), "one", NOON)


@pytest.mark.parametrize(
    "piece", ["a-", "a.", "-", "A b ", "1-", "Hi Tom ", "www.", "a@", "<n> ", "\u200b", "é "]
)
def test_long_texts_end_soon(piece: str) -> None:
    begun = time.process_time()
    Blasts(HOUR).alike(look(piece * (5_000_000 // len(piece.encode()))), "one", NOON)
    assert time.process_time() - begun < 5


def test_robocalls_of_one_campaign(shared: Path) -> None:
    """Pairs that we take for one blast are of one campaign; of a campaign's pairs four in ten are found.

    Its campaigns were made by listeners and hold different parts of a recording, which share no words.
    """
    with gzip.open(shared / "data/robocall_ftc/transcripts.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    blasts = Blasts(HOUR)
    groups: dict[str, list[int]] = {}
    for row in rows:
        found = blasts.alike(look(row["text"]), "one", NOON)
        if found is not None:
            groups.setdefault(found.blast, []).append(row["campaign"])
    pairs = sum(len(group) * (len(group) - 1) // 2 for group in groups.values())
    right = sum(n * (n - 1) // 2 for group in groups.values() for n in Counter(group).values())
    there = sum(n * (n - 1) // 2 for n in Counter(row["campaign"] for row in rows).values())
    assert right >= 0.98 * pairs
    assert right >= 0.4 * there
