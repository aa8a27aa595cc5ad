"""More talk in a month than peers' plans hold to be fair for one seat.

Minutes of a user in the UTC month in which the calls started, in and out, held against the band that a peer
publishes for the same kind of plan. Calls within the house are free everywhere and are not counted; a call
whose direction or talk time nobody knows counts on neither side. The bands are peers', their steps past 100%
are ours, so the rule observes. Volume alone never suspends: it is told, then talked about.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import Unit, calendar, columns, equal, negated, ours, peer, per_plan, total

call = columns(Call)

CONTACT_CENTER, OWN_CARRIER, BUSINESS = 4000, 6500, 3000  # minutes a month; peers': 8x8, Genesys, Vonage
BAND = per_plan({
    "contact-center-byoc": peer(timedelta(minutes=OWN_CARRIER), "Genesys Cloud, BYOC, per user",
                                fr="Genesys Cloud, BYOC, par utilisateur"),
    "business-phone": peer(timedelta(minutes=BUSINESS), "Vonage Business, unlimited plans",
                           fr="Vonage Business, forfaits illimités"),
}, otherwise=peer(timedelta(minutes=CONTACT_CENTER), "8x8 Contact Center X6-X8, per concurrent seat",
                  fr="8x8 Contact Center X6-X8, par poste simultané"))  # fmt: skip
TOLD = per_plan({
    "contact-center-byoc": ours(timedelta(minutes=OWN_CARRIER * 1.2), en="1.2 times Genesys's band",
                                fr="1,2 fois la limite de Genesys"),
    "business-phone": ours(timedelta(minutes=BUSINESS * 1.2), en="1.2 times Vonage's band",
                           fr="1,2 fois la limite de Vonage"),
}, otherwise=ours(timedelta(minutes=CONTACT_CENTER * 1.2), en="1.2 times 8x8's band",
                  fr="1,2 fois la limite de 8x8"))  # fmt: skip
ASKED = per_plan({
    "contact-center-byoc": ours(timedelta(minutes=OWN_CARRIER * 1.5), en="1.5 times Genesys's band",
                                fr="1,5 fois la limite de Genesys"),
    "business-phone": ours(timedelta(minutes=BUSINESS * 1.5), en="1.5 times Vonage's band",
                           fr="1,5 fois la limite de Vonage"),
}, otherwise=ours(timedelta(minutes=CONTACT_CENTER * 1.5), en="1.5 times 8x8's band",
                  fr="1,5 fois la limite de 8x8"))  # fmt: skip

talk = total(
    call.talk,
    of=negated(equal(call.direction, Direction.INTERNAL)),
    by=(call.account, call.user),
    over=calendar("month"),
    unit=Unit.DURATION,
)

CLAUSE = Clause(
    id="volume", letter=Letter.H, title=Text(en="Minutes of a seat", fr="Minutes d'un poste"),
    citation=Citation(
        law="8x8, how contact center per-minute usage is charged; Genesys Cloud and Vonage, fair use",
        url="https://www.avoxi.com/blog/comparing-voip-provider-fair-use-policies/",
        in_force=date(2016, 1, 1), checked_on=date(2026, 11, 23),  # the year of the comparison
    ),
    innocent=(
        Text(en="A season or an incident: sales week, recall, storm.",
             fr="Une saison ou un incident : soldes, rappel de produits, tempête."),
        Text(en="Long times on hold, in queues of others, count as talk.",
             fr="De longues attentes dans les files d'autrui comptent comme conversation."),
        Text(en="The minutes are pooled over seats, and others used few.",
             fr="Les minutes sont mutualisées et d'autres postes en ont peu consommé."),
    ),
    runbook=Text(
        en="Draw the seat's months beside its cohort's, and the pool of the account. Ask what happened that"
        " month. First tell, then offer a plan that fits, with thirty days to choose; cutting off is no"
        " answer to volume.",
        fr="Tracez les mois de ce poste à côté de ceux de sa cohorte, et l'enveloppe du compte. Demandez ce"
        " qui s'est passé. D'abord informer, puis proposer une offre adaptée, avec trente jours pour"
        " choisir : on ne coupe pas pour du volume.",
    ),
    rules=(
        Rule(id="H-VOL", name="minutes-per-seat", title=Text(en="Minutes in a month", fr="Minutes par mois"),
             when=(talk.above(BAND),), mode=Mode.OBSERVE, severity=Severity.NOTICE, answer=Answer.OBSERVE,
             ladder=(
                 Rung(TOLD, Severity.MINOR, Answer.OBSERVE),
                 Rung(ASKED, Severity.MINOR, Answer.CHALLENGE),
             ),
             reason=Text(
                 en="User {user} talked for {hits} in the month, in {base} calls; the plan's step is"
                 " {limit}.",
                 fr="L'utilisateur {user} a parlé {hits} dans le mois, sur {base} appels ; le palier de"
                 " l'offre est de {limit}.")),
    ),
)  # fmt: skip
