"""A call's own column and a column of its campaign can have names that read alike; they stay two."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.engine import Engine
from fairline.facts import Call, Campaign
from fairline.law import load
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, count, first_known, law, successive

call, campaign = columns(Call), columns(Campaign)
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
SAME = Text(en="Calls", fr="Appels")
CLAUSE = Clause(
    id="anchored",
    letter=Letter.A,
    title=SAME,
    citation=Citation(law="none", url="https://example.org", in_force=NOW.date(), checked_on=NOW.date()),
    innocent=(),
    runbook=SAME,
    rules=(
        Rule(
            id="T",
            name="anchored",
            title=SAME,
            mode=Mode.ENFORCE,
            severity=Severity.NOTICE,
            answer=Answer.OBSERVE,
            reason=SAME,
            when=(
                count(
                    True,
                    by=(call.account, call.campaign),
                    over=successive(
                        days=30, since=first_known(call.campaign_started_at, campaign.started_at)
                    ),
                ).at_least(law(1, "none")),
            ),
        ),
    ),
)

CASES = {
    "the call names its anchor and the campaign another": (NOW, NOW - timedelta(days=9), NOW),
    "only the call names one": (NOW, None, NOW),
    "only the campaign names one": (None, NOW - timedelta(days=9), NOW - timedelta(days=9)),
    "neither does": (None, None, None),
}


@pytest.mark.parametrize("name", CASES)
def test_the_calls_anchor_comes_before_the_campaigns(name: str) -> None:
    own, campaigns, expected = CASES[name]
    engine = Engine([CLAUSE], law=load(), plan="contact-center")
    engine.observe(Campaign(id="spring", at=NOW, account="acme", started_at=campaigns))
    engine.observe(Call(id="1", started_at=NOW, account="acme", campaign="spring", campaign_started_at=own))
    since = [finding.since for finding in engine.conclude()]
    assert since == ([] if expected is None else [expected])
