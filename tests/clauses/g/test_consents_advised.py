"""Codes and unsure laws that ask for consent, and consents more than two years old."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.g_harvesting_spam.consents_advised import CLAUSE
from fairline.facts import Account, Channel, Consent, Direction, Fact, Purpose
from fairline.law.opt_in import needs_opt_in, recommended_needs_opt_in
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, MINUTE, SECOND, THEIRS, decided, texts
from tests.clauses.traffic import MONDAY, law_book

ADVISED, OLD = "message-consent-advised", "message-on-old-consent"
YEARS = timedelta(days=730)


def consent(at: datetime = MONDAY - DAY, **fields: object) -> list[Fact]:
    whole: dict[str, object] = {
        "account": "acme", "contact": THEIRS, "channels": (Channel.SMS,), "purposes": (Purpose.MARKETING,),
        "proven": True,
    }  # fmt: skip
    return [Consent(id="c", at=at, **(whole | fields))]  # type: ignore[arg-type]
