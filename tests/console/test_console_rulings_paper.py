"""Statements as page, JSON and PDF; what people write never becomes markup, in any of them."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from fairline.console.cases.models import Case
from fairline.console.people.rights import Role
from fairline.console.rulings.models import RulingRow, Statement
from fairline.console.rulings.paper import pdf
from fairline.guard import Guard
from fairline.policy import Lang
from tests.console.conftest import Made
from tests.console.ruling_forms import NUMBER, RULE_OF_NUMBERS, sent

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
NASTY = '<script>alert(1)</script> #panic("x") = Head *b* $x$ @ref <label> \\ `raw` [ ] {{ 7*7 }} {x} %(a)s'


@pytest.fixture
def row(made_case: Made, signed_in: Browser, guard: Guard) -> RulingRow:
    """A question in nasty words that names somebody else's number."""
    case: Case = made_case(RULE_OF_NUMBERS, who={"caller": NUMBER})
    answer = sent(
        signed_in(Role.REVIEWER),
        case,
        outcome="ask",
        reasons=f"{NASTY} Ring +1 212 555 0188 or ann@example.org.",
        cure_steps=NASTY,
        proportionality=NASTY,
        why_call=NASTY,
    )
    assert answer.status_code == 302, answer.content.decode()
    return RulingRow.objects.get()


def words(made: bytes) -> str:
    """What a PDF says, with its lines joined."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def root(made: bytes) -> Any:
    return PdfReader(BytesIO(made)).trailer["/Root"]


@pytest.mark.parametrize("lang", Lang)
def test_a_pdf_is_tagged_says_its_language_and_is_the_same_every_time(row: RulingRow, lang: Lang) -> None:
    of = row.statement.statement
    made = pdf(of, lang)
    assert made == pdf(of, lang)
    assert root(made)["/Lang"].startswith(lang.value)
    assert root(made)["/MarkInfo"]["/Marked"] is True or root(made)["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root(made)
    said = words(made)
    title = {"en": "Statement of reasons sor-r-", "fr": "Exposé des motifs sor-r-"}[lang.value]
    assert title in said
    assert PdfReader(BytesIO(made)).metadata.title.startswith(title)  # type: ignore[union-attr]
    for heading in {
        "en": ("What was decided", "On which grounds", "How to contest it", "What keeps working"),
        "fr": ("Ce qui a été décidé", "Sur quels fondements", "Comment contester", "Ce qui continue"),
    }[lang.value]:
        assert heading in said


def test_what_people_wrote_stands_in_the_pdf_as_they_wrote_it(row: RulingRow) -> None:
    said = words(pdf(row.statement.statement, Lang.EN))
    for part in ('#panic("x")', "= Head *b* $x$", "@ref", "<script>alert(1)</script>", "{{ 7*7 }}", "%(a)s"):
        assert said.replace(" ", "").count(part.replace(" ", "")) == 4, part


def test_third_parties_are_masked_everywhere(row: RulingRow, signed_in: Browser) -> None:
    browser = signed_in(Role.AUDITOR)
    page = browser.get(f"/rulings/{row.pk}/statement/").content.decode()
    record = browser.get(f"/rulings/{row.pk}/statement.json").content.decode()
    for said in (page, record, words(pdf(row.statement.statement, Lang.FR))):
        assert "0188" not in said
        assert "ann@example.org" not in said


def test_pages_escape_what_people_wrote(row: RulingRow, signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    for path in ("", "statement/"):
        html = browser.get(f"/rulings/{row.pk}/{path}").content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html
        assert "{{ 7*7 }}" in html
    for path in ("/rulings/", "/rulings/deliveries/", f"/cases/{row.case_id}/rule/"):
        assert "<script>alert" not in browser.get(path).content.decode()


def test_files_are_kept_and_not_opened(row: RulingRow, signed_in: Browser) -> None:
    browser = signed_in(Role.LEGAL)
    for name, kind in (("json", "application/json"), ("pdf", "application/pdf")):
        answer = browser.get(f"/rulings/{row.pk}/statement.{name}?language=fr")
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"].startswith('attachment; filename="sor-r-')
        assert answer["X-Content-Type-Options"] == "nosniff"
    record = json.loads(browser.get(f"/rulings/{row.pk}/statement.json").content)
    assert record["kind"] == "statement-of-reasons"
    assert record["outcome"] == "ask"
    made = browser.get(f"/rulings/{row.pk}/statement.pdf?language=fr").content
    assert root(made)["/Lang"].startswith("fr")
    odd = browser.get(f"/rulings/{row.pk}/statement.pdf?language=xx").content
    assert root(odd)["/Lang"].startswith("en")


def test_there_is_no_statement_of_nothing(row: RulingRow, signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    for pk in ("r-none", "%01", "..%2f"):
        for path in ("", "statement/", "statement.json", "statement.pdf"):
            assert browser.get(f"/rulings/{pk}/{path}").status_code == 404
    Statement.objects.all().delete()
    assert browser.get(f"/rulings/{row.pk}/statement/").status_code == 404
    assert browser.get(f"/rulings/{row.pk}/").status_code == 200
