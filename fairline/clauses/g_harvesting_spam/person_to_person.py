"""Texts sent like a campaign from numbers that are registered for none.

What one person sends to others has limits that the industry publishes; above them it is application-to-person
traffic and must be registered. Only senders known not to be registered are counted. All recipients of a day
count, as who is new is not known of a file's first days; opt-in keywords and codes come in like other texts.
"""

from datetime import date

from fairline.facts import Channel, Direction, Message
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, both, choose, columns, count, distinct, industry, ours, ratio, sliding
from fairline.signals.expressions import either, equal, negated, one_of

message = columns(Message)

SOURCE = "CTIA, Messaging Principles and Best Practices, attributes of consumer traffic"
SOURCE_FR = "CTIA, Messaging Principles and Best Practices : ce qu'envoie un particulier"
MINUTE_MAX = industry(60, SOURCE, fr=SOURCE_FR)
DAY_MAX = industry(1000, SOURCE, fr=SOURCE_FR)
RECIPIENTS_MAX = industry(100, SOURCE, fr=SOURCE_FR)
ALIKE = industry(25, SOURCE, fr=SOURCE_FR)
TO_RECEIVED_MAX = industry(1.5, SOURCE, fr=SOURCE_FR)
SENT_MIN = ours(100, en="fewer texts in a day are a conversation", fr="au-dessous, c'est une conversation")

text = one_of(message.channel, Channel.SMS, Channel.MMS)
outbound = equal(message.direction, Direction.OUTBOUND)
sent = both(outbound, text, negated(message.sender_registered))
received = both(equal(message.direction, Direction.INBOUND), text)
number, day = (message.account, message.sender), sliding(hours=24)
own = (message.account, choose(outbound, yes=message.sender, no=message.recipient))
either_way = either(sent, received)
to_received = ratio(1, where=outbound, of=either_way, by=own, over=day, unit=Unit.NUMBER)

CLAUSE = Clause(
    id="person-to-person", letter=Letter.G,
    title=Text(en="Campaigns from unregistered numbers", fr="Campagnes depuis des numéros non inscrits"),
    citation=Citation(
        law="CTIA, Messaging Principles and Best Practices (2023)", in_force=date(2023, 5, 23),
        url="https://api.ctia.org/wp-content/uploads/2023/05/230523-CTIA-Messaging-Principles-and-Best-Practices-FINAL.pdf",
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An alert to everybody in an emergency.", fr="Une alerte générale en cas d'urgence."),
        Text(en="Registered; the record is late.", fr="Inscrit ; la trace tarde."),
        Text(en="A desk that answers many people.", fr="Un guichet qui répond à beaucoup de gens."),
    ),
    runbook=Text(
        en="Ask what the number is for and who writes: agents or a program. Look up the brand and campaign in"
        " the registry (10DLC, toll-free). If it is a campaign, have it registered; until then, slow it"
        " down.",
        fr="Demandez à quoi sert le numéro et qui écrit : des agents ou un programme ? Cherchez la marque et"
        " la campagne au registre (10DLC, numéros verts). Si c'est une campagne, faites-la inscrire ; d'ici"
        " là, ralentissez l'envoi.",
    ),
    rules=(
        Rule(id="G-P2P", name="texts-a-minute", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.THROTTLE, act=Act.CHALLENGE, title=Text(en="Texts a minute", fr="SMS par minute"),
             when=(count(sent, of=sent, by=number, over=sliding(minutes=1)).above(MINUTE_MAX),), reason=Text(
                 en="{sender}, not registered, sent {hits} texts within a minute; the limit is {limit}.",
                 fr="{sender}, non inscrit, a envoyé {hits} SMS en une minute ; la limite est de {limit}.")),
        Rule(id="G-P2P", name="texts-a-day", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.THROTTLE, act=Act.CHALLENGE, title=Text(en="Texts a day", fr="SMS par jour"),
             when=(count(sent, of=sent, by=number, over=day).above(DAY_MAX),), reason=Text(
                 en="{sender}, not registered, sent {hits} texts within 24 h; the limit is {limit}.",
                 fr="{sender}, non inscrit, a envoyé {hits} SMS en 24 h ; la limite est de {limit}.")),
        Rule(id="G-P2P", name="recipients-a-day", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.THROTTLE, title=Text(en="Recipients a day", fr="Destinataires par jour"),
             when=(distinct(message.recipient, of=sent, by=number, over=day).above(RECIPIENTS_MAX),),
             reason=Text(
                 en="{sender}, not registered, wrote to {hits} people within 24 h; the limit is {limit}.",
                 fr="{sender}, non inscrit, a écrit à {hits} personnes en 24 h ; limite : {limit}.")),
        Rule(id="G-P2P", name="texts-alike", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.THROTTLE, act=Act.CHALLENGE, title=Text(en="Texts alike", fr="SMS identiques"),
             when=(count(sent, of=sent, by=(*number, message.template), over=day).at_least(ALIKE),),
             reason=Text(
                 en="{sender}, not registered, sent one text {hits} times within 24 h; {limit} make a"
                 " campaign.",
                 fr="{sender}, non inscrit, a envoyé {hits} fois le même SMS en 24 h ; dès {limit}, c'est une"
                 " campagne.")),
        Rule(id="G-P2P", name="texts-sent-to-received", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, title=Text(en="Sent to received", fr="Envoyés contre reçus"),
             when=(to_received.above(TO_RECEIVED_MAX),
                   count(outbound, of=either_way, by=own, over=day).at_least(SENT_MIN)), reason=Text(
                 en="{sender}, not registered, sent {hits} texts in 24 h and got {base}; the limit is {limit}"
                 " to 1.",
                 fr="{sender}, non inscrit : {hits} SMS envoyés, {base} reçus en 24 h ; limite : {limit}"
                 " contre 1.")),
    ),
)  # fmt: skip
