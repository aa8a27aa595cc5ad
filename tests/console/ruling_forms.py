"""What tests of rulings share: a form that may stand, and the means to spoil one thing of it."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from fairline.cases import Reach
from fairline.console.cases.models import Case

NUMBER = "+12025550123"
RULE_OF_NUMBERS = "number-never-calls"
"""Its key has the caller, its evidence is of class A, and no interpretation is needed."""


def form(case: Case, **changes: Any) -> dict[str, Any]:
    """Suspend a number at once, with all that this takes but a second person."""
    case.refresh_from_db()
    made: dict[str, Any] = {
        "key": "a-key-of-tests",
        "version": case.version,
        "step": "propose",
        "outcome": "suspend",
        "scope": f"number:{NUMBER}",
        "findings": list(case.findings.values_list("pk", flat=True)),
        "harm": "3",
        "trigger": "own-initiative",
        "hours": "72",
        "how": "at-once",
        "no_notice_because": "Every hour costs those called.",
        "review_on": (timezone.now() + timedelta(days=1)).date().isoformat(),
        "lasting": "on",
        "reasons": "It calls from a number that never calls.",
        "proportionality": "One number of two hundred.",
        "cure_steps": "Show your own number.",
        "language": "en",
    }
    for reach in Reach:
        made[f"suffices_{reach.value}"], made[f"why_{reach.value}"] = "no", "others go on"
    return {**made, **changes}


def sent(browser: Client, case: Case, **changes: Any) -> Any:
    """Post the form."""
    return browser.post(f"/cases/{case.pk}/rule/", form(case, **changes))
