"""What follows from a ruling on paper: the statement of reasons, made from its record when it is made."""

import msgspec
from django.conf import settings

from fairline.cases import Ruling, Sender, statement
from fairline.console.cases.evidence import found
from fairline.console.cases.models import Finding
from fairline.console.policy import days, review
from fairline.console.rulings.models import RulingRow, Statement


def sender() -> Sender:
    """Return what stands under every statement."""
    told = settings.CONSOLE.sender
    return Sender(
        complaint_url=f"{settings.CONSOLE.url.rstrip('/')}/own/appeals/",
        court=told.court,
        out_of_court=told.out_of_court,
        via=("console", "mail") if settings.CONSOLE.mail is not None else ("console",),
    )


def made(row: RulingRow, ruling: Ruling) -> None:
    """Make the statement of a ruling. With a recorded reason it is sent later."""
    rows = Finding.objects.filter(id__in=ruling.findings).order_by("rule", "-until")
    findings = [each for each in map(found, rows) if each is not None]
    policies = sorted({each.policy for each in rows})
    made = statement(
        ruling,
        findings,
        policy=", ".join(policies),
        sender=sender(),
        days=days(),
        review=review(),
    )
    Statement.objects.create(
        ruling=row,
        account=row.account,
        language=ruling.language,
        made_at=ruling.decided_at,
        due_at=ruling.decided_at if ruling.delay is None else ruling.delay.until,
        body=msgspec.json.encode(made).decode(),
    )
