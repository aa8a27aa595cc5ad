"""The fuzz in short; ``make fuzz`` has the long form."""

import random

import pytest

from fuzz import mirrors
from fuzz.__main__ import block, message


@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_fuzz(seed: int) -> None:
    block(random.Random(seed), 1_500)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_fuzz_of_mirrors_and_questions(seed: int) -> None:
    chance = random.Random(seed)
    mirrors.block([message(chance) for _ in range(800)], chance)


def test_it_makes_messages_of_both_kinds() -> None:
    chance = random.Random(3)
    made = [message(chance) for _ in range(300)]
    assert (
        50 < sum(data.startswith(b"INVITE sip:+12025550123@example.com SIP/2.0\r\n") for data in made) < 250
    )
    assert len(set(made)) > 250
