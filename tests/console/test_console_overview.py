"""The overview's numbers are those of the findings, however they came, in a few queries however many."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from fairline.console.cases import intake
from fairline.console.cases.models import Case, Finding, Seen, Tally
from fairline.console.cases.shown import shown
from fairline.console.cases.tallies import day
from fairline.console.overview import figures
from fairline.console.people.rights import Role
from tests.console.conftest import NOW, POLICY, Made, finding

pytestmark = pytest.mark.django_db
RULE, OTHER = "called-though-listed", "abandoned-share-us"


def told() -> tuple[dict[str, tuple[int, int]], int]:
    """Findings and accounts by rule, and the findings of all days."""
    rules = {each.rule.name: (each.findings, each.accounts) for each in figures.by_rule(NOW)}
    return rules, sum(sum(counts.values()) for _, counts in figures.by_day(NOW))


def test_findings_are_counted_once_however_often_they_are_read(made_case: Made) -> None:
    entries = [finding(RULE, sequence=1), finding(RULE, sequence=2), finding(RULE, "globex", sequence=3)]
    for _ in range(2):
        intake.take([*entries, finding(OTHER, sequence=4)], POLICY)
    assert told() == ({RULE: (3, 2), OTHER: (1, 1)}, 4)
    assert [on for on, _ in figures.by_day(NOW)] == [day(NOW)]


def test_what_is_older_than_the_days_shown_is_left_out() -> None:
    intake.take([finding(RULE)], POLICY)
    assert figures.by_rule(NOW + timedelta(days=figures.DAYS))
    later = NOW + timedelta(days=figures.DAYS + 1)
    assert figures.by_rule(later) == []
    assert figures.by_day(later) == []


def test_findings_of_before_are_counted_when_the_database_is_brought_up_to_date() -> None:
    intake.take([finding(RULE, sequence=n) for n in range(5)] + [finding(OTHER, "globex")], POLICY)
    before = told()
    assert before[1] == 6
    Tally.objects.all().delete()
    Seen.objects.all().delete()
    assert told() == ({}, 0)
    migration = import_module("fairline.console.cases.migrations.0005_counted")
    migration.forward(apps, connection.schema_editor())
    assert told() == before


def test_what_a_case_rests_on_is_said_of_rules_that_only_observe_too(made_case: Made) -> None:
    case = made_case(RULE)
    intake.take([finding(OTHER, sequence=9, mode="observe")], POLICY)
    rows = {
        each.rule.name: (each.count, each.observed) for each in shown(Case.objects.get(pk=case.pk), (), None)
    }
    assert rows == {RULE: (1, False), OTHER: (1, True)}


def test_queries_do_not_grow_with_findings(
    signed_in: Callable[..., Client],
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    browser = signed_in(Role.REVIEWER)
    for first in (0, 40):
        names = [f"a{first + n}" for n in range(40)]
        intake.take([finding(RULE, name, sequence=first + n) for n, name in enumerate(names)], POLICY)
        case = Case.objects.order_by("-id")[0]
        for path, most in (("/overview/", 16), ("/cases/", 6), (f"/cases/{case.pk}/", 20)):
            with django_assert_max_num_queries(most):
                assert browser.get(path).status_code == 200
    assert Finding.objects.count() == 80
