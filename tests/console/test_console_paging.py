"""Pages of lists by position: every row once, whatever is equal and whatever comes meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.http import QueryDict

from fairline.console.cases.models import Case
from fairline.console.paging import PAGE, page

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


def case(number: int, weight: int, minutes: int) -> Case:
    told = {"account": f"a{number}", "weight": weight, "opened_at": AT + timedelta(minutes=minutes)}
    same = {"severity": 1, "harm": 1, "evidence": "B", "changed_at": AT, "due_at": AT}
    return Case.objects.create(**told, **same)


def listed() -> QuerySet[Case]:
    return Case.objects.order_by("-weight", "opened_at", "id")


def test_every_row_comes_once_and_in_order() -> None:
    for number in range(2 * PAGE + 20):
        case(number, weight=number % 3, minutes=number % 5)
    seen, after = [], ""
    while True:
        one = page(listed(), after)
        seen += one.rows
        if not one.after:
            break
        after = one.after
    assert [each.pk for each in seen] == [each.pk for each in listed()]


def test_what_comes_meanwhile_moves_nothing() -> None:
    for number in range(PAGE + 10):
        case(number, weight=5, minutes=number)
    first = page(listed(), "")
    case(1000, weight=9, minutes=0)
    second = page(listed(), first.after)
    assert not {each.pk for each in first.rows} & {each.pk for each in second.rows}
    assert len(second.rows) == 10


def test_the_next_page_asks_for_the_same() -> None:
    for number in range(PAGE + 1):
        case(number, weight=0, minutes=0)
    asked = QueryDict("account=a%26b&after=old")
    following = QueryDict(page(listed(), "").more(asked))
    assert following["account"] == "a&b"
    assert page(listed(), following["after"]).rows == [listed()[PAGE]]
    assert page(listed(), following["after"]).more(asked) == ""


@pytest.mark.parametrize(
    "after",
    [
        "1",
        "1,2026-11-24T10:00:00,1",
        "1,yesterday,1",
        f"{10**30},2026-11-24T10:00:00+00:00,1",
        "1,2026-11-24T10:00:00+00:00,\x00",
        "1,2026-11-24T10:00:00+00:00,1,1",
        "",
    ],
)
def test_after_a_position_that_is_none_comes_the_first_page(after: str) -> None:
    case(1, weight=1, minutes=0)
    assert len(page(listed(), after).rows) == 1
