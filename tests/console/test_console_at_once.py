"""Several people at once, each with a connection of their own: one wins, the rest are told, the chain holds.

They run on SQLite in a file, and on PostgreSQL when its tests run.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connections, transaction

from fairline.console.cases import intake, work
from fairline.console.cases.models import Case, CaseEvent, Finding
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records.chain import broken_at, entries
from fairline.console.records.log import record
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.making import NotPermitted, sign, withdraw
from fairline.console.rulings.models import RulingRow, Stage
from tests.console.conftest import NOW, Made, finding
from tests.console.ruling_forms import NUMBER, RULE_OF_NUMBERS, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("threads_see_it")]
PEOPLE = 6


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Do all at the same moment, each on a thread; return what each returned, or the exception of it."""
    start, done = threading.Barrier(len(acts)), list[object]([None] * len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            done[place] = act()
        except Exception as error:
            done[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert not any(each.is_alive() for each in threads)
    return done


@pytest.fixture
def people(person: Any) -> list[Person]:
    return [person(Role.SENIOR, f"s{number}") for number in range(PEOPLE)]


def test_of_those_who_take_one_case_one_has_it(made_case: Made, people: list[Person]) -> None:
    case = made_case(RULE_OF_NUMBERS, who={"caller": NUMBER})
    mine = [Case.objects.get(pk=case.pk) for _ in people]
    done = at_once([lambda c=c, p=p: work.claim(c, p, NOW) for c, p in zip(mine, people, strict=True)])
    won = [each for each in done if isinstance(each, Case)]
    assert len(won) == 1, done
    assert [str(each) for each in done if isinstance(each, work.NotDone)] == [str(work.TAKEN)] * (PEOPLE - 1)
    case.refresh_from_db()
    assert case.holder_id == won[0].holder_id
    assert case.version == 1
    assert CaseEvent.objects.filter(case=case, what="claimed").count() == 1
    assert AuditEntry.objects.filter(action="case.claimed").count() == 1
    assert broken_at(entries()) is None


def test_of_those_who_change_one_version_of_a_case_one_does(made_case: Made, people: list[Person]) -> None:
    case = made_case(RULE_OF_NUMBERS, who={"caller": NUMBER})
    mine = [Case.objects.get(pk=case.pk) for _ in people]
    done = at_once(
        [
            lambda c=c, p=p: work.escalate(c, Role.LEGAL, p, NOW, f"as {p.username} sees it")
            for c, p in zip(mine, people, strict=True)
        ]
    )
    assert len([each for each in done if isinstance(each, Case)]) == 1, done
    told = [str(each) for each in done if isinstance(each, work.NotDone)]
    assert told == [str(work.CHANGED)] * (PEOPLE - 1)
    assert CaseEvent.objects.filter(case=case, what="escalated").count() == 1


def test_who_signs_and_who_withdraws_cannot_both(
    made_case: Made, signed_in: Any, people: list[Person]
) -> None:
    sent(signed_in(Role.REVIEWER), made_case(RULE_OF_NUMBERS, who={"caller": NUMBER}))
    row = RulingRow.objects.get()
    acts: list[Callable[[], object]] = [lambda p=p: sign(row, p) for p in people[:3]]
    acts += [lambda p=p: withdraw(row, p) for p in people[3:]]
    done = at_once(acts)
    refused = [each for each in done if isinstance(each, NotPermitted)]
    assert len(refused) == PEOPLE - 1, done
    row.refresh_from_db()
    assert row.stage in (Stage.MADE, Stage.WITHDRAWN)
    made = AuditEntry.objects.filter(action__in=("ruling.made", "ruling.withdrawn"))
    assert made.count() == 1
    assert broken_at(entries()) is None


def test_of_those_who_sign_one_ruling_one_does(made_case: Made, signed_in: Any, people: list[Person]) -> None:
    sent(signed_in(Role.REVIEWER), made_case(RULE_OF_NUMBERS, who={"caller": NUMBER}))
    row = RulingRow.objects.get()
    done = at_once([lambda p=p: sign(row, p) for p in people])
    won = [each for each in done if isinstance(each, RulingRow)]
    assert len(won) == 1, done
    assert all(isinstance(each, RulingRow | NotPermitted) for each in done), done
    row.refresh_from_db()
    assert len(row.ruling.decided_by) == 2
    assert AuditEntry.objects.filter(action="ruling.made").count() == 1


def test_all_who_write_the_audit_log_at_once_are_in_it_in_one_chain() -> None:
    def several(who: str) -> int:
        for number in range(10):
            record(who, "trial.done", f"trial:{number}")
        return 10

    done = at_once([lambda w=w: several(f"w{w}") for w in range(PEOPLE)])
    assert done == [10] * PEOPLE
    rows = list(AuditEntry.objects.order_by("sequence"))
    assert [each.sequence for each in rows] == list(range(1, 10 * PEOPLE + 1))
    assert [each.at for each in rows] == sorted(each.at for each in rows)
    assert {each.who for each in rows} == {f"w{number}" for number in range(PEOPLE)}
    assert broken_at(entries()) is None


def test_what_is_undone_leaves_no_hole_in_the_chain() -> None:
    class Undone(Exception):
        pass

    def undone(who: str) -> None:
        with transaction.atomic():
            record(who, "trial.undone", "trial:1")
            raise Undone

    acts: list[Callable[[], object]] = [lambda w=w: undone(f"u{w}") for w in range(3)]
    acts += [lambda w=w: record(f"w{w}", "trial.done", "trial:1").sequence for w in range(3)]
    done = at_once(acts)
    assert all(isinstance(each, Undone) for each in done[:3]), done
    assert sorted(each for each in done[3:] if isinstance(each, int)) == [1, 2, 3], done
    assert broken_at(entries()) is None


def test_findings_taken_twice_at_once_are_one_case() -> None:
    def take() -> int:
        with transaction.atomic():
            return len(intake.take([finding(RULE_OF_NUMBERS)], "policy"))

    done = at_once([take] * 2)
    # Whoever comes second either sees what the first kept, or is refused by the database; never two cases.
    assert done.count(1) == 1, done
    assert Case.objects.count() == Finding.objects.count() == 1
