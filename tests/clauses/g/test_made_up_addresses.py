"""PDPA (Singapore) s. 48B and its like: lists of made-up addresses, and texts along a range."""

from datetime import datetime

import pytest

from fairline.clauses.g_harvesting_spam.made_up_addresses import CLAUSE
from fairline.facts import Direction, ListUpload, Message
from fairline.facts.choices import is_among
from fairline.facts.numbering import number_of
from fairline.policy import Act, Answer, Evidence, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, MINUTE, SECOND, decided, texts
from tests.clauses.traffic import MONDAY

LIST, ELSEWHERE, ROW = "made-up-list", "made-up-list-elsewhere", "texts-in-a-row"


def upload(at: datetime = MONDAY, **fields: object) -> ListUpload:
    whole: dict[str, object] = {"account": "acme", "contact_list": "spring", "countries": ("SG", "MY")}
    return ListUpload(id=f"{at}{fields}", at=at, **(whole | fields))  # type: ignore[arg-type]


LISTS: dict[str, tuple[list[ListUpload], str | None]] = {
    "one made-up address": ([upload(generated=1)], LIST),
    "in the United States": ([upload(generated=9, countries=("US",))], LIST),
    "in Australia": ([upload(generated=9, countries=("AU",))], LIST),
    "elsewhere": ([upload(generated=1, countries=("FR",))], ELSEWHERE),
    "nobody knows where": ([upload(generated=1, countries=None)], ELSEWHERE),
    "none": ([upload(generated=0)], None),
    "nobody looked": ([upload(generated=None)], None),
    "no name of the list, no measure": ([upload(generated=1, contact_list=None)], None),
    "no account, no measure": ([upload(generated=1, account=None)], None),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str) -> None:
    facts, broken = LISTS[name]
    for rule in (LIST, ELSEWHERE):
        check(CLAUSE, rule, (facts, (1, 1) if rule == broken else None))


@pytest.mark.parametrize(("rule", "where"), [(LIST, ("SG",)), (ELSEWHERE, ("FR",))])
def test_windows_and_keys_of_lists(rule: str, where: tuple[str, ...]) -> None:
    first = upload(generated=1, countries=where)
    last = upload(MONDAY + DAY - SECOND, generated=1, countries=where)
    check(CLAUSE, rule, ([first, last], (2, 2)))
    check(CLAUSE, rule, ([first, upload(MONDAY + DAY, generated=1, countries=where)], (1, 1)))
    assert len(found(CLAUSE, rule, [first, upload(generated=1, countries=where, contact_list="b")])) == 2


def row(
    number: int, *, step: int = 1, start: datetime = MONDAY, first: int = 0, **fields: object
) -> list[Message]:
    return [
        text
        for each in range(number)
        for text in texts(
            1, start=start + each * SECOND, **({"recipient": f"+6591{100000 + first + step * each}"} | fields)
        )
    ]


ROWS: dict[str, Case] = {
    "nineteen": (row(19), None),
    "twenty": (row(20), (20, 20)),
    "every third number": (row(20, step=3), (20, 20)),
    "every fourth": (row(99, step=4), None),
    "received": (row(20, direction=Direction.INBOUND), None),
    "mailboxes": (row(20, recipient="a1@example.org"), None),
    "another sender": (row(19) + row(1, first=19, sender="+12025550111"), None),
    "another account": (row(19) + row(1, first=19, account="beta"), None),
    "the last moment of the day": (row(19) + row(1, first=19, start=MONDAY + DAY - SECOND), (20, 20)),
    "the first after it": (row(19) + row(1, first=19, start=MONDAY + DAY), None),
}


@pytest.mark.parametrize("name", ROWS)
def test_texts_in_a_row(name: str) -> None:
    check(CLAUSE, ROW, ROWS[name])


def test_the_list_is_refused_where_the_law_forbids_it() -> None:
    assert decided(CLAUSE, [], upload(generated=1)).act is Act.REFUSE
    assert decided(CLAUSE, [upload(generated=1)], upload(MONDAY + MINUTE, generated=0)).act is Act.ALLOW
    elsewhere = decided(CLAUSE, [], upload(generated=1, countries=("FR",)))
    assert (elsewhere.act, elsewhere.reasons[0].rule.act) == (Act.ALLOW, Act.HOLD)


def test_numbers_and_choices() -> None:
    addresses = ("+6591", "a@b", "+a", "+", "6591", "+١")
    assert [number_of(each) for each in addresses] == [6591, None, None, None, None, None]
    assert [is_among("a", ("a", "b")), is_among("c", ("a", "b")), is_among("a", ())] == [True, False, False]


def test_how_grave_it_is_and_the_reasons_in_both_languages() -> None:
    (made_up,) = found(CLAUSE, LIST, [upload(generated=1)])
    assert (made_up.severity, made_up.answer, made_up.rule.mode, made_up.rule.evidence) == (
        Severity.MAJOR, Answer.HOLD, Mode.ENFORCE, Evidence.A)  # fmt: skip
    assert made_up.reason(Lang.EN) == (
        "The list spring holds addresses that a program made up or gathered, where the law forbids writing"
        " to them."
    )
    assert made_up.reason(Lang.FR) == (
        "La liste spring contient des adresses fabriquées ou aspirées, là où la loi défend de leur écrire."
    )
    (elsewhere,) = found(CLAUSE, ELSEWHERE, [upload(generated=1, countries=("FR",))])
    assert (elsewhere.severity, elsewhere.answer) == (Severity.MINOR, Answer.HOLD)
    assert (made_up.limit.value, elsewhere.limit.value) == (1, 1)
    (walk,) = found(CLAUSE, ROW, row(20))
    assert (walk.severity, walk.answer, walk.rule.mode) == (Severity.MAJOR, Answer.HOLD, Mode.OBSERVE)
    assert walk.reason(Lang.EN) == (
        "+12025550100 wrote to 20 numbers in a row within 24\u00a0h; 20 are no list of people."
    )
