"""A campaign whose calls go out at closed hours as a habit: the audit of whoever goes round calling hours.

Counted per campaign and UTC day among telemarketing calls to places whose law has hours. A call at a closed
hour or on a closed day counts alike; one whose places or zones nobody knows counts on neither side. Both
numbers are ours: one call is a clock, a hundredth of a day's calls is a schedule.
"""

from datetime import date

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.law import outside_binding_hours
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, calendar, columns, count, equal, first_known, ours, share

call, campaign = columns(Call), columns(Campaign)

CLOSED_SHARE_MAX = ours(0.01, en="a hundredth of a day's calls is no slip of a clock",
                        fr="un centième des appels du jour, ce n'est plus une horloge déréglée")  # fmt: skip
CLOSED_MAX = ours(20, en="twenty calls at closed hours in a day are a schedule",
                  fr="vingt appels en un jour aux heures fermées, c'est un planning")  # fmt: skip
CALLS_MIN = 200  # ours: below it, one call weighs half a point

telemarketing = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
outside = by_law(outside_binding_hours, call.called_places, call.called_zones, call.started_at)
of_campaign, day = (call.account, call.campaign), calendar("day")
closed_share = share(outside, of=telemarketing, by=of_campaign, over=day)
closed = count(outside, of=telemarketing, by=of_campaign, over=day)

CLAUSE = Clause(
    id="campaign-hours", letter=Letter.A,
    title=Text(en="Campaigns at closed hours", fr="Campagnes aux heures fermées"),
    citation=Citation(
        law="16 CFR 310.4(c); 47 CFR 64.1200(c)(1); C. conso. art. D. 223-9",
        url="https://www.ecfr.gov/current/title-16/section-310.4",
        in_force=date(1995, 12, 31), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The list's time zones were loaded wrongly, once, and corrected the same day.",
             fr="Les fuseaux de la liste ont été mal chargés, une fois, et corrigés le jour même."),
        Text(en="Persons had asked to be called back in the evening, and the account can show it.",
             fr="Des personnes avaient demandé à être rappelées le soir ; le compte en a la preuve."),
        Text(en="The campaign calls businesses, whose hours the law leaves open.",
             fr="La campagne appelle des entreprises, que la loi n'enferme dans aucun horaire."),
    ),
    runbook=Text(
        en="Compare the campaign's schedule with the hours of its calls, and see how they got past the check"
        " before each call: wrong zones, a changed purpose, a dialer outside. Ask who changed what and when,"
        " and whether it went on after the first refusals.",
        fr="Comparez le planning de la campagne aux heures de ses appels, et voyez comment ils ont échappé au"
        " contrôle préalable : fuseaux faux, finalité changée, composeur extérieur. Demandez qui a modifié"
        " quoi, quand, et si cela a continué après les premiers refus.",
    ),
    rules=(
        Rule(
            id="A-HRS-B", name="closed-hours-share", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD, title=Text(en="Share at closed hours", fr="Part aux heures fermées"),
            when=(closed_share.at_least(CLOSED_SHARE_MAX, base_min=CALLS_MIN),),
            reason=Text(
                en="{hits} of the campaign's {base} calls of the day ({value}) came at closed hours; the"
                " limit is {limit}.",
                fr="{hits} des {base} appels du jour de la campagne ({value}) sont tombés aux heures"
                " fermées ; la limite est de {limit}.",
            ),
        ),
        Rule(
            id="A-HRS-B", name="closed-hours-count", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD, title=Text(en="Calls at closed hours", fr="Appels aux heures fermées"),
            when=(closed.at_least(CLOSED_MAX),),
            reason=Text(
                en="{hits} of the campaign's {base} calls of the day came at closed hours; the limit is"
                " {limit}.",
                fr="{hits} des {base} appels du jour de la campagne sont tombés aux heures fermées ; la"
                " limite est de {limit}.",
            ),
        ),
    ),
)  # fmt: skip
