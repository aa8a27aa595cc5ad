"""The fuzz in short; ``make fuzz`` has the long form."""

import logging
import random

import pytest

from fuzz import bodies, mirrors
from fuzz.__main__ import LINES_MAX, block, message, work


@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_fuzz(seed: int) -> None:
    block(random.Random(seed), 1_500)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_fuzz_of_mirrors_and_questions(seed: int) -> None:
    chance = random.Random(seed)
    mirrors.block([message(chance) for _ in range(800)], chance)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_fuzz_of_bodies(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    statuses = bodies.block(1200, random.Random(seed))
    assert {200, 401, 415, 422} <= statuses.keys(), "some come through, and the others at every stage"
    assert statuses[200] > 200
    assert not caplog.records


def test_a_fault_behind_the_port_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: bodies.Memory, facts: object) -> None:
        raise ValueError

    monkeypatch.setattr(bodies.Memory, "observe", fails)
    with pytest.raises(AssertionError, match=r"^500 to Posted"):
        bodies.block(100, random.Random(1))


def test_a_log_that_floods_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def floods(number: int, count: int, seed: int) -> None:
        for _ in range(count):
            logging.getLogger("fairline.ports.sip").warning("again")

    monkeypatch.setattr("fuzz.__main__.mixed", floods)
    work([0], LINES_MAX, 1)
    with pytest.raises(AssertionError, match="into the log"):
        work([0], LINES_MAX + 1, 1)


def test_memory_that_grows_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bytes] = []

    def leaks(number: int, count: int, seed: int) -> None:
        kept.append(b"x" * (2_000_000 if number else 1))

    monkeypatch.setattr("fuzz.__main__.mixed", leaks)
    with pytest.raises(AssertionError, match="a block kept 2"):
        work([0, 0, 1], 1, 1)


def test_the_same_numbers_are_the_same_inputs() -> None:
    made = [[message(random.Random(f"42-{number}")) for number in (3, 4)] for _ in range(2)]
    assert made[0] == made[1]
    assert made[0][0] != made[0][1]


def test_it_makes_messages_of_both_kinds() -> None:
    chance = random.Random(3)
    made = [message(chance) for _ in range(300)]
    assert (
        50 < sum(data.startswith(b"INVITE sip:+12025550123@example.com SIP/2.0\r\n") for data in made) < 250
    )
    assert len(set(made)) > 250
