"""Telemarketing at hours when the law where the called person is, or good practice there, forbids it.

Hours are those of every place and time zone the called person may be in; a call outside one of them is
outside. Calls are gathered over 24 hours that slide: each is judged on its own clock, before it is made. A
call whose places or zones nobody knows is not counted; nor is one on a day without any hours, which is
another clause's. Texts are taken for calls where the law book says so, and courts disagree: that is only
asked about.
"""

from datetime import date

from fairline.facts import Call, Campaign, Direction, Message, Purpose
from fairline.law import outside_binding_hours, outside_recommended_hours
from fairline.law.banned_days import banned_day, recommended_banned_day
from fairline.law.duty_held import duty_held
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, equal, first_known, industry, law, negated, sliding

call, message, campaign = columns(Call), columns(Message), columns(Campaign)

OUTSIDE_LAW = law(1,
    "the calling hours of the called person's place: one call outside them is a breach",
    fr="les horaires d'appel légaux là où se trouve l'appelé : un seul appel en dehors suffit")  # fmt: skip
OUTSIDE_PRACTICE = industry(1, "hours that codes of conduct and good practice set for the place",
    fr="les horaires que les codes de conduite et l'usage fixent pour ce lieu")  # fmt: skip
TEXTS_AS_CALLS = law(1, "47 CFR 64.1200(c)(1), (e)")
NO_CAMPAIGN = "-"

where_and_when = (call.called_places, call.called_zones, call.started_at)
telemarketing = both(equal(call.direction, Direction.OUTBOUND),
                     equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING))  # fmt: skip
outside_law = both(telemarketing, negated(first_known(by_law(banned_day, *where_and_when), False)),
                   by_law(outside_binding_hours, *where_and_when))  # fmt: skip
outside_practice = both(
    telemarketing, negated(first_known(by_law(recommended_banned_day, *where_and_when), False)),
    by_law(outside_recommended_hours, *where_and_when))  # fmt: skip
text = both(
    equal(message.direction, Direction.OUTBOUND),
    equal(first_known(message.purpose, campaign.purpose), Purpose.MARKETING),
    by_law(duty_held, message.recipient_places, message.sent_at, "text_as_call"),
    by_law(outside_binding_hours, message.recipient_places, message.recipient_zones, message.sent_at),
)
of_campaign = (call.account, first_known(call.campaign, NO_CAMPAIGN), call.called_places)
of_texts = (message.account, first_known(message.campaign, NO_CAMPAIGN), message.recipient_places)
day = sliding(hours=24)
against_law = count(outside_law, of=outside_law, by=of_campaign, over=day)
against_practice = count(outside_practice, of=outside_practice, by=of_campaign, over=day)
texts = count(text, of=text, by=of_texts, over=day)

CLAUSE = Clause(
    id="calling-hours", letter=Letter.A, title=Text(en="Calling hours", fr="Horaires d'appel"),
    citation=Citation(
        law="16 CFR 310.4(c); 47 CFR 64.1200(c)(1); C. conso. art. D. 223-9",
        url="https://www.ecfr.gov/current/title-16/section-310.4",
        in_force=date(1995, 12, 31), checked_on=date(2026, 11, 23)),
    innocent=(
        Text(en="The person had agreed to be called at that hour, and the account can show it.",
             fr="La personne avait accepté d'être appelée à cette heure-là ; le compte en a la preuve."),
        Text(en="The person's address is in another zone than the number: it was ported, or they moved.",
             fr="Numéro porté ou déménagement : l'adresse connue n'est pas dans le fuseau de l'indicatif."),
        Text(en="A business was called, where the law protects consumers only.",
             fr="C'est une entreprise qu'on appelait, là où la loi ne protège que le consommateur."),
        Text(en="The calls were surveys or service calls under a wrong purpose.",
             fr="Il s'agissait d'enquêtes ou de suivi de contrat, déclarés sous une autre finalité.")),
    runbook=Text(
        en="Take the calls one by one: local time, and where the zone came from. Ask for the consent with its"
        " text, date and proof. One call at the edge of the hours is a clock; fifty are a schedule.",
        fr="Prenez les appels un à un : quelle heure locale, et d'où vient le fuseau ? Réclamez le"
        " consentement, son texte, sa preuve. Un appel en limite de plage, c'est une horloge ; cinquante, un"
        " planning."),
    rules=(
        Rule(id="A-HRS", name="outside-binding-hours", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, when=(against_law.at_least(OUTSIDE_LAW),),
             law="calling_hours", title=Text(en="Outside the law's hours", fr="Hors des heures légales"),
             reason=Text(en="Telemarketing calls at hours that the law closes: {hits} ({law}).",
                         fr="Appels de prospection hors des heures légales : {hits} ({law}).")),
        Rule(id="A-HRS", name="outside-recommended-hours", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, law="calling_hours", when=(against_practice.at_least(OUTSIDE_PRACTICE),),
             title=Text(en="Outside recommended hours", fr="Hors des heures recommandées"),
             reason=Text(en="Telemarketing calls at hours that good practice leaves in peace: {hits}"
                         " ({law}).",
                         fr="Appels de prospection hors des heures d'usage : {hits} ({law}).")),
        Rule(id="A-HRS", name="texts-outside-hours", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, law="calling_hours",
             when=(texts.at_least(TEXTS_AS_CALLS),),
             title=Text(en="Texts outside the hours", fr="SMS hors des heures"),
             reason=Text(en="Marketing texts at hours closed to calls, if a text is one: {hits} ({law}).",
                         fr="SMS de prospection aux heures fermées aux appels : {hits} ({law}).")),
    ),
)  # fmt: skip
