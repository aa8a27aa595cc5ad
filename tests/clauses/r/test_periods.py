"""Every span of section R, its unit, and whose it is."""

from fairline.clauses import REVIEW
from fairline.signals import Origin

LAW, PEER, DESIGN = Origin.LAW, Origin.PEER, Origin.DESIGN
WANTED = {
    "cure": (10, "days", DESIGN),
    "cure-slow": (30, "days", PEER),
    "notice-termination": (30, "days", LAW),
    "occasion": (90, "days", DESIGN),
    "expiry-number": (72, "hours", DESIGN),
    "expiry-service": (7 * 24, "hours", DESIGN),
    "ratification": (4, "hours", DESIGN),
    "review": (5, "business days", DESIGN),
    "delayed-statement": (14, "days", DESIGN),
    "appeal": (6, "months", LAW),
    "interpretation": (15, "days", LAW),
}


def test_periods_are_the_catalogues() -> None:
    found = {name: (each.limit.value, each.unit, each.limit.origin) for name, each in REVIEW.periods.items()}
    assert {name: found[name] for name in WANTED} == WANTED


def test_what_is_to_be_verified_says_so_in_both_languages() -> None:
    for name in ("notice-termination", "interpretation"):
        limit = REVIEW.periods[name].limit
        assert limit.source.endswith("verify")
        assert limit.source_fr.endswith("à vérifier")


def test_every_number_has_a_source_in_both_languages() -> None:
    assert all(each.limit.source and each.limit.source_fr for each in REVIEW.periods.values())
