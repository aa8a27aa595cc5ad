"""Letters about appeals: the policy's notices, kept as they are sent."""

from datetime import datetime

from django.conf import settings

from fairline.cases import written_notice
from fairline.cases.saying import Said
from fairline.console.appeals.models import AppealRow
from fairline.console.policy import review
from fairline.console.rulings.models import Notice
from fairline.policy import Lang


def letter(name: str, appeal: AppealRow, now: datetime, **values: Said) -> Notice:
    """Write one of the policy's notices to the account of an appeal, in its language, and keep it."""
    made = written_notice(name, Lang(appeal.language), review(), appeal=appeal.id, **values)
    return Notice.objects.create(
        account=appeal.account,
        ruling=appeal.ruling,
        name=name,
        at=now,
        language=appeal.language,
        subject=made.subject,
        text="\n\n".join(made.paragraphs),
    )


def further() -> str:
    """Return where somebody who does not agree may still go."""
    told = settings.CONSOLE.sender
    return "; ".join(each for each in (told.out_of_court, told.court) if each)
