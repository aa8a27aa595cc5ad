"""Abandoned calls in Canada: a predictive dialer reaches a person and has no agent within two seconds.

Measured per campaign and calendar month on Toronto's clock, among calls a person answered. The rule speaks of
a telemarketer, who may run several campaigns; a campaign is the least that can break it alone. Calls that
nobody classified, or whose country nobody knows, count on neither side.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, calendar, columns, either, equal, first_known, law, more_than, ours, share

call, campaign = columns(Call), columns(Campaign)

ABANDONED_SHARE_MAX = law(0.05, "CRTC Unsolicited Telecommunications Rules, Part III, ss. 27-28")
ABANDONED_SHARE_WARNING = ours(0.04,
    en="0.8 of the CRTC's 5%: time to slow the dialer",
    fr="0,8 fois les 5 % du CRTC : il est temps de ralentir le composeur")  # fmt: skip
ANSWERED_MIN = 200  # ours: below it, one call weighs half a point
AGENT_DELAY_MAX = timedelta(seconds=2)  # the law's: CRTC Rules, Part III, s. 27

nobody = either(equal(call.agent_joined, False), more_than(call.agent_delay, AGENT_DELAY_MAX))
abandoned_share = share(
    first_known(call.abandoned, nobody),
    of=both(
        call.answered_live,
        equal(call.direction, Direction.OUTBOUND),
        equal(call.called_country, "CA"),
        equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
    ),
    by=(call.account, call.campaign),
    over=calendar("month", zone="America/Toronto"),
)

CLAUSE = Clause(
    id="abandonment-ca", letter=Letter.A,
    title=Text(en="Abandoned calls, Canada", fr="Appels abandonnés, Canada"),
    citation=Citation(
        law="CRTC Unsolicited Telecommunications Rules, Part III, ss. 27-28",
        url="https://crtc.gc.ca/eng/phone/telemarketing/tobligations/rules-regles.htm",
        in_force=date(2008, 9, 30), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Answering machines were counted as people by the machine detection.",
             fr="La détection de répondeur a compté des machines comme des personnes."),
        Text(en="An outage took the agents' desktops away while calls were on their way.",
             fr="Une panne a déconnecté les agents alors que des appels étaient déjà partis."),
        Text(en="Agents dial by hand; the share of silent calls is then a matter of the log.",
             fr="Les agents composent eux-mêmes : le silence ne tient alors qu'au journal."),
    ),
    runbook=Text(
        en="Ask for the abandonment records that the Commission wants kept for three years, and hold the"
        " month's figures against ours. Look at pacing on the worst day, at the machine detection's settings,"
        " and at the same telemarketer's other campaigns: the rule is about all of them together.",
        fr="Demandez les relevés d'abandon que le Conseil fait conserver trois ans et comparez-les aux nôtres"
        " pour ce mois. Voyez la cadence du pire jour, le réglage de la détection de répondeur et les autres"
        " campagnes du même télévendeur : la règle les vise ensemble.",
    ),
    rules=(
        Rule(
            id="A-ABN-CA", name="abandoned-share-ca", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.THROTTLE, title=Text(en="Abandoned in a month", fr="Abandons sur un mois"),
            when=(abandoned_share.above(ABANDONED_SHARE_MAX, base_min=ANSWERED_MIN, wilson=True),),
            reason=Text(
                en="{hits} of {base} calls answered in the month were abandoned ({value}); the limit is"
                " {limit}.",
                fr="{hits} des {base} appels décrochés du mois ont été abandonnés ({value}) ; la limite est"
                " de {limit}.",
            ),
        ),
        Rule(
            id="A-ABN-CA", name="abandoned-share-ca-warning", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.OBSERVE, title=Text(en="Abandoned, near the limit", fr="Abandons, limite proche"),
            when=(abandoned_share.above(ABANDONED_SHARE_WARNING, base_min=ANSWERED_MIN),),
            reason=Text(
                en="{hits} of {base} calls answered in the month were abandoned ({value}): past {limit}, the"
                " limit of 5% is near.",
                fr="{hits} des {base} appels décrochés du mois ont été abandonnés ({value}) : au-delà de"
                " {limit}, la limite de 5 % est proche.",
            ),
        ),
    ),
)  # fmt: skip
