"""Abandoned calls in the United States: a person answers a telemarketing call and nobody is there.

Measured as the FTC's safe harbor measures it: per campaign, over each successive 30 days of it, among calls
a person answered. Calls that nobody classified, or whose country nobody knows, count on neither side. The
same share of one UTC day is ours, and is there so that pacing is looked at before the 30 days are spent.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, either, equal, first_known, law, more_than, ours, share
from fairline.signals.windows import calendar, successive

call, campaign = columns(Call), columns(Campaign)

ABANDONED_SHARE_MAX = law(0.03, "16 CFR 310.4(b)(4)(i); 47 CFR 64.1200(a)(7)")
ABANDONED_SHARE_WARNING = ours(0.024,
    en="0.8 of the 3% in 16 CFR 310.4(b)(4)(i): time to slow the dialer",
    fr="0,8 fois les 3 % de 16 CFR 310.4(b)(4)(i) : temps de ralentir le composeur")  # fmt: skip
ABANDONED_SHARE_DAY = ours(0.03, en="the share of 16 CFR 310.4(b)(4)(i), held to one day instead of 30",
                           fr="la part de 16 CFR 310.4(b)(4)(i), sur un jour au lieu de 30")  # fmt: skip
ANSWERED_MIN = 200  # ours: below it, one call weighs half a point
AGENT_DELAY_MAX = timedelta(seconds=2)  # the law's: 16 CFR 310.4(b)(1)(iv)

nobody = either(equal(call.agent_joined, False), more_than(call.agent_delay, AGENT_DELAY_MAX))
abandoned = first_known(call.abandoned, nobody)
answered_by_a_person = both(
    call.answered_live,
    equal(call.direction, Direction.OUTBOUND),
    equal(call.called_country, "US"),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
of_campaign = (call.account, call.campaign)
periods = successive(days=30, since=first_known(call.campaign_started_at, campaign.started_at))
abandoned_share = share(abandoned, of=answered_by_a_person, by=of_campaign, over=periods)
abandoned_in_a_day = share(abandoned, of=answered_by_a_person, by=of_campaign, over=calendar("day"))

CLAUSE = Clause(
    id="abandonment-us", letter=Letter.A,
    title=Text(en="Abandoned calls, United States", fr="Appels abandonnés, États-Unis"),
    citation=Citation(
        law="16 CFR 310.4(b)(1)(iv), (b)(4)(i); 47 CFR 64.1200(a)(7)",
        url="https://www.ecfr.gov/current/title-16/section-310.4",
        in_force=date(2008, 10, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Machines were taken for people, so calls count that nobody answered live.",
             fr="Des répondeurs ont été pris pour des personnes : nul n'avait décroché."),
        Text(en="Agents joined in time, but the log has the moment they began to speak.",
             fr="L'agent était là à temps ; le journal note l'instant où il a pris la parole."),
        Text(en="The calls are no telemarketing: the purpose was declared wrongly.",
             fr="La campagne ne vend rien : c'est sa finalité qui a été mal déclarée."),
    ),
    runbook=Text(
        en="Ask for the dialer's log by the minute: calls answered, agents free, pacing. Check how machine"
        " detection was set, and whether the recorded message with the seller's name and number played"
        " within two seconds. Listen to calls only where the law allows it.",
        fr="Demandez le journal du composeur minute par minute : décrochés, agents libres, cadence. Voyez"
        " le réglage de la détection de répondeur, et si le message donnant nom et numéro du vendeur est"
        " parti dans les deux secondes. N'écoutez d'appels que si la loi le permet.",
    ),
    rules=(
        Rule(
            id="A-ABN-US", name="abandoned-share-us", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.THROTTLE, title=Text(en="Abandoned in 30 days", fr="Abandons sur 30 jours"),
            when=(abandoned_share.above(ABANDONED_SHARE_MAX, base_min=ANSWERED_MIN, wilson=True),),
            reason=Text(
                en="{hits} of {base} answered calls were abandoned ({value}); the limit is {limit}.",
                fr="{hits} appels décrochés sur {base} ont été abandonnés ({value}) ; limite : {limit}."),
        ),
        Rule(
            id="A-ABN-US", name="abandoned-share-us-warning", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.OBSERVE, title=Text(en="Abandoned, near the limit", fr="Abandons, limite proche"),
            when=(abandoned_share.above(ABANDONED_SHARE_WARNING, base_min=ANSWERED_MIN),),
            reason=Text(
                en="{hits} of {base} answered calls were abandoned ({value}): {limit} is near the law's 3%.",
                fr="{hits} des {base} appels décrochés ont été abandonnés ({value}) : au-delà de {limit}, les"
                " 3 % de la loi sont proches."),
        ),
        Rule(
            id="A-ABN-US", name="abandoned-share-us-day", mode=Mode.OBSERVE, severity=Severity.NOTICE,
            answer=Answer.OBSERVE, title=Text(en="Abandoned in a day", fr="Abandons sur un jour"),
            when=(abandoned_in_a_day.above(ABANDONED_SHARE_DAY, base_min=ANSWERED_MIN, wilson=True),),
            reason=Text(
                en="In one day {hits} of {base} answered calls were abandoned: {value}, over {limit}.",
                fr="Abandonnés en un jour : {hits} des {base} appels décrochés ({value}) ; limite {limit}."),
        ),
    ),
)  # fmt: skip
