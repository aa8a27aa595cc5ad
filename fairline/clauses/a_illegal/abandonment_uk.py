"""Abandoned calls in the United Kingdom: no share is safe any more, and none may be followed by another.

Since 2017 any silent or abandoned call may be misuse. The 3% of one day that Ofcom once allowed is kept as
the line past which a campaign is held, measured on London's clock. Whoever got an abandoned call is called
again within 72 hours only by an agent who is there: a second abandoned one in that time is the breach, which
slides by the hour. Calls that nobody classified count on neither side.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, calendar, columns, count, either, equal, industry, law, share, sliding
from fairline.signals.expressions import first_known, more_than

call, campaign = columns(Call), columns(Campaign)

ABANDONED_SHARE_MAX = industry(0.03,
    "Ofcom, persistent misuse statement of 2010, replaced in 2017",
    fr="Ofcom, déclaration de 2010 sur l'abus persistant, remplacée en 2017")  # fmt: skip
ABANDONED_TWICE = law(2, "Communications Act 2003 ss. 128-131; Ofcom, persistent misuse statement of 2016",
                      fr="Communications Act 2003 ss. 128-131 ; Ofcom, déclaration de 2016")  # fmt: skip
ANSWERED_MIN = 200  # ours: below it, one call weighs half a point
AGENT_DELAY_MAX = timedelta(seconds=2)  # Ofcom's

nobody = either(equal(call.agent_joined, False), more_than(call.agent_delay, AGENT_DELAY_MAX))
abandoned = first_known(call.abandoned, nobody)
answered_by_a_person = both(
    call.answered_live,
    equal(call.direction, Direction.OUTBOUND),
    equal(call.called_country, "GB"),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
london = calendar("day", zone="Europe/London")
abandoned_share = share(abandoned, of=answered_by_a_person, by=(call.account, call.campaign), over=london)
abandoned_call = both(answered_by_a_person, abandoned)
three_days = sliding(hours=72, hop=timedelta(hours=1))
abandoned_again = count(abandoned_call, of=abandoned_call, by=(call.account, call.called), over=three_days)

CLAUSE = Clause(
    id="abandonment-uk", letter=Letter.A,
    title=Text(en="Abandoned calls, United Kingdom", fr="Appels abandonnés, Royaume-Uni"),
    citation=Citation(
        law="Communications Act 2003 ss. 128-131; Ofcom, persistent misuse statement, 20 December 2016",
        url="https://www.ofcom.org.uk/consultations-and-statements/category-1/review-of-how-we-use-persistent-misuse-powers",
        in_force=date(2017, 3, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Answering machines were counted as people by the machine detection.",
             fr="La détection de répondeur a compté des machines comme des personnes."),
        Text(en="A line failed while the agent was speaking.",
             fr="La ligne a lâché pendant que l'agent parlait."),
        Text(en="Two persons of one household were called, each once.",
             fr="Deux personnes d'un même foyer ont été appelées, une fois chacune."),
    ),
    runbook=Text(
        en="Ask for the dialer's log of the day and its settings for machine detection; Ofcom asks for the"
        " reasoning behind them. See how numbers are kept from the dialer for 72 hours after an abandoned"
        " call, and what recorded message played and when.",
        fr="Demandez le journal du composeur et le réglage de la détection de répondeur ; Ofcom veut qu'il"
        " soit motivé. Voyez comment un numéro est soustrait au composeur pendant 72 heures après un abandon,"
        " et quel message a été diffusé, à quel moment.",
    ),
    rules=(
        Rule(
            id="A-ABN-UK", name="abandoned-share-uk", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.HOLD,
            title=Text(en="Abandoned in a day, UK", fr="Abandons sur un jour, Royaume-Uni"),
            when=(abandoned_share.above(ABANDONED_SHARE_MAX, base_min=ANSWERED_MIN, wilson=True),),
            reason=Text(
                en="{hits} of {base} calls answered in the day were abandoned ({value}), over {limit}.",
                fr="{hits} des {base} appels décrochés du jour ont été abandonnés ({value}), plus que"
                " {limit}.",
            ),
        ),
        Rule(
            id="A-ABN-UK", name="abandoned-again-uk", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.THROTTLE, title=Text(en="Abandoned again in 72 h", fr="Abandon répété sous 72 h"),
            when=(abandoned_again.at_least(ABANDONED_TWICE),),
            reason=Text(
                en="{called} got {hits} abandoned calls in 72 hours; after the first an agent must be there.",
                fr="{called} a reçu {hits} appels abandonnés en 72 heures ; après le premier, il faut un"
                " agent.",
            ),
        ),
    ),
)  # fmt: skip
