"""Telemarketing at hours when the law where the called person is, or good practice there, forbids it.

Hours are those of every place and time zone the called person may be in; a call outside one of them is
outside. Calls are gathered by UTC day only so that a finding has a size: each is judged on its own clock. A
call whose places or zones nobody knows is not counted; one to a place without such hours is told as unknown.
"""

from datetime import date

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.law import outside_binding_hours, outside_recommended_hours
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, calendar, columns, count, equal, first_known, industry, law

call, campaign = columns(Call), columns(Campaign)

OUTSIDE_LAW = law(1,
    "the calling hours of the called person's place: one call outside them is a breach",
    fr="les horaires d'appel légaux là où se trouve l'appelé : un seul appel en dehors suffit")  # fmt: skip
OUTSIDE_PRACTICE = industry(1,
    "the calling hours that codes of conduct and good practice set for the place",
    fr="les horaires d'appel que les codes de conduite et l'usage fixent pour ce lieu")  # fmt: skip

where_and_when = (call.called_places, call.called_zones, call.started_at)
telemarketing = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
of_campaign = (call.account, call.campaign, call.called_places)
day = calendar("day")
outside_law = count(
    by_law(outside_binding_hours, *where_and_when), of=telemarketing, by=of_campaign, over=day
)
outside_practice = count(
    by_law(outside_recommended_hours, *where_and_when), of=telemarketing, by=of_campaign, over=day
)

CLAUSE = Clause(
    id="calling-hours", letter=Letter.A, title=Text(en="Calling hours", fr="Horaires d'appel"),
    citation=Citation(
        law="16 CFR 310.4(c); 47 CFR 64.1200(c)(1); C. conso. art. D. 223-9",
        url="https://www.ecfr.gov/current/title-16/section-310.4",
        in_force=date(1995, 12, 31), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The person had agreed to be called at that hour, and the account can show it.",
             fr="La personne avait accepté d'être appelée à cette heure-là ; le compte en a la preuve."),
        Text(en="The person's address is in another zone than the number: it was ported, or they moved.",
             fr="Numéro porté ou déménagement : l'adresse connue n'est pas dans le fuseau de l'indicatif."),
        Text(en="A business was called, where the law protects consumers only.",
             fr="C'est une entreprise qu'on appelait, là où la loi ne protège que le consommateur."),
        Text(en="The calls were surveys or service calls under a wrong purpose.",
             fr="Il s'agissait d'enquêtes ou de suivi de contrat, déclarés sous une autre finalité."),
    ),
    runbook=Text(
        en="Take the calls one by one: local time, and where the zone came from (address, area code,"
        " country). Ask for the consent with its text, date and proof, and for the address on file. One call"
        " at the edge of the hours is a clock; fifty are a schedule.",
        fr="Prenez les appels un à un : quelle heure locale, et d'où vient le fuseau (adresse, indicatif,"
        " pays) ? Réclamez le consentement, son texte, sa date, sa preuve, et l'adresse au dossier. Un appel"
        " en limite de plage, c'est une horloge ; cinquante, c'est un planning.",
    ),
    rules=(
        Rule(
            id="A-HRS", name="outside-binding-hours", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, title=Text(en="Outside the law's hours", fr="Hors des heures légales"),
            when=(outside_law.at_least(OUTSIDE_LAW),), law="calling_hours",
            reason=Text(
                en="{hits} of {base} telemarketing calls of the day came at hours the law closes ({law}).",
                fr="{hits} des {base} appels de prospection du jour sont tombés hors des heures légales"
                " ({law}).",
            ),
        ),
        Rule(
            id="A-HRS", name="outside-recommended-hours", mode=Mode.ENFORCE, severity=Severity.NOTICE,
            answer=Answer.OBSERVE, law="calling_hours",
            title=Text(en="Outside recommended hours", fr="Hors des heures recommandées"),
            when=(outside_practice.at_least(OUTSIDE_PRACTICE),),
            reason=Text(
                en="{hits} of {base} telemarketing calls of the day came at hours that good practice leaves"
                " in peace ({law}).",
                fr="{hits} des {base} appels de prospection du jour sont tombés hors des heures d'usage"
                " ({law}).",
            ),
        ),
    ),
)  # fmt: skip
