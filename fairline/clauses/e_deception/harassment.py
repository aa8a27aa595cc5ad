"""One account contacts one person again and again in 24 hours, and nothing comes back from that person.

Calls out count once, and twice at night: between 22:00 and 07:00 wherever the person may be. Where the zone
is unknown, and for messages, whose records have none, every contact counts once. A call or message from the
person to the account in the same 24 hours, which slide by the minute, ends the matter. Not measured: what was
said, such as a request to stop. For debts the law presumes harassment at seven calls in seven days.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Message
from fairline.law import contact_weight
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, choose, columns, count, derived, equal, first_known, ours, sliding, total

call, message = columns(Call), columns(Message)

CALLS_MAX = ours(10, en="more than a person with something urgent dials: E-HAR of the catalogue",
                 fr="plus qu'on ne compose, même dans l'urgence : E-HAR au catalogue")  # fmt: skip
MESSAGES_MAX = ours(20, en="more than a written exchange that one side leaves alone: E-HAR of the catalogue",
                    fr="plus qu'un échange écrit resté sans réponse : E-HAR au catalogue")  # fmt: skip
ANY_REPLY = ours(1, en="one contact back makes it a conversation",
                 fr="un seul contact en retour en fait une conversation")  # fmt: skip

day = sliding(hours=24, hop=timedelta(minutes=1))
call_out, call_back = equal(call.direction, Direction.OUTBOUND), equal(call.direction, Direction.INBOUND)
callee = (call.account, choose(call_out, yes=call.called, no=call.caller))
weight = first_known(derived(contact_weight, call.called_places, call.called_zones, call.started_at), 1)
calls_out = total(weight, of=call_out, by=callee, over=day, unit=Unit.NUMBER)
calls_back = count(call_back, of=call_back, by=callee, over=day)

sent, reply = equal(message.direction, Direction.OUTBOUND), equal(message.direction, Direction.INBOUND)
addressee = (message.account, choose(sent, yes=message.recipient, no=message.sender))
messages_out = count(sent, of=sent, by=addressee, over=day)
messages_back = count(reply, of=reply, by=addressee, over=day)

CLAUSE = Clause(
    id="harassment", letter=Letter.E,
    title=Text(en="Repeated contacts without reply", fr="Contacts répétés sans réponse"),
    citation=Citation(
        law="47 U.S.C. 223(a)(1)(E); Code pénal art. 222-16 (both ask for intent; the numbers here are ours)",
        url="https://www.law.cornell.edu/uscode/text/47/223",
        in_force=date(1996, 2, 8), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Codes, alarms or delivery notices that the person asked for.",
             fr="Des codes, alertes ou avis de livraison que la personne a demandés."),
        Text(en="The person answers and talks, but never has to call back.",
             fr="La personne décroche et parle : elle n'a pas besoin de rappeler."),
        Text(en="A relay, courier or switchboard number stands for many people.",
             fr="Derrière ce numéro (relais, coursier, standard), il y a plusieurs personnes."),
        Text(en="A faulty line was dialed until it held.",
             fr="La ligne, défectueuse, a été recomposée jusqu'à tenir."),
    ),
    runbook=Text(
        en="See who contacted whom, how many were answered and how long they talked. Look for complaints"
        " about the number, two independent ones weigh as much as a count, and for a refusal on file. Ask the"
        " account what the contacts were for. Content is read only on a complaint, and the basis is noted.",
        fr="Voyez qui a contacté qui, combien ont décroché, combien de temps ils ont parlé. Cherchez des"
        " plaintes sur ce numéro : deux, indépendantes, pèsent autant qu'un décompte. Cherchez aussi un refus"
        " au dossier, et demandez au compte le motif. On ne lit le contenu que sur plainte, base notée.",
    ),
    rules=(
        Rule(
            id="E-HAR", name="repeated-calls", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, title=Text(en="Repeated calls", fr="Appels répétés"),
            when=(calls_out.above(CALLS_MAX), calls_back.below(ANY_REPLY)),
            reason=Text(
                en="Within 24 hours one person got {base} calls, {hits} with those at night counted twice,"
                " and never called back; the limit is {limit}.",
                fr="En 24 heures, une même personne a reçu {base} appels, soit {hits} en doublant ceux de"
                " nuit, sans jamais rappeler ; la limite est de {limit}.",
            ),
        ),
        Rule(
            id="E-HAR", name="repeated-messages", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, title=Text(en="Repeated messages", fr="Messages répétés"),
            when=(messages_out.above(MESSAGES_MAX), messages_back.below(ANY_REPLY)),
            reason=Text(
                en="Within 24 hours one person got {hits} messages and sent none; the limit is {limit}.",
                fr="En 24 heures, une même personne a reçu {hits} messages sans en envoyer ; la limite est de"
                " {limit}.",
            ),
        ),
    ),
)  # fmt: skip
