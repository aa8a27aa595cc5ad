"""Fills a console so that each of its pages has something to show: as a program, in the folder of a house."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.house import House

ROOT = Path(__file__).parents[2]
STORIES = ("story-en", "story-fr", "ended-en", "ended-fr")
SHOWN, UNTOUCHED = "acme", "globex"
ACCOUNTS = (*STORIES, SHOWN, UNTOUCHED)
SEEDING_S = 120
READ_S = 60.0


def seeded(house: "House") -> None:
    """Fill the console of a house that runs."""
    environment = {
        **os.environ,
        "FAIRLINE_CONFIG": str(house.folder / "fairline.toml"),
        "DJANGO_SETTINGS_MODULE": "fairline.console.settings",
    }
    done = subprocess.run(
        (sys.executable, "-m", "tests.browser.seeding"),
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=SEEDING_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr + house.log()


def fill() -> None:
    """Make customers, rulings of several kinds, an appeal with a file, and what quality and legal work on."""
    import django

    django.setup()
    from fairline.console.cases.models import Case
    from fairline.console.people.models import Person

    until = time.monotonic() + READ_S
    while {*ACCOUNTS} - {*Case.objects.values_list("account", flat=True)}:
        assert time.monotonic() < until, "the console did not read the journal"
        time.sleep(0.1)
    for account in ACCOUNTS:
        _customer(account)
    people = {each.username: each for each in Person.objects.all()}
    case = Case.objects.get(account=SHOWN)
    _rule(case, people)
    _write(people)


def _customer(account: str) -> None:
    from fairline.console.people.models import Person
    from fairline.console.people.rights import Role
    from fairline.console.samples import PASSWORD

    name = f"customer-{account}"
    known, _ = Person.objects.get_or_create(
        username=name,
        defaults={"role": Role.CUSTOMER, "account": account, "email": f"{account}@customer.example"},
    )
    known.language = "fr" if account.endswith("fr") else "en"
    known.set_password(PASSWORD)
    known.save()


def _rule(case: "Case", people: "dict[str, Person]") -> None:  # type: ignore[name-defined] # noqa: F821
    """Suspend a number, ask a question, and have the suspension appealed with a file."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from fairline.cases import Outcome
    from fairline.console.appeals.bringing import bring, new_key
    from fairline.console.rulings.making import propose, sign
    from fairline.console.rulings.models import RulingRow
    from tests.console.ruled import a_ruling

    rosa, sami = people["rosa"], people["sami"]
    customer = people[f"customer-{case.account}"]
    asked = a_ruling(case, rosa, Outcome.ASK, cure_steps=("Which list do you call?",), notice=None)
    propose(asked, case, rosa)
    row = propose(a_ruling(case, rosa), case, rosa)
    if row.stage == "proposed":
        row = sign(row, sami)
    row = RulingRow.objects.get(pk=row.pk)
    assert row.stage == "in-journal", row.trouble
    file = SimpleUploadedFile("list.csv", b"number,asked\n+12125550101,yes\n", "text/csv")
    bring(row, customer, "They asked us to call.", [file], new_key(), datetime.now(UTC))


def _write(people: "dict[str, Person]") -> None:  # type: ignore[name-defined] # noqa: F821
    """Draw this week's samples, plant a known answer, and begin an interpretation."""
    from django.conf import settings

    from fairline.console.cases.models import Finding
    from fairline.console.quality import drawing, weekly
    from fairline.console.quality.judging import plant
    from fairline.console.quality.models import Kind, Said
    from fairline.console.registers import drafting
    from fairline.console.registers.wording import wording_of

    now = datetime.now(UTC)
    weekly.draw(settings.FOLDER, drawing.monday(now.date()), 20, "seed", "sami", now)
    finding = Finding.objects.filter(account=UNTOUCHED).first()
    assert finding is not None
    plant(Kind.FINDING, finding.pk, Said.RIGHT, "The check was read.", people["sami"])
    last = drafting.before(1)
    assert last is not None
    drafting.draft(wording_of(last), 1, now.date() + timedelta(days=60), people["lea"], now)


if __name__ == "__main__":
    fill()
