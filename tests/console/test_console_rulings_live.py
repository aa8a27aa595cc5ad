"""Rulings at a real guard: refused at once, told again when it was away, never twice, nothing lost."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from fairline.cases import AppealDecision, Outcome
from fairline.console.cases.models import Case, State
from fairline.console.journal import follow
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.rulings import guard as guard_door
from fairline.console.rulings.after import release_due
from fairline.console.rulings.guard import NotTaken, tell
from fairline.console.rulings.making import NotPermitted, send_waiting, sign
from fairline.console.rulings.models import Delivery, Duty, Notice, RulingRow, Stage, Statement
from fairline.facts import Call, Direction
from fairline.guard import Guard
from fairline.policy import ScopeKind
from fairline.ports.console import Overturn
from fairline.ports.http_deciding import decided
from fairline.standing import Standing, Subject
from tests.console.conftest import Made
from tests.console.ruling_forms import NUMBER, RULE_OF_NUMBERS, sent

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
SUBJECT = Subject(ScopeKind.NUMBER, "acme", NUMBER)


@pytest.fixture
def case(made_case: Made) -> Case:
    return made_case(RULE_OF_NUMBERS, who={"caller": NUMBER})


def asked(guard: Guard, id: str, caller: str = NUMBER) -> str:
    """Ask the guard, on its own thread, about a call from a number; return what its HTTP port would say."""
    call = Call(
        id=id,
        account="acme",
        direction=Direction.OUTBOUND,
        caller=caller,
        called="+12125550188",
        started_at=timezone.now(),
    )

    async def answered() -> str:
        return str(decided(call, await guard.decide(call)).act)

    return asyncio.run_coroutine_threadsafe(answered(), guard._loop).result(10)


def test_the_next_call_is_refused_and_passes_again_once_overturned(
    case: Case, signed_in: Browser, guard: Guard
) -> None:
    sent(signed_in(Role.REVIEWER), case)
    row = RulingRow.objects.get()
    assert asked(guard, "before") == "allow"
    signed_in(Role.SENIOR).post(f"/rulings/{row.pk}/sign/")
    assert asked(guard, "after") == "refuse"
    assert asked(guard, "beside", "+12025550199") == "allow"
    decision = AppealDecision(
        id="d-1", appeal="a-1", ruling=row.pk, decided_at=timezone.now(), decided_by="lea", overturned=True,
        reasons="It was lent.",
    )  # fmt: skip
    tell(Overturn(decision))
    assert asked(guard, "again") == "allow"


def test_a_guard_that_is_away_is_told_later_and_nobody_hears_of_it_before(
    case: Case, signed_in: Browser, request: pytest.FixtureRequest
) -> None:
    browser = signed_in(Role.REVIEWER)
    answer = sent(browser, case, harm="4")
    assert "could not be told yet" in browser.get(answer["Location"]).content.decode()
    row = RulingRow.objects.get()
    assert (row.stage, row.tries) == (Stage.MADE, 1)
    assert "cannot be reached" in row.trouble
    assert "Not taken by the guard yet" in signed_in(Role.AUDITOR).get("/rulings/").content.decode()
    assert send_waiting() == 0
    assert release_due(timezone.now()) == 0
    assert not Notice.objects.exists()
    assert Statement.objects.get().sent_at is None
    guard: Guard = request.getfixturevalue("guard")
    assert send_waiting() == 1
    assert send_waiting() == 0
    row.refresh_from_db()
    assert (row.stage, row.trouble) == (Stage.IN_JOURNAL, "")
    assert Statement.objects.get().sent_at is not None
    assert guard.standings.of(SUBJECT).standing is Standing.SUSPENDED
    assert len(guard.standings.rulings(SUBJECT)) == 1


def test_an_answer_that_was_lost_makes_no_second_ruling(
    case: Case, signed_in: Browser, guard: Guard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The guard takes it, and the console dies before it can write that down."""
    told = guard_door.tell

    def lost(*given: Any) -> None:
        told(*given)
        raise NotTaken("the guard broke off", again=True)

    monkeypatch.setattr("fairline.console.rulings.making.tell", lost)
    sent(signed_in(Role.REVIEWER), case, harm="4")
    assert RulingRow.objects.get().stage == Stage.MADE
    monkeypatch.setattr("fairline.console.rulings.making.tell", told)
    follow(tmp_path)
    assert RulingRow.objects.get().stage == Stage.IN_JOURNAL
    assert release_due(timezone.now()) == 1
    assert Notice.objects.count() == 1
    assert send_waiting() == 0
    follow(tmp_path)
    assert len(guard.standings.rulings(SUBJECT)) == RulingRow.objects.count() == 1


