"""Ruling on a case: what is offered, what is refused, and how a ruling comes to be made by one or two."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fairline.console.cases.models import Case, State
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.models import Challenge, Duty, Notice, RulingRow, Stage, Statement
from fairline.console.tracing.models import Complaint, Linked
from fairline.guard import Guard
from tests.console.conftest import Made
from tests.console.ruling_forms import NUMBER, RULE_OF_NUMBERS, sent

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture
def case(made_case: Made) -> Case:
    return made_case(RULE_OF_NUMBERS, who={"caller": NUMBER})


def text(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def only() -> RulingRow:
    """The one ruling there is."""
    return RulingRow.objects.get()


# What is offered


def test_the_form_offers_what_evidence_permits_and_the_smallest_scope_first(
    case: Case, signed_in: Browser
) -> None:
    html = signed_in(Role.REVIEWER).get(f"/cases/{case.pk}/rule/").content.decode()
    offered = re.findall(r'name="outcome" value="(\w+)"', html)
    assert offered == ["dismiss", "ask", "warn", "throttle", "hold", "suspend", "terminate"]
    assert "nothing of this account is restricted" in html
    assert html.index(f"number:{NUMBER}") < html.index("service:call") < html.index("account:acme")


def test_it_says_why_the_rest_is_not_open(made_case: Made, signed_in: Browser) -> None:
    case = made_case("abandoned-share-us")  # class B, one item
    browser = signed_in(Role.REVIEWER)
    html = browser.get(f"/cases/{case.pk}/rule/").content.decode()
    assert 'value="suspend"' not in html
    assert 'value="terminate"' not in html
    assert "needs a certain record (class A), or two independent items of class B" in html
    french = browser.get(f"/cases/{case.pk}/rule/", headers={"accept-language": "fr"})
    assert french.status_code == 200
    refused = sent(browser, case, outcome="terminate", scope="account:acme")
    assert refused.status_code == 422
    assert not RulingRow.objects.exists()


def test_what_a_rule_only_observed_is_no_ground(made_case: Made, signed_in: Browser) -> None:
    case = made_case("abandoned-share-us")
    made_case(RULE_OF_NUMBERS, who={"caller": NUMBER}, sequence=9, mode="observe")
    html = signed_in(Role.REVIEWER).get(f"/cases/{case.pk}/rule/").content.decode()
    assert 'value="suspend"' not in html
    assert NUMBER not in html


def test_a_vague_word_without_interpretation_permits_no_restriction(
    made_case: Made, signed_in: Browser
) -> None:
    case = made_case("adult-offer-ages-unchecked")
    browser = signed_in(Role.REVIEWER)
    assert "no interpretation was in force" in text(browser.get(f"/cases/{case.pk}/rule/"))
    answer = sent(browser, case, outcome="hold", scope="account:acme")
    assert answer.status_code == 422
    assert "had no published interpretation in force on 2026-11-24" in text(answer)
    assert sent(browser, case, outcome="warn", scope="account:acme", key="other").status_code == 302


def test_a_finding_by_other_keys_than_its_rule_has_now_is_no_ground(
    made_case: Made, signed_in: Browser
) -> None:
    case = made_case(RULE_OF_NUMBERS, who={"caller": NUMBER, "planet": "Mars"})
    answer = signed_in(Role.REVIEWER).get(f"/cases/{case.pk}/rule/")
    assert "No finding of a rule in force is left to rest on" in text(answer)
    assert sent(signed_in(Role.REVIEWER), case, outcome="dismiss", scope="account:acme", findings=[])


def test_a_complaint_counts_beside_a_counted_finding(
    made_case: Made, signed_in: Browser, guard: Guard
) -> None:
    """Class B with a complaint permits to suspend a service, which class B alone does not."""
    case = made_case("abandoned-share-us")
    Complaint.objects.create(
        received_at=timezone.now() - timedelta(days=1), number=NUMBER, complainant="a-hash", source="person",
        account="acme", linked=Linked.CONFIRMED, digest="c" * 64, by="rosa",
    )  # fmt: skip
    browser = signed_in(Role.REVIEWER)
    assert "1 complaint about this account counts too" in text(browser.get(f"/cases/{case.pk}/rule/"))
    sent(
        browser, case, outcome="suspend", scope="service:call", how="notice", circumstances=["concealment"]
    )  # fmt: skip
    assert "c" * 64 in only().ruling.evidence


# Preview


def test_a_preview_lists_every_condition_and_makes_nothing(case: Case, signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    answer = sent(browser, case, step="preview", lasting="", suffices_call="yes", hours="100", review_on="")
    assert answer.status_code == 200
    said = text(answer)
    for words in (
        "a smaller scope would stop it: the call",
        "it lasts longer than 72\u00a0h",
        "nobody has confirmed that this keeps working: emergency calls",
        "no day is set for the review",
        "the harm is 3 of 4, or it is ordered",
        "notice is due: 10 days before it takes effect",
    ):
        assert words in said
    assert said.count(" holds .") == 4
    assert said.count(" fails .") == 2
    assert said.count(" not known .") == 2
    assert not RulingRow.objects.exists()
    assert 'value="propose"' not in answer.content.decode()


def test_a_preview_of_what_may_stand_shows_its_statement_and_the_way_on(
    case: Case, signed_in: Browser
) -> None:
    answer = sent(signed_in(Role.REVIEWER), case, step="preview")
    said = text(answer)
    assert said.count(" holds .") == 8
    assert "It waits for a second person before it takes effect." in said
    assert "Statement sor-r-" in said
    assert 'value="propose"' in answer.content.decode()
    assert "2 of 2 persons" in said
    assert not RulingRow.objects.exists()


def test_a_preview_in_french(case: Case, signed_in: Browser, person: Callable[..., Person]) -> None:
    browser = signed_in(Role.REVIEWER, "lise", language="fr")
    said = text(sent(browser, case, step="preview", lasting="", harm="2"))
    assert "le dommage est de 2 sur 4" in said
    assert "personne n'a confirmé que ceci continue" in said
    assert "Sans préavis\u00a0: les conditions" in said
    assert "Preuves au dossier" in said
    for english in ("Outcome", "Circumstances", "What it means", "not known", "holds"):
        assert english not in said


# One and two persons


def test_two_persons_suspend_a_number(case: Case, signed_in: Browser, guard: Guard) -> None:
    answer = sent(signed_in(Role.REVIEWER), case)
    row = only()
    assert (answer.status_code, answer["Location"]) == (302, f"/rulings/{row.pk}/")
    assert row.stage == Stage.PROPOSED
    assert not Statement.objects.exists()
    shown = text(signed_in(Role.SENIOR).get(f"/rulings/{row.pk}/"))
    assert "It waits for a second person" in shown
    signed_in(Role.SENIOR).post(f"/rulings/{row.pk}/sign/")
    row.refresh_from_db()
    assert row.stage == Stage.IN_JOURNAL
    assert row.ruling.decided_by == ("reviewer", "senior")
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.CLOSED, "suspend")
    sent_at, letter = Statement.objects.get().sent_at, Notice.objects.get()
    assert sent_at == letter.at
    assert letter.name == "suspension"
    assert NUMBER in letter.text
    assert Duty.objects.get().kind == Duty.Kind.REVIEW
    acts = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"ruling.proposed", "ruling.made", "ruling.viewed", "statement.sent"} <= acts


def test_who_proposed_cannot_sign(case: Case, signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    sent(browser, case)
    answer = browser.post(f"/rulings/{only().pk}/sign/", follow=True)
    assert "another person than the one who proposed it has to sign" in text(answer)
    assert only().stage == Stage.PROPOSED


def test_who_may_not_rule_may_look(case: Case, signed_in: Browser) -> None:
    sent(signed_in(Role.REVIEWER), case)
    row = only()
    for role in (Role.AUDITOR, Role.LEGAL):
        browser = signed_in(role)
        assert browser.get(f"/rulings/{row.pk}/").status_code == 200
        assert browser.get(f"/cases/{case.pk}/rule/").status_code == 403
        assert sent(browser, case, key="another").status_code == 403
        for act in ("sign", "withdraw", "due/ratify", "due/review"):
            assert browser.post(f"/rulings/{row.pk}/{act}/").status_code == 403
    customer = signed_in(Role.CUSTOMER, account="acme")
    for path in ("", f"{row.pk}/", f"{row.pk}/statement/", f"{row.pk}/statement.json", "deliveries/"):
        assert customer.get(f"/rulings/{path}").status_code == 403
    assert only().stage == Stage.PROPOSED


def test_a_withdrawn_ruling_waits_no_more(case: Case, signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    sent(browser, case)
    again = sent(browser, case, key="another")
    assert again.status_code == 422
    assert "waits for a second person: sign it or withdraw it first" in text(again)
    browser.post(f"/rulings/{only().pk}/withdraw/")
    assert only().stage == Stage.WITHDRAWN
    signed_in(Role.SENIOR).post(f"/rulings/{only().pk}/sign/")
    assert only().stage == Stage.WITHDRAWN
    assert sent(browser, case, key="another").status_code == 302


def test_a_replayed_form_makes_no_second_ruling(case: Case, signed_in: Browser, guard: Guard) -> None:
    browser = signed_in(Role.REVIEWER)
    first, second = (sent(browser, case, outcome="warn") for _ in range(2))
    assert first["Location"] == second["Location"] == f"/rulings/{only().pk}/"
    assert Statement.objects.count() == Notice.objects.count() == 1


def test_of_two_who_rule_on_one_case_the_second_is_told(case: Case, signed_in: Browser) -> None:
    version = case.version
    assert sent(signed_in(Role.REVIEWER), case, outcome="dismiss").status_code == 302
    answer = sent(signed_in(Role.SENIOR), case, key="other", version=version, outcome="dismiss")
    assert answer.status_code == 422
    assert RulingRow.objects.count() == 1


def test_one_person_suspends_a_number_in_danger_and_another_ratifies(
    case: Case, signed_in: Browser, guard: Guard
) -> None:
    browser, other = signed_in(Role.REVIEWER), signed_in(Role.SENIOR)
    sent(browser, case, harm="4")
    row = only()
    assert row.stage == Stage.IN_JOURNAL
    duty = Duty.objects.get(kind=Duty.Kind.RATIFY)
    assert duty.due_at == row.decided_at + timedelta(hours=4)
    assert "To be ratified" in text(other.get("/rulings/"))
    path = f"/rulings/{row.pk}/due/ratify/"
    browser.post(path, {"stands": "yes", "text": "Mine."})
    other.post(path, {"stands": "yes", "text": " "})
    duty.refresh_from_db()
    assert duty.done_at is None
    other.post(path, {"stands": "yes", "text": "I see the same."})
    row.refresh_from_db()
    assert row.ruling.ratified_by == "senior"
    other.post(path, {"stands": "no", "text": "Another thought."})
    duty.refresh_from_db()
    assert duty.stands is True
    other.post(f"/rulings/{row.pk}/due/review/", {"stands": "no", "text": "The number was lent."})
    assert Duty.objects.filter(stands=False).exists()
    assert "it should not stand" in text(other.get(f"/rulings/{row.pk}/"))


def test_nobody_ratifies_when_the_time_is_over(case: Case, signed_in: Browser, guard: Guard) -> None:
    sent(signed_in(Role.REVIEWER), case, harm="4")
    Duty.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    answer = signed_in(Role.SENIOR).post(
        f"/rulings/{only().pk}/due/ratify/", {"stands": "yes", "text": "Late."}, follow=True
    )
    assert "the time to ratify it is over" in text(answer)
    assert only().ruling.ratified_by is None


# Notice, termination, end


def test_a_termination_takes_notice_and_two_persons(case: Case, signed_in: Browser, guard: Guard) -> None:
    browser = signed_in(Role.REVIEWER)
    changes = {
        "outcome": "terminate", "scope": "account:acme", "how": "notice", "circumstances": ["concealment"],
        "no_notice_because": "", "review_on": "", "lasting": "",
    }  # fmt: skip
    soon = (timezone.now() + timedelta(days=29)).strftime("%Y-%m-%dT%H:%M")
    short = sent(browser, case, **changes, effective_at=soon)
    assert "notice was given for less than 30 days" in text(short)
    sent(browser, case, **changes)
    row = only()
    RulingRow.objects.update(proposed_at=timezone.now() - timedelta(days=2))
    signed_in(Role.SENIOR).post(f"/rulings/{row.pk}/sign/")
    row.refresh_from_db()
    assert row.stage == Stage.IN_JOURNAL
    made = row.ruling
    assert made.notice is not None
    assert made.effective_at - made.decided_at >= timedelta(days=30)
    assert made.notice.given_at == made.decided_at
    letter = Notice.objects.get()
    assert letter.name == "termination"
    assert "30 days of notice" in letter.text
    assert not Duty.objects.exists()


def test_a_restriction_ends_and_can_be_renewed_by_another_person_only(
    case: Case, signed_in: Browser, guard: Guard
) -> None:
    browser, other = signed_in(Role.REVIEWER), signed_in(Role.SENIOR)
    sent(browser, case, harm="4")
    row = only()
    form = other.get(f"/cases/{case.pk}/rule/?renews={row.pk}").content.decode()
    assert f'<option value="{row.pk}" selected>' in form
    assert "The case is closed" in text(sent(other, case, key="k2", harm="4"))
    assert sent(browser, case, key="k3", harm="4", renews=row.pk).status_code == 302
    waits = RulingRow.objects.get(stage=Stage.PROPOSED)
    other.post(f"/rulings/{waits.pk}/sign/")
    waits.refresh_from_db()
    assert (waits.stage, waits.ruling.renews) == (Stage.IN_JOURNAL, row.pk)


def test_what_is_restricted_can_be_lifted(case: Case, signed_in: Browser, guard: Guard) -> None:
    browser = signed_in(Role.REVIEWER)
    sent(browser, case, outcome="hold", how="at-once")
    row = only()
    assert text(browser.get(f"/rulings/{row.pk}/")).count("restricted") == 1
    form = browser.get(f"/cases/{case.pk}/rule/?lift={row.pk}").content.decode()
    assert re.search(r'value="restore" checked', form)
    sent(browser, case, key="lift", outcome="restore", reasons="It was a test number.")
    lifted = RulingRow.objects.get(outcome="restore")
    assert lifted.stage == Stage.IN_JOURNAL
    assert Notice.objects.filter(name="restoration").exists()
    assert "Standing now active" in text(browser.get(f"/rulings/{row.pk}/"))


def test_a_question_waits_for_its_answer_and_comes_back(case: Case, signed_in: Browser, guard: Guard) -> None:
    from fairline.console.rulings.after import overdue

    browser = signed_in(Role.REVIEWER)
    unasked = sent(browser, case, outcome="ask", cure_steps=" ")
    assert "Write what you want to know." in text(unasked)
    sent(browser, case, outcome="ask", cure_steps="Whose number is it?\nSince when?")
    question = Challenge.objects.get()
    assert question.question == "Whose number is it?\nSince when?"
    case.refresh_from_db()
    assert case.state == State.ASKED
    assert Notice.objects.get().name == "warning"
    days = (question.due_at - question.asked_at).days
    assert days == 10
    assert overdue(question.due_at - timedelta(seconds=1)) == 0
    assert overdue(question.due_at) == 1
    assert overdue(question.due_at) == 0
    case.refresh_from_db()
    assert case.state == State.OPEN
    assert case.events.filter(what="overdue").count() == 1


def test_nothing_is_told_of_what_was_dismissed(case: Case, signed_in: Browser, guard: Guard) -> None:
    sent(signed_in(Role.REVIEWER), case, outcome="dismiss", reasons="The number was ours.")
    assert only().stage == Stage.IN_JOURNAL
    assert not Statement.objects.exists()
    assert not Notice.objects.exists()


def test_what_was_ruled_elsewhere_is_shown_and_can_be_lifted_from_a_case(
    case: Case, signed_in: Browser, guard: Guard
) -> None:
    sent(signed_in(Role.REVIEWER), case, outcome="hold")
    RulingRow.objects.update(case=None, proposed_by=None)
    shown = signed_in(Role.REVIEWER).get(f"/rulings/{only().pk}/")
    assert f"/cases/{case.pk}/rule/?lift={only().pk}" in shown.content.decode()


def test_pages_ask_the_database_a_bounded_number_of_times(
    made_case: Made, signed_in: Browser, guard: Guard, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(Role.REVIEWER)
    for number in range(4):
        case = made_case(RULE_OF_NUMBERS, who={"caller": NUMBER}, sequence=1 + 10 * number)
        made_case("called-though-listed", "message-without-consent", sequence=500 + 10 * number)
        sent(browser, case, key=str(number), outcome="hold", harm="3", scope=f"number:{NUMBER}")
        Case.objects.filter(pk=case.pk).update(closed_at="2026-01-01T00:00Z")
    case = Case.objects.latest("pk")
    with django_assert_max_num_queries(30):
        assert browser.get(f"/cases/{case.pk}/rule/").status_code == 200
    with django_assert_max_num_queries(40):
        sent(browser, case, step="preview", key="another")
    with django_assert_max_num_queries(25):
        browser.get(f"/rulings/{RulingRow.objects.latest('proposed_at').pk}/")
    with django_assert_max_num_queries(12):
        browser.get("/rulings/deliveries/")


# The list


def test_the_list_is_filtered_by_its_address(
    made_case: Made, signed_in: Browser, guard: Guard, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(Role.REVIEWER)
    for account in ("acme", "globex"):
        case = made_case(RULE_OF_NUMBERS, account=account, who={"caller": NUMBER})
        sent(browser, case, key=account, outcome="warn" if account == "acme" else "hold")
    with django_assert_max_num_queries(12):
        shown = browser.get("/rulings/?account=acme&outcome=warn&stage=in-journal")
    assert "a warning, with time to mend" in text(shown).split("All rulings")[1]
    assert "globex" not in shown.content.decode()
    assert "No ruling is like that" in text(browser.get("/rulings/?account=acme&outcome=hold"))
    assert "held for a person" in text(browser.get("/rulings/?stage=nonsense"))
    for after in ("nonsense", "2026-11-24T10:00:00,x", "2026-11-24T10:00:00+00:00,\x01"):
        assert browser.get("/rulings/", {"after": after}).status_code == 200


def test_pages_follow_one_another(signed_in: Browser) -> None:
    now = timezone.now()
    RulingRow.objects.bulk_create(
        RulingRow(
            id=f"r-{n:03}", account="acme", scope_kind="account", scope_id="acme", outcome="warn",
            stage=Stage.IN_JOURNAL, proposed_at=now - timedelta(minutes=n // 2), body="{}",
        )
        for n in range(120)
    )  # fmt: skip
    browser, path, seen = signed_in(Role.AUDITOR), "/rulings/", []
    while path:
        html = browser.get(path).content.decode()
        seen += re.findall(r'<a href="/rulings/(r-\d+)/"', html)
        following = re.search(r'<a href="(\?[^"]+)" rel="next"', html)
        path = f"/rulings/{following[1].replace('&amp;', '&')}" if following else ""
    assert len(seen) == len(set(seen)) == 120
