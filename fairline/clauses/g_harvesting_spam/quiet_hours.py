"""Marketing texts at hours when the law where the recipient is, or good practice there, forbids calls.

A text is treated as a call: regulators and several states say so, and where a court does not, an hour lost
costs little. Hours are those of every place and zone the recipient may be in. A text whose places or zones
nobody knows is not counted. E-mail and chat wait until they are read and have no hours here.
"""

from datetime import date

from fairline.facts import Campaign, Channel, Direction, Message, Purpose
from fairline.law import outside_binding_hours, outside_recommended_hours
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, equal, first_known, industry, law, one_of, sliding

message, campaign = columns(Message), columns(Campaign)

OUTSIDE_LAW = law(1,
    "the calling hours of the recipient's place: one text outside them is a breach",
    fr="les horaires légaux là où se trouve le destinataire : un seul SMS en dehors suffit")  # fmt: skip
OUTSIDE_PRACTICE = industry(1,
    "the calling hours that codes of conduct and good practice set for the place",
    fr="les horaires que les codes de conduite et l'usage fixent pour ce lieu")  # fmt: skip

marketing = both(
    equal(message.direction, Direction.OUTBOUND), one_of(message.channel, Channel.SMS, Channel.MMS),
    equal(first_known(message.purpose, campaign.purpose), Purpose.MARKETING),
)  # fmt: skip
where_and_when = (message.recipient_places, message.recipient_zones, message.sent_at)
outside_law = both(marketing, by_law(outside_binding_hours, *where_and_when))
outside_practice = both(marketing, by_law(outside_recommended_hours, *where_and_when))
by, day = (message.account, first_known(message.sender, ""), message.recipient_places), sliding(hours=24)

CLAUSE = Clause(
    id="quiet-hours", letter=Letter.G, title=Text(en="Texts at quiet hours", fr="SMS aux heures de repos"),
    citation=Citation(
        law="47 CFR 64.1200(c)(1); Tex. Bus. & Com. Code § 301.051; CPCE, art. L. 34-5",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2004, 3, 29), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The person asked for it at that hour, such as for a result.",
             fr="La personne l'a demandé à cette heure-là, pour un résultat par exemple."),
        Text(en="The number was ported, or its holder travels: the clock is another.",
             fr="Numéro porté ou titulaire en voyage : l'heure locale est une autre."),
        Text(en="The carrier held the text back, and it was sent by day.",
             fr="L'opérateur a retenu le SMS, qui était parti de jour."),
    ),
    runbook=Text(
        en="Take the texts one by one: when they were handed over and when sent, local time, and where the"
        " zone came from. Ask for the send schedule; a queue that runs into the night is mended by its"
        " schedule.",
        fr="Prenez les SMS un à un : heure de remise, heure d'envoi, heure locale, et source du fuseau."
        " Demandez la programmation des envois ; une file qui déborde sur la nuit se corrige là.",
    ),
    rules=(
        Rule(
            id="G-QH", name="texts-outside-binding-hours", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, act=Act.REFUSE, law="calling_hours",
            title=Text(en="Texts outside the law's hours", fr="SMS hors des heures légales"),
            when=(count(outside_law, of=outside_law, by=by, over=day).at_least(OUTSIDE_LAW),),
            reason=Text(en="{hits} marketing texts in 24 h came at hours the law closes ({law}).",
                        fr="{hits} SMS de prospection en 24 h, hors des heures légales ({law})."),
        ),
        Rule(
            id="G-QH", name="texts-outside-recommended-hours", mode=Mode.ENFORCE, severity=Severity.NOTICE,
            answer=Answer.OBSERVE, act=Act.CHALLENGE, law="calling_hours",
            title=Text(en="Texts outside recommended hours", fr="SMS hors des heures recommandées"),
            when=(count(outside_practice, of=outside_practice, by=by, over=day).at_least(OUTSIDE_PRACTICE),),
            reason=Text(en="{hits} marketing texts in 24 h came at hours that good practice leaves in peace"
            " ({law}).",
                        fr="{hits} SMS de prospection en 24 h, hors des heures d'usage ({law})."),
        ),
    ),
)  # fmt: skip
