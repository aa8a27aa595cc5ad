"""The commands on law, in both languages."""

import re
from datetime import date

import pytest
from typer.testing import CliRunner

from fairline.cli import build
from fairline.cli import law as of_law
from fairline.law import load
from fairline.law.topics import ALL
from fairline.policy import Lang

RUNNER = CliRunner()


def run(*arguments: str, lang: Lang = Lang.EN) -> tuple[int, str]:
    done = RUNNER.invoke(build(lang, lambda: ()), ["law", *arguments], env={"COLUMNS": "300"})
    return done.exit_code, done.stdout + done.stderr


SHOWN = {
    "before consent": (
        ("show", "FR", "--on", "2026-08-10", "--topic", "opt_in_calls"),
        Lang.EN,
        """\
France (FR), law of 2026-08-10
consent to marketing calls (opt_in_calls)
    no prior consent needed
    C. conso. art. L. 223-1 before loi 2025-594, in force from 2014-06-14 to 2026-08-10
    medium confidence, binds
""",
    ),
    "in French": (
        ("show", "fr", "--on", "2026-08-11", "--topic", "scrub_age"),
        Lang.FR,
        "France (FR), droit du 11/08/2026\nAucun fait n'y est en vigueur ce jour-là.\n",
    ),
    "what a state inherits": (
        ("show", "US-NY", "--on", "2026-08-11", "--topic", "scrub_age"),
        Lang.FR,
        """\
État de New York (US-NY), droit du 11/08/2026
ancienneté du contrôle du registre (scrub_age)
    31\u00a0jours
    47 CFR 64.1200(c)(2)(i)(D); 16 CFR 310.4(b)(3)(iv), en vigueur depuis le 01/01/2005
    confiance élevée, contraignant, hérité\u00a0: États-Unis (droit fédéral)
    de mémoire
""",
    ),
    "what is to be verified": (
        ("show", "CA", "--on", "2026-08-11", "--topic", "calling_hours"),
        Lang.EN,
        "    high confidence, binds, to be verified\n"
        "    https://crtc.gc.ca/eng/phone/telemarketing/tobligations/rules-regles.htm, read on 2026-11-23\n"
        "    Verify by province:",
    ),
    "a source read on a day of its own": (
        ("show", "US-PA", "--on", "2026-11-30", "--topic", "calling_hours"),
        Lang.EN,
        "Act 47 of 2026 (SB 992), in force since 2026-10-18\n    high confidence, binds\n",
    ),
    "what changes": (
        ("diff", "FR", "--from", "2026-08-10", "--to", "2026-08-11"),
        Lang.FR,
        """\
France (FR)\u00a0: registre d'opposition
    jusque-là\u00a0: Bloctel
    dès le 11/08/2026\u00a0: plus aucun
    loi 2025-594 art. 13
""",
    ),
    "what ends": (
        ("diff", "FR", "--from", "2026-08-10", "--to", "2026-08-11"),
        Lang.EN,
        "    until then: 30\u00a0days\n    ends on 2026-08-10\n",
    ),
    "nothing": (
        ("diff", "--from", "2026-08-11", "--to", "2026-08-12"),
        Lang.EN,
        "Nothing changes between the two days.\n",
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown(name: str) -> None:
    arguments, lang, expected = SHOWN[name]
    status, shown = run(*arguments, lang=lang)
    assert status == 0
    assert expected in re.sub(r" +\n", "\n", shown)


def test_check_lists_doubts_and_ends_well() -> None:
    for lang, heading, total in (
        (
            Lang.EN,
            "To be verified, as the note says",
            r"\d+ facts in force in \d+ places; 0 contradictions\.",
        ),
        (Lang.FR, "À vérifier, comme la note le dit", r"\d+ faits en vigueur .*contradictions\u00a0: 0\."),
    ):
        status, shown = run("check", "--on", "2026-11-24", lang=lang)
        assert status == 0
        assert heading in shown
        assert re.search(total, shown)
        assert "US-SD calling_hours" in shown


def test_a_contradiction_is_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    law = load()
    fact, other = law.facts("FR")[:2]
    doubt = of_law.Doubtful(doubt=of_law.Doubt.CONTRADICTION, fact=fact, other=other)
    monkeypatch.setattr(of_law, "doubts", lambda law, day: (doubt,))
    status, shown = run("check")
    assert status == 1
    assert f"contradicts: {other.topic}, {other.citation}" in shown
    assert "1 contradictions" in shown


MISTAKES = {
    "a place that is none": (("show", "F"), "law: found no such place, "),
    "a topic misspelt": (
        ("show", "FR", "--topic", "calling_hour"),
        "--topic: found no such topic, did you mean calling_hours",
    ),
    "a day that is none": (
        ("show", "FR", "--on", "soon"),
        "--on: found 'soon', wanted a day such as 2026-08-11",
    ),
    "a day to compare that is none": (
        ("diff", "--from", "2026-08-11", "--to", "x"),
        "--to: found 'x', wanted",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes(name: str) -> None:
    arguments, message = MISTAKES[name]
    status, shown = run(*arguments)
    assert status == 2
    assert message in " ".join(shown.split())


def test_every_topic_of_every_place_can_be_shown_in_both_languages() -> None:
    law = load()
    for lang in Lang:
        for place in ("US", "EU", "FR", "IN", "CN", "AT"):
            status, shown = run("show", place, "--on", "2026-11-24", lang=lang)
            assert status == 0
            for topic in ALL:
                assert (f"({topic})" in shown) is bool(law.in_force(place, topic, date(2026, 11, 24)))


def test_the_day_is_today_unless_given() -> None:
    assert of_law.day_of("on", None) == of_law.today()
    assert of_law.day_of("on", "2026-08-11") == date(2026, 8, 11)
