"""Links between accounts: facts of the journal, shown on a case's page for a stated purpose."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from conftest import NOW, Made

from fairline.console.cases import links
from fairline.console.cases.models import Cursor, Linked
from fairline.console.people.rights import Role
from fairline.facts import Call, Link, LinkedBy
from fairline.guard.records import FactBody
from fairline.signals.book import Taken
from fairline.stores.closing import close_day
from fairline.stores.journal import Journal

pytestmark = pytest.mark.django_db


def write(folder: Path, *facts: Link | Call, at: datetime = NOW) -> None:
    """Write facts into the journal of a folder."""
    journal = Journal(folder, on_commit=lambda _: None, on_trouble=pytest.fail)
    for fact in facts:
        body = msgspec.json.encode(FactBody(fact=fact, taken=Taken.COUNTED))
        journal.append(int(at.timestamp() * 1e6), "fact", fact.id, body)
    journal.flush()
    assert journal.close()


def link(id: str, other: str = "phoenix", by: LinkedBy = LinkedBy.DEVICE, **more: object) -> Link:
    given: dict[str, object] = {"account": "acme", "other": other, "attribute": by} | more
    return Link(id=id, at=NOW, **given)  # type: ignore[arg-type]


def test_links_are_kept_and_nothing_else(tmp_path: Path) -> None:
    calls = [Call(id=f"c-{number}", started_at=NOW, account="acme") for number in range(5)]
    write(tmp_path, *calls, link("l-1"), calls[0], link("l-2", by=LinkedBy.IP, overlap=Decimal(1)))
    assert links.follow(tmp_path) == 2
    assert links.follow(tmp_path) == 0
    assert Cursor.objects.get(name="links").sequence == 8
    write(tmp_path, link("l-3", overlap=Decimal("0.75")), at=NOW + timedelta(minutes=1))
    assert links.follow(tmp_path) == 1
    newest = Linked.objects.get(attribute="device")
    assert newest.overlap == Decimal("0.75")


def test_links_of_a_closed_day_are_found(tmp_path: Path) -> None:
    write(tmp_path, link("l-1"), Call(id="c", started_at=NOW))
    write(tmp_path, link("l-2", other="other"), at=NOW + timedelta(days=1))
    close_day(tmp_path, NOW.date().isoformat())
    assert links.follow(tmp_path) == 2
    assert set(Linked.objects.values_list("other", flat=True)) == {"phoenix", "other"}


def test_an_empty_folder_has_none(tmp_path: Path) -> None:
    assert links.follow(tmp_path) == 0


def test_what_says_too_little_is_no_link(tmp_path: Path) -> None:
    write(tmp_path, link("l-1", other=None), Link(id="l-2", at=NOW, account="acme", other="b"))
    links.follow(tmp_path)
    assert not Linked.objects.exists()


def test_ties_are_the_same_from_both_sides(tmp_path: Path, made_case: Made) -> None:
    case = made_case("mostly-short-calls-day")
    others = link("l-4", account="younger", other="acme", by=LinkedBy.SCRIPT)
    write(tmp_path, link("l-1"), link("l-2", by=LinkedBy.IP), link("l-3", other="one"), others)
    links.follow(tmp_path)
    found = links.ties(case)
    assert [(each.account, len(each.by), each.independent) for each in found] == [
        ("phoenix", 2, True),
        ("one", 1, False),
        ("younger", 1, False),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Found by linkage.", "the same device", "the same numbers called (62%)", "one link only")),
        (
            "fr",
            (
                "Trouvé par rapprochement.",
                "le même appareil",
                "les mêmes numéros appelés (62\u00a0%)",
                "un seul lien",
            ),
        ),
    ],
)
def test_the_page_shows_them_for_a_purpose(
    language: str, words: tuple[str, ...], tmp_path: Path, made_case: Made, signed_in: object
) -> None:
    case = made_case("mostly-short-calls-day")
    shared = link("l-2", by=LinkedBy.DESTINATIONS, overlap=Decimal("0.62"))
    write(tmp_path, link("l-1"), shared, link("l-3", other="one"))
    links.follow(tmp_path)
    browser = signed_in(Role.REVIEWER, language=language)  # type: ignore[operator]
    assert "phoenix" not in browser.get(f"/cases/{case.pk}/").content.decode()
    browser.post("/records/purpose/", {"object": f"case:{case.pk}", "purpose": "review", "next": "/"})
    page = browser.get(f"/cases/{case.pk}/").content.decode()
    for each in ("phoenix", *words):
        assert each in page
