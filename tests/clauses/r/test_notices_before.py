"""The letters: every measure has one, its slots can be filled, its signs are set as each language does."""

import re
from datetime import date

import pytest

from fairline.cases import written_notice
from fairline.clauses import REVIEW
from fairline.policy import Lang, Text
from fairline.policy.text import slots

VALUES: dict[str, str | int | date | Text] = {
    "object": Text(en="the number +12025550123", fr="le numéro +12025550123"),
    "statement": "sor-1",
    "clause": "b",
    "appeal": "a-1",
    "ruling": "r-1",
    "reasons": "x {y}",
    "redress": "https://example.org",
    "next": Text(en="slow down", fr="ralentir"),
    **{
        name: date(2026, 12, 1) for name in ("appeal_until", "cure_until", "effective", "expires", "received")
    },
    **dict.fromkeys(("cure_days", "notice_days", "export_days"), 30),
}
NAMES = {
    "notice", "warning", "throttle", "suspension", "termination", "restoration", "appeal-received",
    "appeal-upheld", "appeal-overturned",
}  # fmt: skip
LOOSE = re.compile(r" [;:?!%»]|« |\d (s|min|h|heures|jours)\b")


def test_every_measure_has_its_letter() -> None:
    assert set(REVIEW.notices) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_letters_are_whole_in_both_languages(name: str) -> None:
    english, french = (written_notice(name, lang, REVIEW, **VALUES) for lang in (Lang.EN, Lang.FR))
    assert len(english.paragraphs) == len(french.paragraphs) >= 2
    whole = "\n".join((english.subject, *english.paragraphs, french.subject, *french.paragraphs))
    assert "{" not in whole.replace("x {y}", "")
    assert LOOSE.search("\n".join((french.subject, *french.paragraphs))) is None


def test_a_warning_says_how_long_there_is_to_mend() -> None:
    said = written_notice("warning", Lang.FR, REVIEW, **VALUES)
    assert "Vous avez 30\u00a0jours, jusqu'au 01/12/2026" in said.paragraphs[0]
    assert {"cure_days", "cure_until"} <= slots(REVIEW.notices["throttle"].paragraphs[1].en)
