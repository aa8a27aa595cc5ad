"""Zoom Contact Center AUP, clause d: no viruses. Verdicts and lists decide; three are the catalogue's."""

import pytest

from fairline.clauses.d_interference.attached_files import CLAUSE
from fairline.facts import File, HashList, Verdict
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import (
    DAY,
    MONDAY,
    TICK,
    Case,
    check,
    decisions,
    happened,
    names,
    one_is_enough,
    said,
    stance,
)

ONE, THREE = "malicious-file", "three-malicious-files"
BAD = {"user": "u1", "verdict": Verdict.MALICIOUS, "sha256": "a1"}
KEYS = {
    "another user is found apart": {"user": "u2"},
    "without a user it is found all the same": {"user": None},
}
SINGLE: dict[str, Case] = one_is_enough(
    File,
    BAD,
    keys=KEYS,
    excused={
        "a clean file": {"verdict": Verdict.CLEAN},
        "a scanner that did not answer": {"verdict": None},
        "a scanner that does not know": {"verdict": Verdict.UNKNOWN},
        "child abuse is another clause's": {"verdict": None, "hash_list": HashList.CHILD_ABUSE},
    },
) | {
    "a hash on the list of malware is enough": (
        happened(File, user="u1", verdict=Verdict.CLEAN, hash_list=HashList.MALWARE), [(1, 1)]),
}  # fmt: skip


def different(number: int, first: int = 0, **fields: object) -> list[File]:
    """Return so many malicious files, each another."""
    return [
        file for each in range(first, first + number)
        for file in happened(File, **{**BAD, "sha256": f"hash-{each}", **fields})
    ]  # fmt: skip


TWO = different(2)
SEVERAL: dict[str, Case] = {
    "two different ones are below the limit": (TWO, []),
    "three are the limit, and past it": (different(3), [(3, 3)]),
    "one file nine times is one": (happened(File, 9, **BAD), []),
    "clean files do not count": (TWO + different(9, 5, verdict=Verdict.CLEAN), []),
    "nor those nobody knows": (TWO + different(9, 5, verdict=None), []),
    "nor those without a hash": (TWO + happened(File, 9, **{**BAD, "sha256": None}), []),
    "the last moment of the day counts": (TWO + different(1, 5, start=MONDAY + DAY - TICK), [(3, 3)]),
    "the first after it does not": (TWO + different(1, 5, start=MONDAY + DAY), []),
    "two users do not add up": (TWO + different(2, 5, user="u2"), []),
    "nor do two accounts": (TWO + different(2, 5, account="beta"), []),
    "without a user they add up under none": (different(3, user=None), [(3, 3)]),
    "no account, no measure": (different(9, account=None), []),
}


@pytest.mark.parametrize("name", SINGLE)
def test_one(name: str) -> None:
    check(CLAUSE, ONE, SINGLE[name])


@pytest.mark.parametrize("name", SEVERAL)
def test_several(name: str) -> None:
    check(CLAUSE, THREE, SEVERAL[name])


def test_the_file_is_refused_and_the_next_passes() -> None:
    clean = happened(File, start=MONDAY + DAY / 4, user="u1", verdict=Verdict.CLEAN)
    unknown = happened(File, start=MONDAY + DAY / 2, user="u1")
    refused, *passed = decisions(CLAUSE, [*happened(File, **BAD), *clean, *unknown])
    assert (refused.act, names(refused)) == (Act.REFUSE, {ONE})
    assert [each.act for each in passed] == [Act.ALLOW, Act.ALLOW]


def test_how_grave_it_is_and_what_may_follow() -> None:
    grave = Severity.CRITICAL
    assert stance(CLAUSE) == {
        ONE: (grave, Answer.HOLD, Act.REFUSE, Evidence.A, Mode.ENFORCE),
        THREE: (grave, Answer.SUSPEND_NUMBER, Act.ALLOW, Evidence.A, Mode.OBSERVE),
    }


def test_the_restriction_is_called_protective() -> None:
    assert "protective" in CLAUSE.runbook.en
    assert "protectrice" in CLAUSE.runbook.fr


REASONS = {ONE: happened(File, 1200, **BAD), THREE: different(3)}


WORDS: dict[str, tuple[str, str, object]] = {
    ONE: (
        "Malicious files of u1 in 24\u00a0h, by a scanner or a list, each refused: 1,200.",
        "Fichiers malveillants de u1 en 24\u00a0h, selon un moteur ou une liste, chacun refusé\u00a0:"
        " 1\u202f200.",
        1,
    ),
    THREE: (
        "3 different malicious files of u1 in 24\u00a0h; the limit is 3. Protective.",
        "En 24\u00a0h, 3 fichiers malveillants différents de u1\u00a0; la limite est de 3. Mesure de"
        " protection.",
        3,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
