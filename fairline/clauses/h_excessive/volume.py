"""More talk in a month than peers' plans hold to be fair, for one seat or, on plans that pool, for the
account.

Minutes in the UTC month in which the calls started, held against the band that a peer publishes for the
same kind of plan (see the list of plans): those of a user in and out, of a user's calls out where the plan
counts those, of the whole account where it pools them. Calls within the house are free everywhere and are
not counted; a call whose direction or talk time nobody knows counts on neither side. The bands are peers',
their steps past 100% are ours, so the rules observe. Volume alone never suspends: it is told, then talked
about.
"""

from datetime import date

from fairline.facts import Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Rung, Severity, Text
from fairline.policy.plans import account_band, outbound_band, seat_band
from fairline.signals import Unit, calendar, columns, equal, negated, total

call = columns(Call)

TOLD, ASKED = 1.2, 1.5  # ours: times the peer's band

not_internal = negated(equal(call.direction, Direction.INTERNAL))
outbound = equal(call.direction, Direction.OUTBOUND)
seat, month = (call.account, call.user), calendar("month")
talk = total(call.talk, of=not_internal, by=seat, over=month, unit=Unit.DURATION)
talk_out = total(call.talk, of=outbound, by=seat, over=month, unit=Unit.DURATION)
talk_of_all = total(call.talk, of=not_internal, by=call.account, over=month, unit=Unit.DURATION)

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
             when=(talk.above(seat_band()),), mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE,
             ladder=(Rung(seat_band(TOLD), Severity.MINOR, Answer.OBSERVE),
                     Rung(seat_band(ASKED), Severity.MINOR, Answer.CHALLENGE)),
             reason=Text(
                 en="User {user} talked for {hits} in the month, in {base} calls; the plan's step is"
                 " {limit}.",
                 fr="L'utilisateur {user} a parlé {hits} dans le mois, sur {base} appels ; le palier de"
                 " l'offre est de {limit}.")),
        Rule(id="H-VOL", name="minutes-out-per-seat", title=Text(en="Minutes out", fr="Minutes émises"),
             when=(talk_out.above(outbound_band()),), mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE,
             ladder=(Rung(outbound_band(TOLD), Severity.MINOR, Answer.OBSERVE),
                     Rung(outbound_band(ASKED), Severity.MINOR, Answer.CHALLENGE)),
             reason=Text(
                 en="User {user} placed {base} calls of {hits} in all in the month; the plan's step is"
                 " {limit}.",
                 fr="L'utilisateur {user} a passé {base} appels dans le mois, {hits} en tout ; le palier de"
                 " l'offre est de {limit}.")),
        Rule(id="H-VOL", name="minutes-per-account", title=Text(en="Minutes of all", fr="Minutes de tous"),
             when=(talk_of_all.above(account_band()),), mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE,
             ladder=(Rung(account_band(TOLD), Severity.MINOR, Answer.OBSERVE),
                     Rung(account_band(ASKED), Severity.MINOR, Answer.CHALLENGE)),
             reason=Text(
                 en="The account talked for {hits} in the month, in {base} calls; the plan's step is"
                 " {limit}.",
                 fr="Le compte a parlé {hits} dans le mois, sur {base} appels ; le palier de l'offre est de"
                 " {limit}.")),
    ),
)  # fmt: skip
