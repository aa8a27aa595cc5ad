"""18 U.S.C. 2258A: a hash on the list of child abuse material is enough, and nobody looks."""

from datetime import timedelta

import pytest

from fairline.clauses.c_minors.child_abuse import CLAUSE
from fairline.facts import File, HashList
from fairline.policy import Act, Answer, Evidence, Lang, Mode, Severity
from tests.clauses.happened import MONDAY, Case, check, decisions, happened, one_is_enough, said, stance

RULE = "child-abuse-file"
LISTED = {"user": "u1", "sha256": "ab" * 32, "hash_list": HashList.CHILD_ABUSE}
ROWS: dict[str, Case] = one_is_enough(
    File,
    LISTED,
    window=timedelta(days=7),
    hop=timedelta(hours=2),
    keys={
        "another user is found apart": {"user": "u2"},
        "without a user it is found all the same": {"user": None},
    },
    excused={
        "a file on no list": {"hash_list": HashList.NONE},
        "a file on the list of malware": {"hash_list": HashList.MALWARE},
        "a file that was held against no list": {"hash_list": None},
    },
)


@pytest.mark.parametrize("name", ROWS)
def test_a_file_on_the_list(name: str) -> None:
    check(CLAUSE, RULE, ROWS[name])


def test_the_file_is_refused_and_the_next_one_passes() -> None:
    clean = happened(File, start=MONDAY + timedelta(hours=1), user="u1", hash_list=HashList.NONE)
    unknown = happened(File, start=MONDAY + timedelta(hours=2), user="u1")
    refused, *passed = decisions(CLAUSE, [*happened(File, **LISTED), *clean, *unknown])
    assert (refused.act, refused.answer) == (Act.REFUSE, Answer.SUSPEND_SERVICE)
    assert [(each.act, each.reasons) for each in passed] == [(Act.ALLOW, ()), (Act.ALLOW, ())]


def test_how_grave_it_is_and_what_may_follow() -> None:
    wanted = (Severity.CRITICAL, Answer.SUSPEND_SERVICE, Act.REFUSE, Evidence.A, Mode.ENFORCE)
    assert stance(CLAUSE) == {RULE: wanted}


@pytest.mark.parametrize(("lang", "words"), [
    (Lang.EN, ("Never open", "one year", "NCMEC", "2258A", "[verify")),
    (Lang.FR, ("N'ouvrez", "conservez un an", "NCMEC", "2258A", "vérifier")),
])  # fmt: skip
def test_the_reviewer_never_looks_and_reports(lang: Lang, words: tuple[str, ...]) -> None:
    runbook = CLAUSE.runbook.say(lang)
    assert [word for word in words if word not in runbook] == []


REASONS = {RULE: LISTED}


WORDS: dict[str, tuple[str, str, object]] = {
    RULE: (
        "Files of this user are on a list of child abuse material, by hash: 1.",
        "Des fichiers de cet utilisateur figurent, par leur empreinte, sur une liste d'images d'abus sur"
        " des enfants\u00a0: 1.",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(File, **REASONS[rule])) == WORDS[rule]
