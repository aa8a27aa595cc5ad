"""Redress for blocked calls: who quotes a refusal of ours reaches people, and none can tell who does."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from fairline.console.appeals import redress
from fairline.console.appeals.bringing import new_key
from fairline.console.appeals.deciding import decide
from fairline.console.appeals.models import AppealRow, DecisionRow, Kind, RedressAsk, Step
from fairline.console.appeals.refused import NotTaken
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.rulings.models import Delivery
from fairline.console.rulings.sending import mail
from fairline.decision import Decision
from fairline.facts import Call, Direction, Purpose
from fairline.guard import Guard
from fairline.policy import Act
from fairline.ports.verdict import Ground, verdict_of

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def blocked(guard: Guard) -> Decision:
    """A telemarketing call at three in the morning, which the real guard refuses by a pattern: 603+."""
    night = datetime.now(NEW_YORK).replace(hour=3, minute=0)
    call = Call(
        id="call-1", started_at=night, account="acme-secret", campaign="spring", direction=Direction.OUTBOUND,
        purpose=Purpose.MARKETING, caller="+12025550101", called="+12125550199", called_places=("US-NY",),
        called_zones=("America/New_York",),
    )  # fmt: skip

    async def decided() -> Decision:
        return await guard.decide(call)

    decision = asyncio.run_coroutine_threadsafe(decided(), guard._loop).result(20)
    assert decision.act is Act.REFUSE
    return decision


def quoted(decision: Decision) -> str:
    """The id that the SIP port puts into the Reason header of its 603+."""
    verdict = verdict_of(decision)
    assert verdict.ground is Ground.ANALYTICS
    assert verdict.case is not None
    return verdict.case


def told(id: str, **more: str) -> dict[str, str]:
    local = timezone.localtime()
    return {
        "key": new_key(), "quoted": id, "day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}",
        "contact": "jo@example.com", "text": "I have her consent. <script>alert(1)</script>", **more,
    }  # fmt: skip


def asked(id: str, **more: str) -> object:
    return Client().post("/redress/", told(id, **more))


def test_a_blocked_call_reaches_people_within_a_day(blocked: Decision) -> None:
    assert asked(quoted(blocked)).status_code == 302  # type: ignore[attr-defined]
    assert not AppealRow.objects.exists()
    assert redress.look_up_waiting() == 1
    row = AppealRow.objects.get()
    assert (row.kind, row.account, row.by) == (Kind.REDRESS, "acme-secret", "jo@example.com")
    assert row.due_at - row.received_at == timedelta(hours=24)
    known = redress.blocked_of(row)
    assert known is not None
    assert (known.attempt, known.rule) == ("call-1", blocked.reasons[0].rule.name)
    sent = Delivery.objects.get(to="jo@example.com")
    assert (sent.way, sent.to) == (Delivery.Way.MAIL, "jo@example.com")
    assert row.id in sent.subject
    assert "acme-secret" not in sent.subject + sent.body
    assert redress.look_up_waiting() == 0


def test_an_id_that_is_none_of_ours_goes_nowhere_and_is_forgotten(blocked: Decision) -> None:
    asked("0123456789abcdef")
    redress.look_up_waiting()
    assert not AppealRow.objects.exists()
    assert not Delivery.objects.exists()
    one = RedressAsk.objects.get()
    assert (one.found, one.text) == ("no", "")
    assert "jo@" not in one.contact


@pytest.mark.parametrize("hours", [-3, 3])
def test_another_time_finds_nothing(blocked: Decision, hours: int) -> None:
    assert redress.find(quoted(blocked), timezone.now() + timedelta(hours=hours)) is None
    assert redress.find(quoted(blocked), timezone.now() + timedelta(hours=hours * 0.6)) is not None


def test_both_look_the_same(blocked: Decision) -> None:
    """The same status, headers, page and number of queries, whether there is such a call or not."""
    answers = []
    for id in (quoted(blocked), "0123456789abcdef"):
        answer = Client().post("/redress/", told(id), follow=True)
        answers.append((answer.redirect_chain, answer.status_code, sorted(answer.headers), answer.content))
    first, second = ([*each[:3], _without_tokens(each[3])] for each in answers)
    assert first == second
    assert b"acme-secret" not in answers[0][3]


def _without_tokens(content: bytes) -> list[bytes]:
    return [each for each in content.splitlines() if b"csrf" not in each.lower() and b"nonce" not in each]


def test_the_same_form_twice_is_one(blocked: Decision) -> None:
    form = told(quoted(blocked))
    for _ in range(2):
        assert Client().post("/redress/", form).status_code == 302
    redress.look_up_waiting()
    redress.look_up_waiting()
    assert AppealRow.objects.count() == 1
    asked(quoted(blocked))
    redress.look_up_waiting()
    assert AppealRow.objects.count() == 1


WRONG = {
    "no id": {"quoted": ""},
    "an id of other signs": {"quoted": "a'b"},
    "an id that is too long": {"quoted": "a" * 65},
    "two lines": {"quoted": "abc\ndef"},
    "no day": {"day": ""},
    "a day that is none": {"day": "2026-02-30"},
    "a day to come": {"day": "2199-01-01"},
    "a day before all": {"day": "0001-01-01"},
    "no address": {"contact": ""},
    "two addresses": {"contact": "a@example.com, b@example.com"},
    "a header in the address": {"contact": "a@example.com\nBcc: b@example.com"},
    "no text": {"text": " "},
    "too much text": {"text": "a" * 4_001},
    "no key": {"key": ""},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said(name: str) -> None:
    answer = asked("abc", **WRONG[name])
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not RedressAsk.objects.exists()


def test_one_place_has_to_wait_and_another_not() -> None:
    for _ in range(redress.ASKS_OF_A_PLACE):
        assert asked("abc").status_code == 302  # type: ignore[attr-defined]
    late = asked("abc")
    assert late.status_code == 429  # type: ignore[attr-defined]
    other = Client().post("/redress/", told("abc"), REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302
    RedressAsk.objects.update(received_at=timezone.now() - timedelta(hours=1, minutes=1))
    assert asked("abc").status_code == 302  # type: ignore[attr-defined]


def test_a_network_of_ipv6_is_one_place() -> None:
    for number in range(redress.ASKS_OF_A_PLACE):
        Client().post("/redress/", told("abc"), REMOTE_ADDR=f"2001:db8::{number:x}")
    late = Client().post("/redress/", told("abc"), REMOTE_ADDR="2001:db8::ffff:1")
    assert late.status_code == 429
    assert Client().post("/redress/", told("abc"), REMOTE_ADDR="2001:db8:0:1::1").status_code == 302


def test_all_together_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redress, "ASKS_OF_ALL", 3)
    for number in range(3):
        Client().post("/redress/", told("abc"), REMOTE_ADDR=f"192.0.2.{number}")
    assert Client().post("/redress/", told("abc"), REMOTE_ADDR="192.0.2.9").status_code == 429


def test_the_address_is_kept_as_a_hash_alone() -> None:
    Client().post("/redress/", told("abc"), REMOTE_ADDR="192.0.2.7")
    assert "192" not in str(RedressAsk.objects.values().get())


def test_it_is_answered_by_mail_in_the_language_it_came_in(
    blocked: Decision, person: Callable[..., Person], signed_in: Callable[..., Client]
) -> None:
    browser = Client(HTTP_ACCEPT_LANGUAGE="fr")
    page = browser.get("/redress/?id=" + quoted(blocked)).content.decode()
    assert "Un appel bloqué" in page
    assert f'value="{quoted(blocked)}"' in page
    browser.post("/redress/", told(quoted(blocked)))
    redress.look_up_waiting()
    row = AppealRow.objects.get()
    senior = signed_in(Role.SENIOR)
    shown = senior.get(f"/appeals/{row.pk}/").content.decode()
    assert "acme-secret" in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "Write them in French." in shown
    with pytest.raises(NotTaken):
        decide(row, person(Role.SENIOR), overturned=True, reasons="x", language="en", now=timezone.now())
    decide(
        row,
        person(Role.SENIOR),
        overturned=True,
        reasons="Le consentement est là.",
        language="fr",
        now=timezone.now(),
    )
    assert DecisionRow.objects.get().step == Step.DONE
    sent = Delivery.objects.latest("pk")
    assert sent.subject == f"Votre appel bloqué\u00a0: réponse à {row.id}"
    assert "Le consentement est là." in sent.body
    assert "acme-secret" not in sent.body


def test_a_customer_does_not_see_what_others_say_of_its_calls(
    blocked: Decision, signed_in: Callable[..., Client]
) -> None:
    asked(quoted(blocked))
    redress.look_up_waiting()
    customer = signed_in(Role.CUSTOMER, account="acme-secret")
    row = AppealRow.objects.get()
    assert row.pk not in customer.get("/own/").content.decode()
    assert customer.get(f"/own/appeals/{row.pk}/").status_code == 404


def test_the_mail_says_nothing_but_its_text(blocked: Decision, mailoutbox: list[EmailMessage]) -> None:
    asked(quoted(blocked))
    redress.look_up_waiting()
    mail(Delivery.objects.get(to="jo@example.com"), timezone.now())
    (told,) = mailoutbox
    assert told.to == ["jo@example.com"]
    assert AppealRow.objects.get().pk in told.body
    assert "/own/" not in told.body
    assert told.attachments == []
