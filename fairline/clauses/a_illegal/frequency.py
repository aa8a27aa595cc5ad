"""Telemarketing calls that try the same person more often than the law there, or its code of conduct, allows.

Every attempt of an account counts, answered or not and from whatever number, to one called number where the
law book has a cap of that many in that long. Florida, Oklahoma and Maryland mean calls on one subject, Oregon
spares customers, France means one trader; an account is held to be one. 24 hours slide by minutes and 30 days
by hours, so they are shorter by less than that; a day is one of São Paulo. Debts have caps of their own.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.law.frequency import binding_cap, recommended_cap
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, calendar, columns, count, equal, industry, law, sliding
from fairline.signals.expressions import first_known

call, campaign = columns(Call), columns(Campaign)

DAY, MONTH = timedelta(hours=24), timedelta(days=30)
THREE = law(3, "Fla. Stat. 501.616(6)(b); 15 O.S. 775C.4; Md. Code Com. Law 14-4501 ff.; ORS 646.563")
THREE_UNSURE = law(3, "caps of which the law book is not sure; none today",
                   fr="des plafonds dont le recueil n'est pas sûr ; aucun à ce jour")  # fmt: skip
FOUR = law(4, "C. conso. art. D. 223-9")
TWO = industry(2, "Código de Conduta SART (Brazil), self-regulation, per calendar day",
               fr="Código de Conduta SART (Brésil), autorégulation, par jour civil")  # fmt: skip

telemarketing = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
person = (call.account, call.called_places, call.called)
when = (call.called_places, call.started_at)
last_day, last_month = sliding(hours=24, hop=timedelta(minutes=1)), sliding(days=30, hop=timedelta(hours=1))
binds_3 = both(telemarketing, by_law(binding_cap, *when, 3, DAY))
unsure_3 = both(telemarketing, by_law(recommended_cap, *when, 3, DAY))
binds_4 = both(telemarketing, by_law(binding_cap, *when, 4, MONTH))
code_2 = both(telemarketing, by_law(recommended_cap, *when, 2, timedelta(days=1)))
tried_in_24_h = count(binds_3, of=binds_3, by=person, over=last_day)
tried_unsure = count(unsure_3, of=unsure_3, by=person, over=last_day)
tried_in_30_days = count(binds_4, of=binds_4, by=person, over=last_month)
tried_in_a_day = count(code_2, of=code_2, by=person, over=calendar("day", zone="America/Sao_Paulo"))

HOURS = Text(
    en="One person was tried {hits} times within 24 hours; the limit is {limit} ({law}).",
    fr="Une même personne a été sollicitée {hits} fois en 24 heures ; la limite est de {limit} ({law}).",
)

CLAUSE = Clause(
    id="frequency", letter=Letter.A, title=Text(en="Attempts to one person", fr="Tentatives répétées"),
    citation=Citation(
        law="Fla. Stat. 501.616(6)(b); C. conso. art. D. 223-9",
        url="https://www.legifrance.gouv.fr/eli/decret/2022/10/13/ECOC2223581D/jo/texte",
        in_force=date(2021, 7, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The calls were on different subjects, such as two orders.",
             fr="Les appels portaient sur des sujets distincts, deux commandes par exemple."),
        Text(en="The number is a company's switchboard: many people, one number.",
             fr="Le numéro est celui d'un standard : plusieurs personnes, un seul numéro."),
        Text(en="The line dropped and the person wanted to be called again.",
             fr="La ligne a coupé et la personne souhaitait qu'on la rappelle."),
        Text(en="Calls under a running contract, or in Oregon to a customer of the last 18 months.",
             fr="Des appels liés à un contrat en cours, ou dans l'Oregon à un client des 18 derniers mois."),
    ),
    runbook=Text(
        en="List the attempts with campaign, number shown, agent and result. Ask what each campaign sells,"
        " and whether other accounts call for the same trader. A refusal ends it whatever the count.",
        fr="Dressez la liste des tentatives : campagne, numéro affiché, agent, issue. Demandez ce que vend"
        " chaque campagne et si d'autres comptes appellent pour le même professionnel. Un refus clôt"
        " l'affaire, quel que soit le compte.",
    ),
    rules=(
        Rule(id="A-FRQ", name="attempts-24h", title=Text(en="Attempts in 24 h", fr="Tentatives en 24 h"),
             when=(tried_in_24_h.above(THREE),), law="frequency_cap", mode=Mode.ENFORCE, reason=HOURS,
             severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE),
        Rule(id="A-FRQ", name="attempts-24h-unsure", mode=Mode.ENFORCE, reason=HOURS, law="frequency_cap",
             title=Text(en="Attempts in 24 h, law unsure", fr="Tentatives en 24 h, loi incertaine"),
             when=(tried_unsure.above(THREE_UNSURE),), severity=Severity.NOTICE, answer=Answer.OBSERVE),
        Rule(id="A-FRQ", name="attempts-30-days", mode=Mode.ENFORCE, law="frequency_cap",
             title=Text(en="Attempts in 30 days", fr="Tentatives en 30 jours"), severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, when=(tried_in_30_days.above(FOUR),), reason=Text(
                 en="One person was tried {hits} times within 30 days; the limit is {limit} ({law}).",
                 fr="{hits} tentatives vers une même personne en 30 jours ; limite : {limit} ({law}).")),
        Rule(id="A-FRQ", name="attempts-day-code", mode=Mode.ENFORCE, law="frequency_cap",
             title=Text(en="Attempts in a day", fr="Tentatives par jour"), when=(tried_in_a_day.above(TWO),),
             severity=Severity.NOTICE, answer=Answer.OBSERVE, reason=Text(
                 en="One person was tried {hits} times in a day; the code of conduct allows {limit} ({law}).",
                 fr="{hits} tentatives vers une personne en un jour ; le code en admet {limit} ({law}).")),
    ),
)  # fmt: skip
