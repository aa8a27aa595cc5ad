"""Appeals: in time, once, decided by another person; what is overturned is restored by the guard itself."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from fairline.cases import AppealDecision, Outcome
from fairline.console.appeals import bringing
from fairline.console.appeals.bringing import add, bring, due, new_key
from fairline.console.appeals.deciding import decide, may_decide, send_waiting
from fairline.console.appeals.models import AppealRow, DecisionRow, Step
from fairline.console.appeals.reading import decisions, take_decision
from fairline.console.appeals.refused import NotTaken
from fairline.console.files.models import Upload
from fairline.console.journal import follow
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.quality import reversals
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.after import release_due
from fairline.console.rulings.making import propose
from fairline.console.rulings.making import send_waiting as send_rulings
from fairline.console.rulings.models import Delivery, Notice, RulingRow, Stage, Statement
from fairline.guard import Guard
from fairline.policy import ScopeKind
from fairline.standing import Standing, Subject
from fairline.stores.entries import Entry
from fairline.stores.journal_files import entries
from tests.console.conftest import Made
from tests.console.ruled import NUMBER, a_ruling, held_back, suspended
from tests.console.test_console_files import PDF, sent

pytestmark = pytest.mark.django_db
People = Callable[..., Person]
Asserts = Callable[[int], AbstractContextManager[object]]
SUBJECT = Subject(ScopeKind.NUMBER, "acme", NUMBER)
RULE = "called-though-listed"


@pytest.fixture
def row(made_case: Made, person: People) -> RulingRow:
    """A number of acme is suspended by a reviewer."""
    return suspended(made_case(RULE), person(Role.REVIEWER))


def brought(row: RulingRow, person: People, text: str = "It was not us.", **more: object) -> AppealRow:
    by = person(Role.CUSTOMER, account=row.account, **more)
    return bring(row, by, text, [], new_key(), timezone.now())


def said(error: pytest.ExceptionInfo[NotTaken]) -> str:
    return "; ".join(each.en for each in error.value.reasons)


def test_an_appeal_is_kept_with_its_files_and_a_receipt(row: RulingRow, person: People) -> None:
    customer = person(Role.CUSTOMER, account="acme", language="fr")
    appeal = bring(row, customer, " Ce n'était pas nous. ", [sent("p.pdf", PDF)], new_key(), timezone.now())
    assert (appeal.text, appeal.language) == ("Ce n'était pas nous.", "fr")
    assert Upload.objects.get().belongs == f"appeal:{appeal.id}"
    receipt = Notice.objects.get(name="appeal-received")
    assert receipt.account == "acme"
    assert receipt.subject == f"Votre recours {appeal.id} est arrivé"
    assert AuditEntry.objects.filter(action="appeal.brought").count() == 1


def test_it_is_due_at_the_end_of_the_tenth_business_day() -> None:
    monday = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert due(monday) == datetime(2026, 12, 15, tzinfo=UTC)
    before_thanksgiving = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert due(before_thanksgiving) == datetime(2026, 12, 11, tzinfo=UTC)


def test_the_same_form_again_is_the_same_appeal(row: RulingRow, person: People) -> None:
    customer, key = person(Role.CUSTOMER, account="acme"), new_key()
    first = bring(row, customer, "a", [], key, timezone.now())
    assert bring(row, customer, "a", [], key, timezone.now()) == first
    with pytest.raises(NotTaken, match="appealed already"):
        bring(row, customer, "a", [], new_key(), timezone.now())
    assert Notice.objects.filter(name="appeal-received").count() == 1


def test_six_months_and_not_a_day_longer(row: RulingRow, person: People) -> None:
    customer, now = person(Role.CUSTOMER, account="acme"), timezone.now()
    last = bringing.last_day(row)
    with pytest.raises(NotTaken, match="could come until"):
        bring(row, customer, "a", [], new_key(), last + timedelta(days=1))
    assert timedelta(days=180) < last - now < timedelta(days=185)
    assert bring(row, customer, "a", [], new_key(), last + timedelta(hours=23, minutes=59))


def test_the_ruling_of_another_cannot_be_appealed(row: RulingRow, person: People) -> None:
    row.account = "other"
    with pytest.raises(NotTaken, match="another account"):
        bring(row, person(Role.CUSTOMER, account="other"), "a", [], new_key(), timezone.now())
    assert not AppealRow.objects.exists()


def test_nothing_said_and_too_much(row: RulingRow, person: People) -> None:
    customer = person(Role.CUSTOMER, account="acme")
    for text in ("", " \n ", "a" * (bringing.TEXT_CHARS_MAX + 1)):
        with pytest.raises(NotTaken):
            bring(row, customer, text, [], new_key(), timezone.now())
    assert not AppealRow.objects.exists()


@pytest.mark.parametrize("after", ["x", ",", "2026-11-24T10:00:00+00:00,a", "2026-11-24,a-1"])
def test_a_position_that_is_none(signed_in: Callable[..., Client], after: str) -> None:
    assert signed_in(Role.SENIOR).get(f"/appeals/?after={after}").status_code == 200


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.WITHDRAWN, Stage.OVERTURNED])
def test_what_is_not_in_force_cannot_be_appealed(row: RulingRow, person: People, stage: Stage) -> None:
    RulingRow.objects.update(stage=stage)
    row.refresh_from_db()
    with pytest.raises(NotTaken, match="not in force"):
        brought(row, person)


def test_additions_until_the_decision(row: RulingRow, person: People) -> None:
    appeal, key, now = brought(row, person), new_key(), timezone.now()
    customer = person(Role.CUSTOMER, account="acme")
    for _ in range(2):
        add(appeal, customer, "more", [sent("p.pdf", PDF)], key, now)
    add(appeal, customer, "", [sent("q.txt", b"q")], new_key(), now)
    with pytest.raises(NotTaken):
        add(appeal, customer, "", [], new_key(), now)
    assert [each.text for each in appeal.additions.all()] == ["more", ""]
    assert Upload.objects.count() == 2
    decide(appeal, person(Role.SENIOR), overturned=False, reasons="No.", language="en", now=timezone.now())
    with pytest.raises(NotTaken, match="decided already"):
        add(appeal, customer, "late", [], new_key(), timezone.now())


def test_who_ruled_does_not_decide(made_case: Made, person: People) -> None:
    senior = person(Role.SENIOR)
    appeal = brought(suspended(made_case(RULE), senior), person)
    assert "took part in the ruling" in may_decide(appeal, senior, timezone.now())[0].en
    with pytest.raises(NotTaken, match="took part in the ruling"):
        decide(appeal, senior, overturned=True, reasons="x", language="en", now=timezone.now())
    assert may_decide(appeal, person(Role.SENIOR, "other"), timezone.now()) == ()
    assert not DecisionRow.objects.exists()


def test_reasons_are_demanded_in_the_customers_language(row: RulingRow, person: People) -> None:
    appeal, other = brought(row, person, language="fr"), person(Role.SENIOR)
    with pytest.raises(NotTaken) as error:
        decide(appeal, other, overturned=False, reasons="  ", language="en", now=timezone.now())
    assert said(error) == "the reasons have to be in the customer's language: French; no reasons are given"
    appeal.refresh_from_db()
    assert appeal.decided_at is None


def test_a_ruling_that_stands(row: RulingRow, person: People, guard: Guard) -> None:
    send_rulings()
    appeal = brought(row, person)
    made = decide(
        appeal, person(Role.SENIOR), overturned=False, reasons="The {list} shows it.", language="en",
        now=timezone.now(),
    )  # fmt: skip
    assert made.step == Step.DONE
    assert guard.standings.of(SUBJECT).standing is Standing.SUSPENDED
    row.refresh_from_db()
    assert row.stage == Stage.IN_JOURNAL
    letter = Notice.objects.get(name="appeal-upheld")
    assert "The {list} shows it." in letter.text
    assert "the courts of the provider's seat" in letter.text
    assert Statement.objects.get().statement.reversal == made.decision


def test_from_appeal_to_restored(row: RulingRow, person: People, guard: Guard) -> None:
    send_rulings()
    assert guard.standings.of(SUBJECT).standing is Standing.SUSPENDED
    appeal = brought(row, person)
    made = decide(
        appeal, person(Role.SENIOR), overturned=True, reasons="The list is of another.", language="en",
        now=timezone.now(),
    )  # fmt: skip
    assert (made.step, made.trouble) == (Step.DONE, "")
    assert guard.standings.of(SUBJECT).standing is Standing.ACTIVE
    row.refresh_from_db()
    assert row.stage == Stage.OVERTURNED
    kept = Statement.objects.get().statement
    assert kept.reversal is not None
    assert kept.reversal.overturned
    assert "restored" in Notice.objects.get(name="appeal-overturned").text
    found = list(entries(guard._writing.folder, kinds=("appeal-decision",)))
    assert [msgspec.json.decode(each.body, type=AppealDecision) for each in found] == [made.decision]


def test_a_guard_that_is_away_is_told_again(
    row: RulingRow, person: People, request: pytest.FixtureRequest
) -> None:
    appeal = brought(row, person)
    made = decide(
        appeal, person(Role.SENIOR), overturned=True, reasons="No.", language="en", now=timezone.now()
    )
    assert made.step == Step.MADE
    assert "cannot be reached" in made.trouble
    assert not Notice.objects.filter(name="appeal-overturned").exists()
    assert decisions() == ()
    guard = request.getfixturevalue("guard")
    assert send_waiting() == 1
    made.refresh_from_db()
    assert (made.step, made.tries) == (Step.DONE, 2)
    assert guard.standings.of(SUBJECT).standing is Standing.ACTIVE
    assert Notice.objects.filter(name="appeal-overturned").count() == 1
    assert send_waiting() == 0
    assert [each.kind for each in entries(guard._writing.folder, kinds=("ruling", "appeal-decision"))] == [
        "ruling",
        "appeal-decision",
    ]


def test_a_decision_that_the_journal_has_is_done(row: RulingRow, person: People) -> None:
    """The guard took it, and its answer was lost: the journal tells."""
    made = decide(
        brought(row, person), person(Role.SENIOR), overturned=True, reasons="No.", language="en",
        now=timezone.now(),
    )  # fmt: skip
    entry = Entry(9, int(timezone.now().timestamp() * 1e6), "appeal-decision", made.id, b"", b"")
    for _ in range(2):
        take_decision(made.decision, entry)
    made.refresh_from_db()
    assert made.step == Step.DONE
    assert Notice.objects.filter(name="appeal-overturned").count() == 1
    assert RulingRow.objects.get().stage == Stage.OVERTURNED


def test_the_journal_says_nothing_new_of_what_was_decided_here(
    row: RulingRow, person: People, guard: Guard, tmp_path: Path
) -> None:
    send_rulings()
    decide(
        brought(row, person), person(Role.SENIOR), overturned=True, reasons="No.", language="en",
        now=timezone.now(),
    )  # fmt: skip
    before = (DecisionRow.objects.values().get(), Notice.objects.count(), Statement.objects.values().get())
    assert follow(tmp_path) > 0
    row.refresh_from_db()
    assert row.sequence is not None
    assert row.stage == Stage.OVERTURNED
    assert (
        DecisionRow.objects.values().get(), Notice.objects.count(), Statement.objects.values().get()
    ) == before  # fmt: skip


def test_a_decision_from_elsewhere_reaches_the_statement(row: RulingRow) -> None:
    decision = AppealDecision(
        id="d-1", appeal="a-1", ruling=row.id, decided_at=timezone.now(), decided_by="eve", overturned=True,
        reasons="x",
    )  # fmt: skip
    entry = Entry(9, int(timezone.now().timestamp() * 1e6), "appeal-decision", "d-1", b"", b"")
    for _ in range(2):
        take_decision(decision, entry)
    assert Statement.objects.get().statement.reversal == decision
    assert decisions("acme") == (decision,)
    assert decisions("other") == ()


def test_the_second_of_two_is_told(row: RulingRow, person: People) -> None:
    appeal = brought(row, person)
    decide(appeal, person(Role.SENIOR), overturned=False, reasons="No.", language="en", now=timezone.now())
    with pytest.raises(NotTaken, match="decided already"):
        decide(appeal, person(Role.LEGAL), overturned=True, reasons="Yes.", language="en", now=timezone.now())
    assert DecisionRow.objects.get().overturned is False


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do things at the same moment, each on a thread of its own; return what came of each."""
    begin, came = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        begin.wait(10)
        try:
            came.append(act())
        except NotTaken as error:
            came.append(error.reasons[0].en)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    return came


