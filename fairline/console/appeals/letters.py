"""Letters about appeals: the policy's notices, kept as they are sent."""

from datetime import datetime

from django.conf import settings

from fairline.cases import written_notice
from fairline.cases.saying import Said, filled, plain
from fairline.cases.statement_words import SEAT
from fairline.console.appeals.models import AppealRow
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.policy import review
from fairline.console.rulings.models import Delivery, Notice
from fairline.policy import Lang, Text

EITHER = Text(en="{one}; {other}", fr="{one}\u202f; {other}")


def letter(name: str, appeal: AppealRow, now: datetime, **values: Said) -> Notice:
    """Write one of the policy's notices to the account of an appeal, in its language, keep it and post it."""
    made = written_notice(name, Lang(appeal.language), review(), appeal=appeal.id, **values)
    kept = Notice.objects.create(
        account=appeal.account,
        ruling=appeal.ruling,
        name=name,
        at=now,
        language=appeal.language,
        subject=made.subject,
        text="\n\n".join(made.paragraphs),
    )
    post(kept, now)
    return kept


def post(letter: Notice, now: datetime) -> None:
    """Put a letter on its way to the people of its account, by mail."""
    people = Person.objects.filter(role=Role.CUSTOMER, account=letter.account, is_active=True)
    addresses = people.exclude(email="").order_by("pk").values_list("email", flat=True)
    Delivery.objects.bulk_create(
        Delivery(
            way=Delivery.Way.MAIL,
            to=address,
            notice=letter,
            subject=" ".join(letter.subject.split()),
            made_at=now,
            next_at=now,
        )
        for address in dict.fromkeys(addresses)
    )


def further() -> Text:
    """Return where somebody who does not agree may still go."""
    told = settings.CONSOLE.sender
    court = plain(told.court) if told.court else SEAT
    return filled(EITHER, one=plain(told.out_of_court), other=court) if told.out_of_court else court
