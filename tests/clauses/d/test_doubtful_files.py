"""Programs, false types, bombs and sealed archives: refused one by one; the numbers are the catalogue's."""

import pytest

from fairline.clauses.d_interference.doubtful_files import CLAUSE
from fairline.facts import File
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import (
    DAY,
    MONDAY,
    Case,
    check,
    decisions,
    happened,
    names,
    one_is_enough,
    said,
    stance,
)

RUNS, BOMB, SEALED = "disguised-file", "archive-bomb", "sealed-archive-of-a-stranger"
KEYS = {
    "another user is found apart": {"user": "u2"},
    "without a user it is found all the same": {"user": None},
}
PROGRAM = {"user": "u1", "executable": True}
DEEP = {"user": "u1", "depth": 6}
STRANGE = {"user": "u1", "encrypted": True, "new_sender": True}
ROWS: dict[str, dict[str, Case]] = {
    RUNS: one_is_enough(
        File, PROGRAM, keys=KEYS,
        excused={"it does not run": {"executable": False}, "nobody looked": {"executable": None}},
    )
    | {
        "another type than it says": (happened(File, user="u1", type_mismatch=True), [(1, 1)]),
        "the type that it says": (happened(File, 9, user="u1", type_mismatch=False), []),
    },
    BOMB: one_is_enough(
        File, DEEP, keys=KEYS,
        excused={"five levels are allowed": {"depth": 5}, "nobody looked": {"depth": None}},
    )
    | {
        "a hundred times its size is allowed": (happened(File, 9, user="u1", expansion=100), []),
        "more is not": (happened(File, user="u1", expansion=101), [(1, 1)]),
    },
    SEALED: one_is_enough(
        File, STRANGE, keys=KEYS,
        excused={
            "it is not encrypted": {"encrypted": False},
            "nobody knows whether it is": {"encrypted": None},
            "the sender is known": {"new_sender": False},
            "nobody knows the sender": {"new_sender": None},
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in ROWS for name in ROWS[rule]])
def test_doubtful_files(rule: str, name: str) -> None:
    check(CLAUSE, rule, ROWS[rule][name])


def test_what_is_found_before_it_passes() -> None:
    plain = happened(File, start=MONDAY + DAY / 2, user="u1", executable=False, depth=1)
    facts = [*happened(File, **PROGRAM), *happened(File, start=MONDAY + DAY / 4, **DEEP), *plain]
    answers = decisions(CLAUSE, facts)
    assert [names(each) for each in answers] == [{RUNS}, {BOMB}, set()]
    assert {each.act for each in answers} == {Act.ALLOW}


def test_how_grave_it_is_and_what_may_follow() -> None:
    ask, look = Answer.CHALLENGE, Mode.OBSERVE
    assert stance(CLAUSE) == {
        RUNS: (Severity.MAJOR, ask, Act.REFUSE, Evidence.B, look),
        BOMB: (Severity.MAJOR, ask, Act.REFUSE, Evidence.B, look),
        SEALED: (Severity.MINOR, ask, Act.REFUSE, Evidence.B, look),
    }


REASONS = {RUNS: PROGRAM, BOMB: DEEP, SEALED: STRANGE}


WORDS: dict[str, tuple[str, str, object]] = {
    RUNS: (
        "Files of u1 in 24\u00a0h that run or are of another type than they say: 1.",
        "Fichiers de u1 en 24\u00a0h qui s'exécutent ou mentent sur leur type\u00a0: 1.",
        1,
    ),
    BOMB: (
        "Archives of u1 in 24\u00a0h that nest or unpack beyond all measure: 1.",
        "Archives de u1 en 24\u00a0h qui s'emboîtent ou gonflent sans mesure\u00a0: 1.",
        1,
    ),
    SEALED: (
        "Encrypted files of u1 in 24\u00a0h from a sender never seen before: 1.",
        "Fichiers chiffrés de u1 en 24\u00a0h, d'un expéditeur inconnu\u00a0: 1.",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(File, **REASONS[rule])) == WORDS[rule]