@pytest.mark.usefixtures("threads_see_it")
def test_of_two_who_decide_at_once_one_does(made_case: Made, person: People, guard: Guard) -> None:
    appeal = brought(suspended(made_case(RULE), person(Role.REVIEWER)), person)
    now = timezone.now()

    def deciding(by: Person) -> Callable[[], object]:
        return lambda: decide(appeal, by, overturned=True, reasons="x", language="en", now=now)

    came = at_once(*(deciding(person(Role.SENIOR, f"s{number}")) for number in range(4)))
    assert came.count("the appeal has been decided already") == 3
    assert DecisionRow.objects.get().step == Step.DONE
    assert Notice.objects.filter(name="appeal-overturned").count() == 1
    assert guard.standings.of(SUBJECT).standing is Standing.ACTIVE


@pytest.mark.usefixtures("threads_see_it")
def test_one_form_sent_twice_at_once_is_one_appeal(made_case: Made, person: People) -> None:
    row, by = suspended(made_case(RULE), person(Role.REVIEWER)), person(Role.CUSTOMER, account="acme")
    key, now = new_key(), timezone.now()
    came = at_once(*(lambda: bring(row, by, "a", [sent("p.pdf", PDF)], key, now) for _ in range(3)))
    appeal = AppealRow.objects.get()
    assert came == [appeal] * 3
    key = new_key()
    at_once(*(lambda: add(appeal, by, "b", [], key, now) for _ in range(3)))
    assert appeal.additions.count() == 1
    assert Upload.objects.count() == 1


