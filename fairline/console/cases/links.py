"""What the provider's linkage found accounts to have in common: facts of the journal, kept for the pages."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path

import msgspec
from django.db import transaction
from django.db.models import Q

from fairline.console.cases.models import NAME_MAX, Case, Cursor, Linked
from fairline.facts import Link, LinkedBy
from fairline.guard.course import FACT
from fairline.guard.records import FactBody
from fairline.stores.journal_files import days, entries, span

LINKS = "links"
STARTS = b'{"fact":{"kind":"link"'
BATCH = 200  # ours: links of one transaction
LINKS_MAX = 50  # ours: accounts of a case's page; what has more of them in common is no evidence of anything
INDEPENDENT = 2  # CLAUSES i: one link alone never merges accounts
_DECODE = msgspec.json.Decoder(FactBody).decode


def follow(folder: Path) -> int:
    """Keep the links that the journal has past the cursor; return how many. The newest of two accounts and
    an attribute counts, whichever of them is the newer account."""
    held = days(folder)
    if not held:
        return 0
    cursor, _ = Cursor.objects.get_or_create(name=LINKS)
    upto, count = span(folder, held[-1]).last, 0
    rest = entries(folder, after=cursor.sequence, kinds=(FACT,), starts=STARTS)
    while batch := list(islice(rest, BATCH)):
        with transaction.atomic():
            for entry in batch:
                _keep(_DECODE(entry.body).fact)
        upto, count = max(upto, batch[-1].sequence), count + len(batch)
    if upto != cursor.sequence:
        cursor.sequence = upto
        cursor.save()
    return count


def _keep(link: object) -> None:
    if not isinstance(link, Link) or None in (link.account, link.other, link.attribute):
        return
    assert link.attribute is not None
    Linked.objects.update_or_create(
        account=str(link.account)[:NAME_MAX],
        other=str(link.other)[:NAME_MAX],
        attribute=link.attribute.value,
        defaults={
            "at": link.at,
            "overlap": link.overlap,
            "sanctioned_at": link.other_sanctioned_at,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One account that another is linked with, and by what: each attribute with how much is shared."""

    account: str
    by: tuple[tuple[LinkedBy, Decimal | None], ...]
    independent: bool
    """Whether there are two links at least, so that they may be taken for one."""


def ties(case: Case) -> tuple[Tie, ...]:
    """Return the accounts that linkage found linked with a case's, those with the most links first."""
    rows = Linked.objects.filter(Q(account=case.account) | Q(other=case.account))
    found: dict[str, dict[LinkedBy, Decimal | None]] = {}
    for row in rows.order_by("attribute", "id"):
        other = row.other if row.account == case.account else row.account
        found.setdefault(other, {})[LinkedBy(row.attribute)] = row.overlap
    made = (
        Tie(account=account, by=tuple(by.items()), independent=len(by) >= INDEPENDENT)
        for account, by in found.items()
        if account != case.account
    )
    return tuple(sorted(made, key=lambda each: (-len(each.by), each.account)))[:LINKS_MAX]
