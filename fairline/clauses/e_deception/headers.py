"""Headers that contradict each other: who a call or message says it is from, and who it is from.

A call whose From, asserted and signed identity name different numbers or domains; mail whose From, Reply-To
and Return-Path do not fit, or that fails the sender's own DMARC; a text under a name that is not registered
where registration is due. What no gateway checked counts nowhere.
"""

from datetime import date

from fairline.facts import Call, Channel, Direction, Message
from fairline.law.duty_held import duty_held
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, either, equal, law, one_of, sliding

call, message = columns(Call), columns(Message)

CALL_HEADER = law(1, "47 U.S.C. 227(e); 47 CFR 64.1604; RFC 8224")
MAIL_HEADER = law(1, "15 U.S.C. 7704(a)(1)")
SENDER_NAME = law(1, "the register of senders' names where the recipient is",
                  fr="le registre des noms d'expéditeur, là où se trouve le destinataire")  # fmt: skip

day = sliding(hours=24)
forged_call = both(equal(call.direction, Direction.OUTBOUND), equal(call.identity_agrees, False))
forged_mail = both(
    equal(message.direction, Direction.OUTBOUND),
    equal(message.channel, Channel.EMAIL),
    either(equal(message.identity_agrees, False), equal(message.authenticated, False)),
)
unregistered = both(
    equal(message.direction, Direction.OUTBOUND),
    one_of(message.channel, Channel.SMS, Channel.MMS),
    equal(message.sender_registered, False),
    by_law(duty_held, message.recipient_places, message.sent_at, "sms_sender_id_register"),
)
forged_calls = count(forged_call, of=forged_call, by=(call.account, call.caller), over=day)
forged_mails = count(forged_mail, of=forged_mail, by=(message.account, message.sender), over=day)
no_register = count(
    unregistered, of=unregistered, by=(message.account, message.recipient_places, message.sender), over=day
)

CLAUSE = Clause(
    id="headers", letter=Letter.E, title=Text(en="Forged headers", fr="En-têtes falsifiés"),
    citation=Citation(
        law="47 U.S.C. 227(e); 15 U.S.C. 7704(a)(1); SSIR (Singapore)",
        url="https://www.law.cornell.edu/uscode/text/15/7704",
        in_force=date(2004, 1, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A mailing list or an assistant forwards mail, and the envelope is its own.",
             fr="Une liste ou un assistant relaie les courriels, sous sa propre enveloppe."),
        Text(en="A key was changed an hour ago, and signatures fail until caches expire.",
             fr="Une clé a été changée il y a une heure ; les signatures échouent le temps des caches."),
        Text(en="A switch in between rewrites the asserted identity.",
             fr="Un commutateur intermédiaire réécrit l'identité affirmée."),
    ),
    runbook=Text(
        en="Ask for one whole set of headers, hop by hop. See whether it is one system of the customer's or"
        " many, and since when. For mail look at who may sign for the domain; for texts ask for the"
        " registration's receipt. Intent is a question for a person.",
        fr="Demandez un jeu complet d'en-têtes, saut par saut. Voyez si un seul système du client est en"
        " cause, et depuis quand. Pour un courriel, voyez qui peut signer pour le domaine ; pour un SMS,"
        " demandez le récépissé d'inscription. L'intention se juge par une personne.",
    ),
    rules=(
        Rule(id="E-HDR", name="call-headers-disagree", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.HOLD, evidence=Evidence.A,
             title=Text(en="Identities of a call disagree", fr="Identités d'appel discordantes"),
             when=(forged_calls.at_least(CALL_HEADER),), reason=Text(
                 en="Calls from {caller} whose headers name different identities: {hits}.",
                 fr="Appels de {caller} dont les en-têtes nomment des identités différentes : {hits}.")),
        Rule(id="E-HDR", name="mail-headers-forged", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.HOLD, evidence=Evidence.A,
             title=Text(en="Headers of mail forged", fr="En-têtes de courriel falsifiés"),
             when=(forged_mails.at_least(MAIL_HEADER),), reason=Text(
                 en="Mail from {sender} whose headers do not fit or that fails its own domain: {hits}.",
                 fr="Courriels de {sender} aux en-têtes discordants, ou rejetés par leur domaine : {hits}.")),
        Rule(id="E-HDR", name="sender-not-registered", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A, law="sms_sender_id_register",
             title=Text(en="Sender not registered", fr="Expéditeur non inscrit"),
             when=(no_register.at_least(SENDER_NAME),), reason=Text(
                 en="Texts from {sender}, a name that is not registered there: {hits} ({law}).",
                 fr="SMS de {sender}, nom qui n'y est pas inscrit : {hits} ({law}).")),
    ),
)  # fmt: skip
