"""A case beside its plan's cohort: what is usual, as the watching half wrote it last."""

from pathlib import Path

import pytest
from conftest import NOW, Made

from fairline.console.people.rights import Role
from fairline.findings.cohorts import Cohort
from fairline.guard.cohort_file import FILE, CohortFile, read_cohorts, write_cohorts
from fairline.guard.day_closer import WATCH
from fairline.policy import DEFAULT_PLAN

pytestmark = pytest.mark.django_db
RULE = "called-though-listed"


def write(folder: Path, **plans: str) -> None:
    (folder / WATCH).mkdir(exist_ok=True)
    made = CohortFile(
        at=NOW,
        plan=DEFAULT_PLAN,
        plans=plans,
        cohorts=(
            Cohort(rule=RULE, plan=DEFAULT_PLAN, accounts=40, median=0.12, ninth=0.6),
            Cohort(rule=RULE, plan="business-phone", accounts=7, median=0.3, ninth=0.9),
        ),
    )
    write_cohorts(folder / WATCH, made)


@pytest.mark.parametrize(
    ("plans", "language", "said"),
    [
        ({}, "en", "beside 40 accounts of the plan"),
        ({}, "en", "half of them reach at most 12% of the limit, nine in ten at most 60%"),
        ({"acme": "business-phone"}, "en", "beside 7 accounts of the plan"),
        ({}, "fr", "la moitié atteint au plus 12\u00a0% de la limite, neuf sur dix au plus 60\u00a0%"),
    ],
)
def test_the_page_says_what_is_usual(
    plans: dict[str, str], language: str, said: str, tmp_path: Path, made_case: Made, signed_in: object
) -> None:
    write(tmp_path, **plans)
    browser = signed_in(Role.REVIEWER, language=language)  # type: ignore[operator]
    assert said in browser.get(f"/cases/{made_case(RULE).pk}/").content.decode()


def test_where_nothing_is_known_nothing_is_said(tmp_path: Path, made_case: Made, signed_in: object) -> None:
    browser, case = signed_in(Role.REVIEWER), made_case("number-never-calls")  # type: ignore[operator]
    assert "accounts of the plan" not in browser.get(f"/cases/{case.pk}/").content.decode()
    write(tmp_path)
    assert "accounts of the plan" not in browser.get(f"/cases/{case.pk}/").content.decode()
    (tmp_path / WATCH / FILE).write_text("{")
    assert read_cohorts(tmp_path / WATCH) is None
    assert browser.get(f"/cases/{case.pk}/").status_code == 200
