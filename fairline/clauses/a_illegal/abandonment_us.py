"""Abandoned calls in the United States: a person answers a telemarketing call and nobody is there.

Measured as the FTC's safe harbor measures it: per campaign, over each successive 30 days of it, among calls
a person answered. Calls that nobody classified count on neither side.
"""

from datetime import date, timedelta

from fairline.facts import Call
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import both, columns, either, equal, first_known, law, more_than, ours, share, successive

call = columns(Call)

ABANDONED_SHARE_MAX = law(0.03, "16 CFR 310.4(b)(4)(i); 47 CFR 64.1200(a)(7)")
ABANDONED_SHARE_WARNING = law(0.024, "0.8 of 16 CFR 310.4(b)(4)(i)")
ANSWERED_MIN = 200  # ours: below it, one call weighs half a point
AGENT_DELAY_MAX = timedelta(seconds=2)  # the law's: 16 CFR 310.4(b)(1)(iv)

abandoned_share = share(
    first_known(call.abandoned, either(equal(call.agent_joined, False), more_than(call.agent_delay, AGENT_DELAY_MAX))),
    of=call.answered_live,
    by=(call.account, call.campaign),
    over=successive(days=30, since=call.campaign_started_at),
)

CLAUSE = Clause(
    id="abandonment-us",
    letter=Letter.A,
    title=Text(en="Abandoned calls, United States", fr="Appels abandonnés, États-Unis"),
    citation=Citation(
        law="16 CFR 310.4(b)(1)(iv), (b)(4)(i)",
        url="https://www.ecfr.gov/current/title-16/section-310.4",
        in_force=date(2008, 10, 1),
        checked_on=date(2026, 8, 1),
    ),
    innocent=(Text(en="x", fr="x"),),
    runbook=Text(en="x", fr="x"),
    rules=(
        Rule(
            id="A-ABN-US",
            name="abandoned-share-us",
            title=Text(en="x", fr="x"),
            when=(abandoned_share.above(ABANDONED_SHARE_MAX, base_min=ANSWERED_MIN, wilson=True),),
            severity=Severity.MAJOR,
            answer=Answer.THROTTLE,
            mode=Mode.ENFORCE,
            reason=Text(
                en="{hits} of {base} answered calls were abandoned ({value}); the limit is {limit}.",
                fr="{hits} des {base} appels décrochés ont été abandonnés ({value}) ; la limite est de {limit}.",
            ),
        ),
    ),
)