def test_what_is_overturned_counts_against_its_rule(made_case: Made, person: People, guard: Guard) -> None:
    by = person(Role.REVIEWER)
    rows = [suspended(made_case(RULE, account=f"a{n}", sequence=10 * n), by) for n in range(1, 23)]
    for row in rows[:3]:
        decide(
            brought(row, person), person(Role.SENIOR), overturned=True, reasons="No.", language="en",
            now=timezone.now(),
        )  # fmt: skip
    (record,) = reversals.records(timezone.now())
    assert (record.rule, record.reversal.hits, record.reversal.base) == (RULE, 3, 22)


# Pages


def test_the_list_and_a_page(row: RulingRow, person: People, signed_in: Callable[..., Client]) -> None:
    appeal = brought(row, person, text="<script>alert(1)</script>")
    senior = signed_in(Role.SENIOR)
    assert appeal.id in senior.get("/appeals/").content.decode()
    assert appeal.id not in senior.get("/appeals/?state=decided").content.decode()
    assert appeal.id not in senior.get("/appeals/?account=other").content.decode()
    page = senior.get(f"/appeals/{appeal.id}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert 'name="reasons"' in page
    assert AuditEntry.objects.get(action="appeal.viewed").purpose == "appeal"
    assert 'name="reasons"' not in signed_in(Role.AUDITOR).get(f"/appeals/{appeal.id}/").content.decode()


def test_it_is_decided_on_its_page(
    row: RulingRow, person: People, signed_in: Callable[..., Client], guard: Guard
) -> None:
    send_rulings()
    appeal = brought(row, person)
    path, senior = f"/appeals/{appeal.id}/decide/", signed_in(Role.SENIOR)
    told = {"outcome": "overturned", "language": "en", "reasons": "Another's list."}
    assert senior.post(path, {**told, "reasons": ""}).status_code == 422
    assert senior.post(path, {**told, "language": "fr"}).status_code == 409
    assert signed_in(Role.REVIEWER).post(path, told).status_code == 403
    assert not DecisionRow.objects.exists()
    assert senior.post(path, told).status_code == 302
    assert guard.standings.of(SUBJECT).standing is Standing.ACTIVE
    again = senior.post(path, told)
    assert again.status_code == 409
    assert DecisionRow.objects.count() == 1
    assert "Another&#x27;s list." in senior.get(f"/appeals/{appeal.id}/").content.decode()


def test_who_ruled_is_told_on_the_page(
    made_case: Made, person: People, signed_in: Callable[..., Client]
) -> None:
    appeal = brought(suspended(made_case(RULE), person(Role.SENIOR)), person)
    page = signed_in(Role.SENIOR).get(f"/appeals/{appeal.id}/").content.decode()
    assert "senior took part in the ruling" in page
    assert 'name="reasons"' not in page


def test_a_decision_that_waits_can_be_told_again(
    row: RulingRow, person: People, signed_in: Callable[..., Client], request: pytest.FixtureRequest
) -> None:
    appeal = brought(row, person)
    decide(appeal, person(Role.SENIOR), overturned=True, reasons="No.", language="en", now=timezone.now())
    senior = signed_in(Role.SENIOR)
    assert "cannot be reached" in senior.get("/appeals/").content.decode()
    assert senior.post(f"/appeals/{appeal.id}/again/").status_code == 302
    request.getfixturevalue("guard")
    senior.post(f"/appeals/{appeal.id}/again/")
    assert DecisionRow.objects.get().step == Step.DONE


def test_queries_of_the_list_do_not_grow(
    made_case: Made,
    person: People,
    signed_in: Callable[..., Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    by = person(Role.REVIEWER)
    for number in range(60):
        account = f"acme{number}"
        brought(suspended(made_case(RULE, account=account, sequence=10 * number), by), person)
    senior = signed_in(Role.SENIOR)
    with django_assert_max_num_queries(12):
        first = senior.get("/appeals/")
    page = first.content.decode()
    assert page.count("data-row>") == 50
    after = page.split('rel="next"')[0].rsplit('href="?', 1)[1].split('"')[0].replace("&amp;", "&")
    assert senior.get(f"/appeals/?{after}").content.decode().count("data-row>") == 10


def test_a_statement_that_is_held_back_hides_its_ruling(
    made_case: Made, person: People, guard: Guard
) -> None:
    row = suspended(made_case(RULE), person(Role.REVIEWER), **held_back())
    send_rulings()
    later = timezone.now() + timedelta(days=11)
    assert not bringing.told("acme", timezone.now()).exists()
    assert not bringing.told("acme", later).exists()
    assert release_due(later) == 1
    assert not bringing.told("acme", timezone.now()).exists()
    assert bringing.told("acme", later).get() == row


def test_what_was_dismissed_is_not_told(made_case: Made, person: People, guard: Guard) -> None:
    case, by = made_case(RULE), person(Role.REVIEWER)
    propose(a_ruling(case, by, Outcome.DISMISS), case, by)
    assert RulingRow.objects.get().stage == Stage.IN_JOURNAL
    assert not bringing.told("acme", timezone.now()).exists()


def test_letters_go_by_mail_to_each_address_once(row: RulingRow, person: People) -> None:
    person(Role.CUSTOMER, "ann", account="acme")
    person(Role.CUSTOMER, "bob", account="other")
    brought(row, person)
    told = Delivery.objects.filter(notice__name="appeal-received").values_list("to", flat=True)
    assert sorted(told) == ["ann@example.com", "customeracme@example.com"]
