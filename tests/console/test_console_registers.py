"""Interpretations: written by one, published by another, never for the past; without one, no sanction."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from fairline.cases import NoticeGiven, Outcome, Ruling, Scope
from fairline.console import policy
from fairline.console.cases.evidence import items
from fairline.console.cases.models import Case, Finding
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records.models import AuditEntry
from fairline.console.registers import drafting, reading
from fairline.console.registers.forms import BoundForm, initial_bounds
from fairline.console.registers.models import Draft, Version
from fairline.console.registers.wording import Bound, Wording, wording_of
from fairline.console.rulings.making import NotPermitted, new_id, propose
from fairline.console.rulings.models import RulingRow
from fairline.policy import Harm, Lang, Lasting, ScopeKind
from fairline.signals import Origin
from tests.console.conftest import Made

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
People = Callable[..., Person]
Queries = Callable[[int], AbstractContextManager[object]]
NOW = datetime(2026, 12, 20, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
SCRIPT = "<script>alert(1)</script>"
ABUSIVE = policy.review().interpretations[0]
RULES = tuple(name for name, (_, rule) in sorted(policy.rules().items()) if ABUSIVE.covers(rule.id))[:2]
"""Two rules with one vague word, both of class B: enough to suspend a number."""


def next_version(number: int = 1, **other: object) -> Wording:
    """The next version of a packaged interpretation, with something changed."""
    last = drafting.before(number)
    assert last is not None
    said = {"text_en": "It means this {now}.", "text_fr": "Cela veut dire ceci {now}."}
    return replace(wording_of(last), **(said | other))


def new_word(**other: object) -> Wording:
    told: dict[str, object] = {
        "term": "reasonable use", "title_en": "Reasonable use", "title_fr": "Usage raisonnable",
        "text_en": "What most do.", "text_fr": "Ce que font la plupart.", "reasons_en": "Because.",
        "reasons_fr": "Parce que.", "rules": ("B-SDC",),
        "bounds": (
            Bound(rule="B-SDC", title_en="share", title_fr="part", value=0.15, unit="share",
                  origin=Origin.CONTRACT, source_en="terms", source_fr="conditions"),
        ),
    }  # fmt: skip
    return Wording(**(told | other))  # type: ignore[arg-type]


def published(wording: Wording, number: int | None, person: People, day: date | None = None) -> Version:
    first = day or drafting.earliest(number, wording.stricter, TODAY)
    held = drafting.draft(wording, number, first, person(Role.SENIOR), NOW)
    return drafting.publish(held.pk, held.version, first, person(Role.LEGAL), NOW)


def test_a_version_is_written_by_one_and_published_by_another(person: People) -> None:
    made = published(next_version(), 1, person)
    assert (made.number, made.version, made.written_by) == (1, 2, "senior")
    assert made.published_by.username == "legal"
    assert made.in_force_from == TODAY + timedelta(days=15)
    assert not Draft.objects.exists()
    last = AuditEntry.objects.order_by("-sequence")[0]
    assert (last.action, last.object) == ("interpretation.published", "interpretation:I-1.2")
    assert last.who == "legal"


def test_whoever_wrote_at_a_draft_cannot_publish_it(person: People) -> None:
    first = drafting.earliest(1, True, TODAY)
    held = drafting.draft(next_version(), 1, first, person(Role.SENIOR), NOW)
    held = drafting.change(held.pk, held.version, next_version(), first, person(Role.LEGAL), NOW)
    for by in (Role.SENIOR, Role.LEGAL):
        with pytest.raises(drafting.Refused, match="another person"):
            drafting.publish(held.pk, held.version, first, person(by), NOW)
    assert not Version.objects.exists()


DAYS = {
    "a stricter one, a day short of its notice": (True, 14, False),
    "a stricter one, on its day": (True, 15, True),
    "a milder one, for the past": (False, -1, False),
    "a milder one, today": (False, 0, True),
    "a milder one, before the version that it follows": (False, -12, False),
}


@pytest.mark.parametrize("name", DAYS)
def test_notice_is_given_and_nothing_is_for_the_past(name: str, person: People) -> None:
    stricter, days, may = DAYS[name]
    day = TODAY + timedelta(days=days)
    if may:
        assert published(next_version(stricter=stricter), 1, person, day).in_force_from == day
    else:
        with pytest.raises(drafting.Refused, match="it can be in force from"):
            published(next_version(stricter=stricter), 1, person, day)


def test_the_refusal_names_the_first_day_in_both_languages(person: People) -> None:
    with pytest.raises(drafting.Refused) as caught:
        published(next_version(), 1, person, TODAY)
    assert "2027-01-04" in caught.value.reason.en
    assert "04/01/2027" in caught.value.reason.fr


def test_days_of_notice_count_from_the_publication_and_not_from_the_draft(person: People) -> None:
    first = drafting.earliest(1, True, TODAY)
    held = drafting.draft(next_version(), 1, first, person(Role.SENIOR), NOW)
    later = NOW + timedelta(days=3)
    with pytest.raises(drafting.Refused, match="it can be in force from"):
        drafting.publish(held.pk, held.version, first, person(Role.LEGAL), later)
    made = drafting.publish(held.pk, held.version, first + timedelta(days=3), person(Role.LEGAL), later)
    assert made.in_force_from - made.published_on == timedelta(days=15)


def test_a_publisher_cannot_put_its_day_forward(person: People) -> None:
    first = drafting.earliest(1, True, TODAY)
    held = drafting.draft(next_version(), 1, first + timedelta(days=9), person(Role.SENIOR), NOW)
    with pytest.raises(drafting.Refused, match="before the day that its draft says"):
        drafting.publish(held.pk, held.version, first, person(Role.LEGAL), NOW)


def test_of_two_who_change_a_draft_the_second_is_told(person: People) -> None:
    first = drafting.earliest(1, True, TODAY)
    held = drafting.draft(next_version(), 1, first, person(Role.SENIOR), NOW)
    drafting.change(held.pk, 0, next_version(), first, person(Role.SENIOR), NOW)
    with pytest.raises(drafting.Refused, match="meanwhile"):
        drafting.change(held.pk, 0, next_version(), first, person(Role.SENIOR), NOW)
    with pytest.raises(drafting.Refused, match="meanwhile"):
        drafting.publish(held.pk, 0, first, person(Role.LEGAL), NOW)
    with pytest.raises(drafting.Refused, match="meanwhile"):
        drafting.drop(held.pk, 0, person(Role.SENIOR))
    drafting.drop(held.pk, 1, person(Role.SENIOR))
    assert not Draft.objects.exists()


def test_two_drafts_of_one_word_make_two_versions_one_after_the_other(person: People) -> None:
    first = drafting.earliest(1, True, TODAY)
    one = drafting.draft(next_version(), 1, first, person(Role.SENIOR), NOW)
    two = drafting.draft(next_version(), 1, first, person(Role.SENIOR), NOW)
    drafting.publish(one.pk, 0, first, person(Role.LEGAL), NOW)
    with pytest.raises(drafting.Refused, match="it can be in force from"):
        drafting.publish(two.pk, 0, first, person(Role.LEGAL), NOW)
    made = drafting.publish(two.pk, 0, first + timedelta(days=1), person(Role.LEGAL), NOW)
    assert made.version == 3


def test_a_new_word_gets_the_next_number_and_a_known_one_is_refused(person: People) -> None:
    most = max(each.number for each in policy.review().interpretations)
    assert published(new_word(), None, person).number == most + 1
    with pytest.raises(drafting.Refused, match="already"):
        published(new_word(), None, person)


@pytest.mark.parametrize(
    "change", ["UPDATE registers_version SET body = 'x'", "DELETE FROM registers_version"]
)
def test_the_database_refuses_to_change_what_is_published(change: str, person: People) -> None:
    published(new_word(), None, person)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(change)


def test_the_register_holds_what_was_published_and_asks_once_for_it(
    person: People, django_assert_num_queries: Queries
) -> None:
    before = policy.register()
    made = published(new_word(), None, person)
    after = policy.register()
    assert len(after.all) == len(before.all) + 1
    held = after.in_force("reasonable use", made.in_force_from)
    assert held is not None
    assert held.thresholds[0].limit.value == 0.15
    assert after.in_force("reasonable use", made.in_force_from - timedelta(days=1)) is None
    with django_assert_num_queries(1):
        assert policy.register() is after


def test_a_packaged_interpretation_comes_back_as_it_was() -> None:
    for each in policy.review().interpretations:
        again = wording_of(each).made(each.number, each.version, each.published_on, each.in_force_from)
        assert again == each


# No sanction without an interpretation


def sanction(case: Case, by: Person, *cites: str) -> Ruling:
    """A suspension of a number that lacks nothing but, perhaps, an interpretation."""
    found = list(Finding.objects.filter(case=case))
    now = timezone.now()
    return Ruling(
        id=new_id(),
        outcome=Outcome.SUSPEND,
        scope=Scope(
            kind=ScopeKind.NUMBER, id="+12025550100", account=case.account, duration=timedelta(hours=72)
        ),
        decided_at=now,
        effective_at=now,
        decided_by=(by.username,),
        reasons="It went on after the notice.",
        case=str(case.pk),
        harm=Harm.CONSUMERS,
        clauses=tuple(sorted({each.letter.lower() for each in found})),
        rules=tuple(sorted({each.rule for each in found})),
        findings=tuple(each.id for each in found),
        evidence=tuple(each.sha256 for each in items(found)),
        facts_since=min(each.since for each in found),
        interpretations=cites,
        notice=NoticeGiven(given_at=now - timedelta(days=40)),
        statement_sent_at=now,
        keeps=tuple(Lasting),
        no_life_depends=True,
    )


def reasons(case: Case, by: Person, *cites: str) -> str:
    try:
        propose(sanction(case, by, *cites), case, by)
    except NotPermitted as error:
        return "; ".join(each.en for each in error.reasons)
    return ""


def on(made_case: Made, day: datetime, account: str = "acme", sequence: int = 1) -> Case:
    return made_case(*RULES, account=account, sequence=sequence, since=day, until=day + timedelta(hours=1))


def test_the_engine_refuses_to_sanction_on_a_rule_whose_vague_word_has_no_meaning_yet(
    made_case: Made, person: People
) -> None:
    by = person(Role.REVIEWER)
    eve = datetime(2026, 12, 8, 23, 59, tzinfo=UTC)
    assert "Abusive dialing" in reasons(on(made_case, eve), by, "I-1.1")
    assert not RulingRow.objects.exists()
    on_the_day = on(made_case, datetime(2026, 12, 9, tzinfo=UTC), "late", 50)
    assert "I-1.1" in reasons(on_the_day, by)
    assert not RulingRow.objects.exists()
    assert reasons(on_the_day, by, "I-1.1") == ""
    assert RulingRow.objects.get().account == "late"


def test_a_new_word_takes_its_rules_out_of_use_until_its_day(made_case: Made, person: People) -> None:
    by = person(Role.REVIEWER)
    ids = tuple(policy.rules()[name][1].id for name in RULES)
    case = on(made_case, datetime(2026, 12, 10, tzinfo=UTC))
    made = published(new_word(rules=ids, bounds=()), None, person)
    assert "Reasonable use" in reasons(case, by, "I-1.1")
    assert not RulingRow.objects.exists()
    later = on(made_case, datetime(2027, 1, 10, tzinfo=UTC), "later", 50)
    assert f"I-{made.number}.1" in reasons(later, by, "I-1.1")
    assert reasons(later, by, "I-1.1", f"I-{made.number}.1") == ""


# Pages


def test_rulings_and_cases_that_cite_a_version_stand_on_its_page(
    made_case: Made, person: People, signed_in: Browser
) -> None:
    case = on(made_case, datetime(2026, 12, 10, tzinfo=UTC))
    ruling = sanction(case, person(Role.REVIEWER), "I-1.1")
    propose(ruling, case, person(Role.REVIEWER))
    browser = signed_in(Role.REVIEWER)
    shown = browser.get("/interpretations/1/").content.decode()
    assert ruling.id in shown
    assert f"/cases/{case.pk}/" in shown
    assert ruling.id not in browser.get("/interpretations/2/").content.decode()


def test_who_only_writes_of_an_id_does_not_cite_it(made_case: Made, person: People) -> None:
    case = on(made_case, datetime(2026, 12, 10, tzinfo=UTC))
    ruling = replace(sanction(case, person(Role.REVIEWER), "I-1.1"), reasons='We cite "I-2.1" as well.')
    propose(ruling, case, person(Role.REVIEWER))
    one, two = reading.meanings(policy.register(), TODAY)[:2]
    assert [row.id for row, _ in reading.citing(one)] == [ruling.id]
    assert reading.citing(two) == []


FORM = {
    "term": "reasonable use", "title_en": "Reasonable use", "title_fr": "Usage raisonnable",
    "text_en": f"What most do {SCRIPT} {{x}}.", "text_fr": "Ce que font la plupart.",
    "reasons_en": "Because.", "reasons_fr": "Parce que.", "rules": "B-SDC, B-", "stricter": "on",
    "in_force_from": "2099-01-01", "bounds-TOTAL_FORMS": "2", "bounds-INITIAL_FORMS": "0",
    "bounds-0-rule": "B-SDC", "bounds-0-title_en": "share", "bounds-0-title_fr": "part",
    "bounds-0-value": "15", "bounds-0-unit": "percent", "bounds-0-origin": "contract",
    "bounds-0-source_en": "terms", "bounds-0-source_fr": "conditions",
    "bounds-1-unit": "number", "bounds-1-origin": "law",
}  # fmt: skip


def test_from_the_form_to_the_public_page(signed_in: Browser) -> None:
    senior, legal = signed_in(Role.SENIOR), signed_in(Role.LEGAL)
    page = senior.post("/interpretations/drafts/new/", FORM)["Location"]
    assert SCRIPT not in senior.get(page).content.decode()
    own = senior.post(f"{page}publish/", {"version": "0", "in_force_from": "2099-01-01"})
    assert (own.status_code, "another person" in own.content.decode()) == (409, True)
    done = legal.post(f"{page}publish/", {"version": "0", "in_force_from": "2099-01-01"})
    made = Version.objects.get()
    assert done["Location"] == f"/interpretations/{made.number}/"
    anybody = Client()
    shown = anybody.get("/interpretations/public/").content.decode()
    assert f'id="I-{made.number}.1"' in shown
    assert 'id="I-9.1"' in shown
    assert SCRIPT not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {x}." in shown
    assert "<strong>15%</strong>" in shown
    anybody.cookies["django_language"] = "fr"
    shown = anybody.get("/interpretations/public/").content.decode()
    assert "Ce que font la plupart." in shown
    assert "<strong>15\u00a0%</strong>" in shown
    feed = anybody.get("/interpretations/public/feed.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert f"#I-{made.number}.1" in feed.content.decode()
    assert SCRIPT not in feed.content.decode()


WRONG = {
    "one language": {"text_fr": ""},
    "the same words in both": {"text_en": "Same.", "text_fr": "Same."},
    "no such rule": {"rules": "A-NONE"},
    "nothing begins so": {"rules": "Z-"},
    "more than a whole": {"bounds-0-value": "101"},
    "no number in a row": {"bounds-0-value": ""},
    "an infinite number": {"bounds-0-value": "inf"},
    "a number below nothing": {"bounds-0-value": "-1"},
    "a rule that is none in a row": {"bounds-0-rule": "A-NONE"},
    "a day that is none": {"in_force_from": "soon"},
    "the past": {"in_force_from": "2020-01-01"},
    "rows that cannot be": {"bounds-TOTAL_FORMS": "999"},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_draft_that_is_wrong_is_not_kept(name: str, signed_in: Browser) -> None:
    answer = signed_in(Role.SENIOR).post("/interpretations/drafts/new/", FORM | WRONG[name])
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Draft.objects.exists()


def test_the_next_version_begins_with_the_last_one_and_keeps_its_word(signed_in: Browser) -> None:
    senior = signed_in(Role.SENIOR)
    for number in {each.number for each in policy.register().all}:
        shown = senior.get(f"/interpretations/drafts/new/?of={number}").content.decode()
        assert "errorlist" not in shown
    two_rows = {"bounds-INITIAL_FORMS": "2", "bounds-1-DELETE": "on"}
    page = senior.post("/interpretations/drafts/new/?of=1", FORM | {"term": "another"} | two_rows)["Location"]
    assert [each.rule for each in Draft.objects.get().wording.bounds] == ["B-SDC"]
    assert Draft.objects.get().term == "abusive dialing"
    shown = senior.get(page).content.decode()
    assert "<ins>" in shown
    assert "<del>" in shown


def test_numbers_go_into_the_form_and_come_out_the_same() -> None:
    for each in policy.review().interpretations:
        wording = wording_of(each)
        for row, was in zip(initial_bounds(wording), wording.bounds, strict=True):
            form = BoundForm({name: str(value) for name, value in row.items()})
            assert form.is_valid(), form.errors
            assert form.bound == was


def test_differences_are_told_word_by_word() -> None:
    told = list(reading.differing("Calls that end at once.", "Calls that all end soon."))
    assert told == [
        ("same", "Calls that "), ("new", "all "), ("same", "end "), ("gone", "at once."), ("new", "soon."),
    ]  # fmt: skip
    assert list(reading.differing("", "a")) == [("new", "a")]


@pytest.mark.parametrize(
    ("role", "read", "write"),
    [
        (Role.REVIEWER, 200, 403),
        (Role.SENIOR, 200, 200),
        (Role.LEGAL, 200, 200),
        (Role.AUDITOR, 200, 403),
        (Role.ENGINEER, 403, 403),
        (Role.CUSTOMER, 403, 403),
    ],
)
def test_who_may_read_and_who_may_write(
    role: Role, read: int, write: int, signed_in: Browser, person: People
) -> None:
    held = drafting.draft(new_word(), None, date(2099, 1, 1), person(Role.SENIOR, "author"), timezone.now())
    browser = signed_in(role, account="acme" if role is Role.CUSTOMER else "")
    page = f"/interpretations/drafts/{held.pk}/"
    for url in ("/interpretations/", "/interpretations/1/", page):
        assert browser.get(url).status_code == read
    assert browser.get("/interpretations/drafts/new/").status_code == write
    for act in ("publish", "drop"):
        done = browser.post(f"{page}{act}/", {"version": "7"}).status_code
        assert (done == 403) is (write == 403)
    if role is Role.REVIEWER:
        browser.post(page, FORM | {"version": "0"})
        held.refresh_from_db()
        assert held.version == 0
    assert browser.get("/interpretations/public/").status_code == 200
    assert browser.get("/interpretations/999/").status_code == (404 if read == 200 else 403)


def test_pages_are_in_french_and_ask_the_database_a_bounded_number_of_times(
    signed_in: Browser, person: People, django_assert_max_num_queries: Queries
) -> None:
    published(new_word(), None, person)
    for number in range(1, 6):
        first = drafting.earliest(number, True, TODAY) + timedelta(days=400)
        drafting.draft(next_version(number), number, first, person(Role.SENIOR, f"s{number}"), NOW)
    browser = signed_in(Role.LEGAL, "marie", language="fr")
    browser.get("/interpretations/")
    with django_assert_max_num_queries(10):
        shown = browser.get("/interpretations/").content.decode()
    assert "Numérotation abusive" in shown
    assert "Règles couvertes" in shown
    with django_assert_max_num_queries(12):
        browser.get("/interpretations/1/")
    assert reading.bound(policy.register().all[0].thresholds[0], Lang.FR) == "15\u00a0%"
