"""Telemarketing on a day that the law, or a code there, leaves in peace altogether: a Sunday, a holiday.

Such a day has no calling hours at all where the called person may be, or a ban names it; of several places
and zones one is enough. Hours of other days are another clause's. Calls are gathered over 24 hours that
slide. A call whose places or zones nobody knows is not counted. Bans that an authority declares during an
emergency are in no fact, and are not measured.
"""

from datetime import date

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.law.banned_days import banned_day, recommended_banned_day
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, equal, first_known, industry, law, sliding

call, campaign = columns(Call), columns(Campaign)

ON_A_BANNED_DAY = law(1,
    "the days on which the called person's place allows no telemarketing: one call is a breach",
    fr="les jours sans démarchage là où se trouve l'appelé : un seul appel suffit")  # fmt: skip
ON_A_QUIET_DAY = industry(1,
    "the days that codes of conduct and good practice leave in peace there",
    fr="les jours que les codes de conduite et l'usage y laissent en paix")  # fmt: skip
NO_CAMPAIGN = "-"

telemarketing = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
where_and_when = (call.called_places, call.called_zones, call.started_at)
of_campaign = (call.account, first_known(call.campaign, NO_CAMPAIGN), call.called_places)
day = sliding(hours=24)
on_banned_day = both(telemarketing, by_law(banned_day, *where_and_when))
on_quiet_day = both(telemarketing, by_law(recommended_banned_day, *where_and_when))
banned = count(on_banned_day, of=on_banned_day, by=of_campaign, over=day)
quiet = count(on_quiet_day, of=on_quiet_day, by=of_campaign, over=day)

CLAUSE = Clause(
    id="banned-days", letter=Letter.A,
    title=Text(en="Sundays and holidays", fr="Dimanches et jours fériés"),
    citation=Citation(
        law="C. conso. art. D. 223-9; R.I. Gen. Laws 5-61-3.6; 73 P.S. 2241 ff.",
        url="https://www.legifrance.gouv.fr/eli/decret/2022/10/13/ECOC2223581D/jo/texte",
        in_force=date(2000, 1, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The person had agreed in writing to be called on that very day.",
             fr="La personne avait accepté par écrit d'être appelée ce jour-là."),
        Text(en="The number's area code is of another state or country than the person.",
             fr="L'indicatif est celui d'un autre État ou pays que celui de la personne."),
        Text(en="A business was called, where the ban protects consumers only.",
             fr="C'est une entreprise qu'on appelait, là où l'interdit ne protège que le consommateur."),
    ),
    runbook=Text(
        en="Look up the day in the calendar of the person's place, not of the number alone, and where that"
        " place came from. Ask who released the campaign for that day: a calendar that lacks one regional"
        " holiday is mended, a campaign that runs every Sunday was planned so.",
        fr="Cherchez le jour au calendrier du lieu de la personne, pas seulement à celui du numéro, et d'où"
        " vient ce lieu. Demandez qui a lancé la campagne ce jour-là : un férié régional oublié se corrige,"
        " une campagne qui tourne chaque dimanche a été voulue.",
    ),
    rules=(
        Rule(
            id="A-HOL", name="on-banned-day", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.B, law="calling_hours",
            title=Text(en="On a day without calls", fr="Un jour sans démarchage"),
            when=(banned.at_least(ON_A_BANNED_DAY),),
            reason=Text(
                en="Telemarketing calls on a day on which the law there allows none: {hits} ({law}).",
                fr="Appels de prospection un jour où la loi n'en permet aucun : {hits} ({law}).",
            ),
        ),
        Rule(
            id="A-HOL", name="on-quiet-day", mode=Mode.ENFORCE, severity=Severity.NOTICE,
            answer=Answer.OBSERVE, law="calling_hours",
            title=Text(en="On a quiet day", fr="Un jour de repos selon l'usage"),
            when=(quiet.at_least(ON_A_QUIET_DAY),),
            reason=Text(
                en="Telemarketing calls on a day that good practice leaves in peace: {hits} ({law}).",
                fr="Appels de prospection un jour que l'usage laisse en paix : {hits} ({law}).",
            ),
        ),
    ),
)  # fmt: skip
