"""The customer's door: how the account stands and why, and never a word about anybody else's."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from secrets import token_hex

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from fairline.cases import Scope
from fairline.console.appeals.bringing import bring, new_key
from fairline.console.appeals.deciding import decide
from fairline.console.appeals.models import AppealRow
from fairline.console.cases.models import Case, CaseEvent, State
from fairline.console.door import own
from fairline.console.files.models import Upload
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.making import send_waiting as send_rulings
from fairline.console.rulings.models import Challenge, Notice, RulingRow
from fairline.guard import Guard
from fairline.policy import ScopeKind
from fairline.standing import Standing
from tests.console.conftest import NOW, Made
from tests.console.ruled import NUMBER, held_back, suspended
from tests.console.test_console_files import PDF, archive, sent

pytestmark = pytest.mark.django_db
People = Callable[..., Person]
Browsers = Callable[..., Client]
RULE = "called-though-listed"


@pytest.fixture
def acme(signed_in: Browsers) -> Client:
    """A browser of acme."""
    return signed_in(Role.CUSTOMER, account="acme")


@pytest.fixture
def row(made_case: Made, person: People, guard: Guard) -> RulingRow:
    """A number of acme is suspended."""
    return suspended(made_case(RULE), person(Role.REVIEWER))


def asked(case: Case, row: RulingRow, due_in: timedelta = timedelta(days=5)) -> Challenge:
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(state=State.ASKED, closed_at=None)
    return Challenge.objects.create(
        case=case, ruling=row, account=case.account, question="Who may call? <b>Say</b>",
        asked_at=now - timedelta(days=9), due_at=now + due_in,
    )  # fmt: skip


def page(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


# Standing


def test_nothing_is_restricted(acme: Client) -> None:
    shown = page(acme, "/own/")
    assert "nothing is restricted" in shown
    assert "emergency calls" in shown
    assert "taking the numbers to another provider" in shown


def test_what_is_suspended_until_when_and_why(acme: Client, row: RulingRow) -> None:
    shown = page(acme, "/own/")
    assert f"the number {NUMBER}" in shown
    assert "<strong>suspended</strong>" in shown
    assert f"/own/rulings/{row.pk}/" in shown
    assert row.expires_at is not None
    assert row.expires_at.isoformat(timespec="seconds") in shown


def test_it_ends_by_itself(row: RulingRow) -> None:
    now = timezone.now()
    assert [each.standing for each in own.standings("acme", now)[1]] == [Standing.SUSPENDED]
    assert own.standings("acme", now + timedelta(days=3, minutes=1))[1] == ()


def test_what_is_not_in_force_yet_is_to_come(
    made_case: Made, person: People, guard: Guard, acme: Client
) -> None:
    later = datetime.now(UTC) + timedelta(days=20)
    suspended(made_case(RULE), person(Role.REVIEWER), effective_at=later)
    shown = page(acme, "/own/")
    assert "What is to come" in shown
    assert "nothing is restricted" in shown


def test_what_is_overturned_stands_no_more(row: RulingRow, person: People, acme: Client) -> None:
    appeal = bring(row, person(Role.CUSTOMER, account="acme"), "No.", [], new_key(), timezone.now())
    decide(appeal, person(Role.SENIOR), overturned=True, reasons="Yes.", language="en", now=timezone.now())
    assert own.standings("acme", timezone.now())[1] == ()
    assert "nothing is restricted" in page(acme, "/own/")
    assert "Overturned on appeal" in page(acme, "/own/rulings/")
    assert "overturned" in page(acme, f"/own/rulings/{row.pk}/")
    assert "Yes." in page(acme, f"/own/appeals/{appeal.pk}/")


def test_a_ruling_that_waits_for_the_guard_restricts_nothing(
    made_case: Made, person: People, request: pytest.FixtureRequest
) -> None:
    suspended(made_case(RULE), person(Role.REVIEWER))
    assert own.standings("acme", timezone.now())[1] == ()
    request.getfixturevalue("guard")
    send_rulings()
    assert len(own.standings("acme", timezone.now())[1]) == 1


def test_the_door_says_what_the_guard_does(row: RulingRow, guard: Guard) -> None:
    told = {each.subject: each.standing for each in own.standings("acme", timezone.now())[1]}
    assert told == guard.standings.all()


# Reasons that are held back, and investigations that are open


def test_reasons_that_are_held_back_are_not_there_yet(
    made_case: Made, person: People, guard: Guard, acme: Client
) -> None:
    row = suspended(made_case(RULE), person(Role.REVIEWER), **held_back())
    shown = page(acme, "/own/")
    assert "suspended" in shown
    assert "will be sent to you" in shown
    assert row.pk not in shown + page(acme, "/own/rulings/") + page(acme, "/own/appeals/")
    for tail in ("", "statement.json", "statement.pdf", "appeal/"):
        assert acme.get(f"/own/rulings/{row.pk}/{tail}").status_code == 404
    held = exported(acme)
    assert held["rulings.json"] == held["statements.json"] == held["findings.json"] == []


def test_findings_of_open_investigations_are_not_shown(made_case: Made, acme: Client) -> None:
    made_case(RULE)
    assert exported(acme)["findings.json"] == []


# Statement


def test_the_statement_in_both_languages(row: RulingRow, acme: Client, signed_in: Browsers) -> None:
    english = page(acme, f"/own/rulings/{row.pk}/")
    assert "Statement of reasons of ruling" in english
    assert "&lt;script&gt;alert(1)" in english
    assert "<script>alert" not in english
    assert "+12025550199" not in english
    french = signed_in(Role.CUSTOMER, "jeanne", "acme", language="fr")
    assert "Exposé des motifs de la décision" in page(french, f"/own/rulings/{row.pk}/")


def test_the_statement_for_machines(row: RulingRow, acme: Client) -> None:
    answer = acme.get(f"/own/rulings/{row.pk}/statement.json")
    assert answer["Content-Disposition"] == f'attachment; filename="sor-{row.pk}.json"'
    assert json.loads(answer.content)["ruling"] == row.pk


# Questions


def test_an_answer_puts_the_case_before_people_again(made_case: Made, row: RulingRow, acme: Client) -> None:
    case = Case.objects.get()
    question = asked(case, row)
    path = f"/own/questions/{question.pk}/"
    assert "&lt;b&gt;Say" in page(acme, path)
    assert acme.post(path, {"text": "We do.", "attached": [sent("p.pdf", PDF)]}).status_code == 302
    question.refresh_from_db()
    case.refresh_from_db()
    assert (question.answer, question.answered_by) == ("We do.", "customeracme")
    assert case.state == State.OPEN
    assert CaseEvent.objects.get(case=case, what="answered").text == "We do."
    assert Upload.objects.get().belongs == f"challenge:{question.pk}"
    assert "after its day" not in page(acme, path)


def test_a_late_answer_is_taken_and_marked(row: RulingRow, acme: Client, signed_in: Browsers) -> None:
    question = asked(Case.objects.get(), row, timedelta(seconds=-1))
    path = f"/own/questions/{question.pk}/"
    assert "still taken" in page(acme, path)
    acme.post(path, {"text": "Sorry."})
    assert "after its day" in page(acme, path)
    assert "after its day" in page(signed_in(Role.REVIEWER), f"/questions/{question.pk}/")


def test_one_answer_and_not_another(row: RulingRow, acme: Client) -> None:
    question = asked(Case.objects.get(), row)
    path = f"/own/questions/{question.pk}/"
    assert acme.post(path, {"text": "  "}).status_code == 422
    for _ in range(2):
        assert acme.post(path, {"text": "One."}).status_code == 302
    again = acme.post(path, {"text": "Two."})
    assert again.status_code == 422
    assert CaseEvent.objects.filter(what="answered").count() == 1
    assert Challenge.objects.get().answer == "One."


# Appeals


def test_an_appeal_from_the_page(row: RulingRow, acme: Client) -> None:
    assert f"/own/rulings/{row.pk}/appeal/" in page(acme, "/own/appeals/")
    path = f"/own/rulings/{row.pk}/appeal/"
    key = page(acme, path).split('name="key" value="')[1].split('"')[0]
    told = {"text": "<script>alert(2)</script>", "key": key}
    for _ in range(2):
        assert acme.post(path, {**told, "attached": [sent("p.pdf", PDF)]}).status_code == 302
    appeal = AppealRow.objects.get()
    assert Upload.objects.count() == 1
    shown = page(acme, f"/own/appeals/{appeal.pk}/")
    assert "&lt;script&gt;alert(2)" in shown
    assert "p.pdf" in shown
    assert f"/own/rulings/{row.pk}/appeal/" not in page(acme, "/own/appeals/")
    assert "has arrived" in page(acme, "/own/notices/")
    assert "appealed already" in page(acme, path)


def test_a_file_that_is_refused_keeps_the_text(row: RulingRow, acme: Client) -> None:
    told = {"text": "What I wrote.", "key": new_key(), "attached": [sent("a.zip", archive())]}
    answer = acme.post(f"/own/rulings/{row.pk}/appeal/", told)
    assert answer.status_code == 422
    assert "archives and office documents are not opened" in answer.content.decode()
    assert "What I wrote." in answer.content.decode()
    assert not AppealRow.objects.exists()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "a b c d e f g h i j k", "é" * 20])
def test_a_key_that_is_none(row: RulingRow, acme: Client, key: str) -> None:
    told = {"text": "What I wrote.", "key": key}
    assert acme.post(f"/own/rulings/{row.pk}/appeal/", told).status_code == 422


def test_another_customers_key_is_no_way_to_its_appeal(
    row: RulingRow, acme: Client, made_case: Made, person: People, signed_in: Browsers
) -> None:
    key = new_key()
    acme.post(f"/own/rulings/{row.pk}/appeal/", {"text": "a", "key": key})
    theirs = suspended(made_case(RULE, account="other", sequence=50), person(Role.REVIEWER))
    other = signed_in(Role.CUSTOMER, account="other")
    answer = other.post(f"/own/rulings/{theirs.pk}/appeal/", {"text": "b", "key": key})
    assert answer.status_code == 302
    assert list(AppealRow.objects.filter(account="acme").values_list("text", flat=True)) == ["a"]
    assert (
        "appeals/a-" not in answer.get("Location", "") or AppealRow.objects.filter(account="other").exists()
    )


def test_additions_from_the_page(row: RulingRow, acme: Client, person: People) -> None:
    appeal = bring(row, person(Role.CUSTOMER, account="acme"), "No.", [], new_key(), timezone.now())
    told = {"text": "And this.", "key": new_key()}
    for _ in range(2):
        assert acme.post(f"/own/appeals/{appeal.pk}/", told).status_code == 302
    assert page(acme, f"/own/appeals/{appeal.pk}/").count("And this.") == 1


# Data


def exported(browser: Client) -> dict[str, object]:
    answer = browser.post("/own/data/export/")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as held:
        assert held.testzip() is None
        return {
            name: json.loads(held.read(name)) if name.endswith(".json") else held.read(name)
            for name in held.namelist()
        }


def test_all_of_it_can_be_taken_away(row: RulingRow, acme: Client, person: People) -> None:
    customer = person(Role.CUSTOMER, account="acme")
    text = '=HYPERLINK("https://evil.example")'
    appeal = bring(row, customer, text, [sent("p.pdf", PDF)], new_key(), timezone.now())
    held = exported(acme)
    assert set(held) == {
        "README.txt", "LISEZ-MOI.txt", f"files/{Upload.objects.get().pk}-p.pdf",
        *(f"{name}.{end}" for end in ("json", "csv")
          for name in ("findings", "rulings", "statements", "notices", "questions", "appeals", "files")),
    }  # fmt: skip
    assert held[f"files/{Upload.objects.get().pk}-p.pdf"] == PDF
    (mine,) = held["appeals.json"]  # type: ignore[misc]
    assert (mine["id"], mine["text"]) == (appeal.id, text)
    cells = list(csv.DictReader(io.StringIO(bytes(held["appeals.csv"]).decode("utf-8-sig"))))  # type: ignore[call-overload]
    assert cells[0]["text"] == f"'{text}"
    (found,) = held["findings.json"]  # type: ignore[misc]
    assert found["rule"] == RULE
    assert "called-1" not in json.dumps(held["findings.json"])
    assert held["statements.json"][0]["statement"]["ruling"] == row.pk  # type: ignore[index]
    assert "LISEZ" not in bytes(held["README.txt"]).decode()  # type: ignore[call-overload]
    assert "acme" in bytes(held["LISEZ-MOI.txt"]).decode()  # type: ignore[call-overload]
    assert AuditEntry.objects.get(action="data.exported").object == "account:acme"


def test_no_cell_of_any_table_is_a_formula(row: RulingRow, acme: Client) -> None:
    Notice.objects.create(
        account="acme", name="x", at=NOW, language="en", subject="@SUM(1)", text="\tx", ruling=row
    )
    for name, content in exported(acme).items():
        if name.endswith(".csv"):
            for line in csv.reader(io.StringIO(bytes(content).decode("utf-8-sig"))):  # type: ignore[call-overload]
                assert not [each for each in line if each.startswith(("=", "+", "@", "\t", "\r"))]


def test_an_export_has_an_end(acme: Client) -> None:
    for _ in range(20):
        assert acme.post("/own/data/export/").status_code == 200
    assert acme.post("/own/data/export/").status_code == 302


def test_a_large_account_is_streamed(acme: Client) -> None:
    Notice.objects.bulk_create(
        Notice(account="acme", name="x", at=NOW, language="en", subject=f"s{n}", text=token_hex(400))
        for n in range(3_000)
    )
    answer = acme.post("/own/data/export/")
    parts = [len(each) for each in answer.streaming_content]
    assert len(parts) > 3
    assert max(parts) < 1_000_000


# Nobody else's


@pytest.fixture
def everything(row: RulingRow, person: People) -> dict[str, dict[str, object]]:
    """Of acme there is one of everything: by the name of its page, what stands in the address."""
    customer = person(Role.CUSTOMER, account="acme")
    question = asked(Case.objects.get(), row)
    appeal = bring(row, customer, "SECRET", [sent("SECRET.pdf", PDF)], new_key(), timezone.now())
    notice = Notice.objects.filter(account="acme").latest("pk")
    ruling = {"pk": row.pk}
    return {
        "own-notice": {"pk": notice.pk},
        "own-question": {"pk": question.pk},
        "own-statement": ruling,
        "own-statement-json": ruling,
        "own-statement-pdf": ruling,
        "own-appeal-new": ruling,
        "own-appeal": {"pk": appeal.pk},
        "own-file": {"pk": Upload.objects.get().pk},
    }


def test_every_page_with_an_id_is_asked_for_anothers(
    everything: dict[str, dict[str, object]], signed_in: Browsers, acme: Client
) -> None:
    reversed_ = get_resolver().reverse_dict
    named = {
        str(name) for name in reversed_ if isinstance(name, str) and name.startswith("own")
        and reversed_[name][0][0][1]
    }  # fmt: skip
    assert named == {each for each in everything if each in reversed_}
    other = signed_in(Role.CUSTOMER, account="other")
    before = [list(model.objects.values()) for model in (AppealRow, Upload, Challenge)]
    for name in named:
        path = reverse(name, kwargs=everything[name])
        assert acme.get(path).status_code == 200, path
        told = {"text": "x", "key": new_key(), "attached": [sent("p.pdf", PDF)]}
        for answer in (other.get(path), other.post(path, told)):
            assert answer.status_code == 404, path
            assert "acme" not in answer.content.decode()
    assert [list(model.objects.values()) for model in (AppealRow, Upload, Challenge)] == before


def test_pages_without_an_id_show_only_ones_own(
    everything: dict[str, dict[str, object]], signed_in: Browsers
) -> None:
    other = signed_in(Role.CUSTOMER, account="other")
    for name in ("own", "own-notices", "own-rulings", "own-appeals", "own-data", "own-port-out"):
        shown = page(other, reverse(name))
        assert "acme" not in shown
        assert "SECRET" not in shown
        assert NUMBER not in shown
    held = exported(other)
    assert [name for name, rows in held.items() if name.endswith(".json") and rows] == []


def test_staff_have_no_door(everything: dict[str, dict[str, object]], signed_in: Browsers) -> None:
    for role in (Role.REVIEWER, Role.SENIOR, Role.LEGAL, Role.ENGINEER, Role.AUDITOR):
        assert signed_in(role).get("/own/").status_code == 403


# French, and bounds


def test_every_page_is_french_in_french(
    everything: dict[str, dict[str, object]], signed_in: Browsers
) -> None:
    french = signed_in(Role.CUSTOMER, "jeanne", "acme", language="fr")
    shown = "".join(
        page(french, reverse(name))
        for name in ("own", "own-notices", "own-rulings", "own-appeals", "own-data", "own-port-out")
    )
    shown += "".join(
        page(french, reverse(name, kwargs=everything[name]))
        for name in ("own-statement", "own-appeal", "own-question")
    )
    shown = re.sub(r'<a [^>]*lang="en">.*?</a>', "", shown)  # letters stay as they were sent
    for word in ("Standing", "Your ", "Until", "Appeal", "Ruling", "Sent", "Notices", "nothing", "What "):
        assert word not in shown, word


def test_queries_of_the_pages_do_not_grow(
    made_case: Made, person: People, guard: Guard, acme: Client,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:  # fmt: skip
    by, customer = person(Role.REVIEWER), person(Role.CUSTOMER, account="acme")
    case = made_case(RULE)
    for number in range(25):
        id = f"+1202555{number:04}"
        scope = Scope(kind=ScopeKind.NUMBER, id=id, account="acme", duration=timedelta(days=3))
        Case.objects.filter(pk=case.pk).update(state=State.OPEN, closed_at=None)
        case.refresh_from_db()
        row = suspended(case, by, scope=scope)
        if number % 2:
            bring(row, customer, "a", [], new_key(), timezone.now())
    for path in ("/own/", "/own/rulings/", "/own/notices/", "/own/appeals/"):
        with django_assert_max_num_queries(20):
            assert acme.get(path).status_code == 200


@pytest.mark.parametrize("id", ["%0d%0a", "'", "r-1'%20OR%201=1", "é", "a" * 5_000])
def test_an_id_that_is_none(acme: Client, id: str) -> None:
    for tail in ("", "statement.json", "statement.pdf", "appeal/"):
        assert acme.get(f"/own/rulings/{id}/{tail}").status_code == 404


@pytest.mark.parametrize("told", ["", "0", "-1", "x", "99999", "1e9", "٣"])
def test_a_page_that_is_none(acme: Client, told: str) -> None:
    assert acme.get(f"/own/notices/?page={told}").status_code == 200