def test_what_the_guard_will_never_take_is_said_and_opens_the_case_again(
    case: Case, signed_in: Browser, guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*given: object) -> None:
        raise NotTaken("acme is terminated, from where suspend cannot follow", again=False)

    monkeypatch.setattr("fairline.console.rulings.making.tell", never)
    browser = signed_in(Role.REVIEWER)
    answer = sent(browser, case, harm="4")
    row = RulingRow.objects.get()
    assert row.stage == Stage.REFUSED
    shown = browser.get(answer["Location"]).content.decode()
    assert "The guard cannot take it." in shown
    case.refresh_from_db()
    assert (case.state, case.closed_at, case.outcome) == (State.OPEN, None, "")
    assert not Duty.objects.exists()
    assert not Notice.objects.exists()


def test_what_is_terminated_is_not_suspended(case: Case, signed_in: Browser, guard: Guard) -> None:
    row_of = RulingRow.objects.get
    sent(signed_in(Role.REVIEWER), case, outcome="hold", scope="account:acme")
    made = row_of()
    ended = msgspec.structs.replace(
        made.ruling,
        outcome=Outcome.TERMINATE,
        scope=msgspec.structs.replace(made.ruling.scope, duration=None),
    )
    made.body, made.outcome = msgspec.json.encode(ended).decode(), "terminate"
    made.save()
    answer = sent(
        signed_in(Role.REVIEWER), case, key="k", renews=made.pk, outcome="suspend", scope="account:acme"
    )
    assert answer.status_code == 422


@pytest.mark.usefixtures("threads_see_it")
def test_of_two_who_sign_at_once_one_does(case: Case, signed_in: Browser, person: Any, guard: Guard) -> None:
    sent(signed_in(Role.REVIEWER), case)
    row = RulingRow.objects.get()
    others: list[Person] = [person(Role.SENIOR, f"s{n}") for n in range(4)]
    start, done = threading.Barrier(len(others)), []

    def run(by: Person) -> None:
        start.wait()
        try:
            sign(row, by)
            done.append(by.username)
        except NotPermitted as error:
            done.append(error.reasons[0].en)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(each,)) for each in others]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    signed = [each for each in done if each.startswith("s") and len(each) == 2]
    assert len(signed) == 1, done
    assert done.count("it does not wait for anybody any more") == len(others) - 1
    row.refresh_from_db()
    assert row.ruling.decided_by == ("reviewer", *signed)
    assert Statement.objects.count() == Notice.objects.count() == 1
    assert len(guard.standings.rulings(SUBJECT)) == 1


@pytest.mark.usefixtures("threads_see_it")
def test_one_form_sent_twice_at_once_makes_one_ruling(case: Case, signed_in: Browser, guard: Guard) -> None:
    browsers = [signed_in(Role.REVIEWER) for _ in range(3)]
    answers: list[str] = []

    def run(browser: Client) -> None:
        answers.append(sent(browser, case, outcome="warn").get("Location", ""))
        connections.close_all()

    threads = [threading.Thread(target=run, args=(each,)) for each in browsers]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert set(answers) == {f"/rulings/{RulingRow.objects.get().pk}/"}
    assert Statement.objects.count() == 1


def test_a_ruling_reaches_the_guard_within_a_blink(case: Case, signed_in: Browser, guard: Guard) -> None:
    """``python -m bench.console_rulings`` measures it; here it only has to be of that order."""
    sent(signed_in(Role.REVIEWER), case)
    row, other = RulingRow.objects.get(), signed_in(Role.SENIOR)
    before = time.perf_counter()
    other.post(f"/rulings/{row.pk}/sign/")
    assert time.perf_counter() - before < 2
    assert guard.standings.of(SUBJECT).standing is Standing.SUSPENDED


def test_a_delayed_statement_leaves_when_it_is_due(case: Case, signed_in: Browser, guard: Guard) -> None:
    browser = signed_in(Role.REVIEWER)
    assert (
        "Say until when it is held back." in sent(browser, case, harm="4", delay="secrecy").content.decode()
    )
    bare = sent(browser, case, harm="4", delay="secrecy", delay_days="3")
    assert bare.status_code == 422
    long = sent(browser, case, harm="4", delay="secrecy", delay_days="15", delay_why="An inquiry.")
    assert long.status_code == 422
    sent(browser, case, harm="4", delay="secrecy", delay_days="14", delay_why="An inquiry.")
    of = Statement.objects.get()
    assert RulingRow.objects.get().stage == Stage.IN_JOURNAL
    assert of.sent_at is None
    assert of.due_at - of.made_at == timedelta(days=14)
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()
    assert release_due(of.due_at - timedelta(seconds=1)) == 0
    assert release_due(of.due_at) == 1
    assert release_due(of.due_at) == 0
    of.refresh_from_db()
    assert of.sent_at == Notice.objects.get().at == of.due_at
    assert "An inquiry" not in of.body
