"""RFC 3264, 4733, 3711: media nobody agreed on, tones beyond a machine's, packets played again."""

import pytest

from fairline.clauses.d_interference.media import CLAUSE
from fairline.facts import Media
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

STRAY, TONES, REPLAYED = "stray-media", "flood-of-tones", "replayed-media"
MAYBE = "harmful-media-maybe-for-help"
NO_HELP = {"call_id": "c1", "emergency": False}
BAD = {
    STRAY: NO_HELP | {"negotiated": False},
    TONES: NO_HELP | {"tones_per_s": 21},
    REPLAYED: NO_HELP | {"replayed": True},
    MAYBE: {"call_id": "c1", "negotiated": False, "emergency": None},
}
KEYS = {
    "another call is found apart": {"call_id": "c2"},
    "without a call's id it is found all the same": {"call_id": None},
}
HELP = {"a call for help is not dropped": {"emergency": True}, "nor one that may be": {"emergency": None}}
FINE: dict[str, dict[str, dict[str, object]]] = {
    STRAY: {"it was agreed on": {"negotiated": True}, "nobody looked": {"negotiated": None}},
    TONES: {"twenty tones are allowed": {"tones_per_s": 20}, "nobody looked": {"tones_per_s": None}},
    REPLAYED: {"nothing came again": {"replayed": False}, "nobody looked": {"replayed": None}},
}
ROWS: dict[str, dict[str, Case]] = {
    rule: one_is_enough(Media, BAD[rule], keys=KEYS, excused=FINE[rule] | HELP) for rule in FINE
} | {
    MAYBE: one_is_enough(
        Media, BAD[MAYBE], keys=KEYS,
        excused={
            "it is no call for help": {"emergency": False},
            "it was agreed on": {"negotiated": True},
            "nobody looked": {"negotiated": None},
        },
    )
    | {
        "a call for help is found": (happened(Media, **BAD[STRAY] | {"emergency": True}), [(1, 1)]),
        "with tones": (happened(Media, **BAD[TONES] | {"emergency": True}), [(1, 1)]),
        "with packets played again": (happened(Media, **BAD[REPLAYED] | {"emergency": True}), [(1, 1)]),
    }
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in ROWS for name in ROWS[rule]])
def test_media(rule: str, name: str) -> None:
    check(CLAUSE, rule, ROWS[rule][name])


def test_what_is_found_before_it_is_dropped() -> None:
    help_ = happened(Media, start=MONDAY + DAY / 4, **BAD[STRAY] | {"emergency": True})
    fine = happened(Media, start=MONDAY + DAY / 2, **NO_HELP, negotiated=True)
    answers = decisions(CLAUSE, [*happened(Media, **BAD[STRAY]), *help_, *fine])
    assert [names(each) for each in answers] == [{STRAY}, {MAYBE}, set()]


def test_how_grave_it_is_and_what_may_follow() -> None:
    ask, look = Answer.CHALLENGE, Mode.OBSERVE
    assert stance(CLAUSE) == {
        STRAY: (Severity.MAJOR, ask, Act.REFUSE, Evidence.B, look),
        TONES: (Severity.MAJOR, ask, Act.REFUSE, Evidence.B, look),
        REPLAYED: (Severity.MAJOR, ask, Act.REFUSE, Evidence.B, look),
        MAYBE: (Severity.MINOR, ask, Act.ALLOW, Evidence.B, look),
    }


REASONS = BAD


WORDS: dict[str, tuple[str, str, object]] = {
    STRAY: (
        "Call c1 carried media that no offer and answer stand behind (times: 1).",
        "L'appel c1 portait un flux sans offre ni réponse (1 fois).",
        1,
    ),
    TONES: (
        "Call c1 carried more than twenty tones in a second (times: 1).",
        "L'appel c1 portait plus de vingt tonalités en une seconde (1 fois).",
        1,
    ),
    REPLAYED: (
        "Call c1 carried packets that had come before (times: 1).",
        "L'appel c1 portait des paquets déjà venus (1 fois).",
        1,
    ),
    MAYBE: (
        "Call c1 carried harmful media and may be for help: not dropped (times: 1).",
        "L'appel c1 portait un flux nuisible et appelle peut-être au secours\u00a0: non coupé (1 fois).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(Media, **REASONS[rule])) == WORDS[rule]
