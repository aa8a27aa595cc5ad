"""What recipients make of a template or a number: they opt out, they complain, they do not exist.

Complaints and bounces are counted by template. An opt-out comes to a number and names no template, so opt-
outs are counted by number, among the texts sent from it and the opt-outs that came to it. A message that
nobody is said to have complained about counts as one that nobody complained about.
"""

from datetime import date

from fairline.facts import Direction, Message
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import both, choose, columns, either, equal, first_known, industry, ours, share, sliding
from fairline.signals.expressions import negated

message = columns(Message)

SENT_MIN = 500  # the catalogue's: below it, one answer weighs a fifth of a percent
OPT_OUTS_MAX = ours(0.01, en="one in a hundred is what a wanted message gets",
                    fr="un pour cent, c'est ce que récolte un message souhaité")  # fmt: skip
OPT_OUTS_HIGH = ours(0.03, en="three in a hundred never asked for it",
                     fr="trois pour cent n'avaient rien demandé")  # fmt: skip
COMPLAINTS_MAX = industry(0.001, "Gmail and Yahoo bulk sender guidelines (2024): keep below 0.1%",
                          fr="Règles de Gmail et Yahoo (2024) : sous 0,1 %")  # fmt: skip
COMPLAINTS_HIGH = industry(0.003, "Gmail and Yahoo bulk sender guidelines (2024): never reach 0.3%",
                           fr="Règles de Gmail et Yahoo (2024) : jamais 0,3 %")  # fmt: skip
BOUNCES_MAX = ours(0.05, en="a list in use has fewer dead addresses",
                   fr="une liste entretenue a moins d'adresses mortes")  # fmt: skip
BOUNCES_HIGH = ours(0.1, en="so many dead addresses are a list that was bought or made up",
                    fr="autant d'adresses mortes, c'est une liste achetée ou fabriquée")  # fmt: skip

outbound = equal(message.direction, Direction.OUTBOUND)
opts_out = both(equal(message.direction, Direction.INBOUND), first_known(message.opts_out, False))
own_number = (message.account, choose(outbound, yes=message.sender, no=message.recipient))
template, day = (message.account, message.template), sliding(hours=24)
opt_outs = share(opts_out, of=either(outbound, opts_out), by=own_number, over=day)
complaints = share(first_known(message.complained, False), of=outbound, by=template, over=day)
bounced = first_known(message.bounced, negated(message.delivered))
bounces = share(bounced, of=outbound, by=template, over=day)

CLAUSE = Clause(
    id="unwanted-share", letter=Letter.G,
    title=Text(en="Opt-outs, complaints, dead addresses", fr="Oppositions, plaintes, adresses mortes"),
    citation=Citation(
        law="Google, Email sender guidelines", url="https://support.google.com/mail/answer/81126",
        in_force=date(2024, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Appointment reminders that invite people to answer STOP.",
             fr="Des rappels de rendez-vous qui invitent à répondre STOP."),
        Text(en="A carrier's outage, which bounced everything for an hour.",
             fr="Une panne d'opérateur a tout rejeté pendant une heure."),
        Text(en="An old list written to once, to ask who wants to stay.",
             fr="Une vieille liste, sollicitée une fois pour demander qui veut rester."),
    ),
    runbook=Text(
        en="Read the template and its purpose, then draw ten recipients: where do their consents come from?"
        " Compare with the account's other templates, and look for a carrier outage before blaming the list.",
        fr="Lisez le modèle et sa finalité, puis tirez dix destinataires : d'où viennent leurs accords ?"
        " Comparez avec les autres modèles du compte, et écartez une panne d'opérateur avant d'accuser la"
        " liste.",
    ),
    rules=(
        Rule(id="G-OPT", name="opt-out-share", title=Text(en="Opt-outs", fr="Oppositions"),
             mode=Mode.OBSERVE, severity=Severity.MINOR, answer=Answer.CHALLENGE,
             when=(opt_outs.above(OPT_OUTS_MAX, base_min=SENT_MIN, wilson=True),),
             ladder=(Rung(OPT_OUTS_HIGH, Severity.MAJOR, Answer.HOLD),), reason=Text(
                 en="Of {base} texts sent from {sender} and opt-outs to it, {hits} were opt-outs; limit"
                 " {limit}.",
                 fr="{sender} : {hits} oppositions sur {base} envois et oppositions ; limite : {limit}.")),
        Rule(id="G-OPT", name="complaint-share", title=Text(en="Complaints", fr="Plaintes"),
             mode=Mode.ENFORCE, severity=Severity.MINOR, answer=Answer.CHALLENGE,
             when=(complaints.above(COMPLAINTS_MAX, base_min=SENT_MIN, wilson=True),),
             ladder=(Rung(COMPLAINTS_HIGH, Severity.MAJOR, Answer.HOLD),), reason=Text(
                 en="{hits} of {base} messages of one template were complained about; the limit is {limit}.",
                 fr="{hits} des {base} messages d'un même modèle ont suscité une plainte ; limite :"
                 " {limit}.")),
        Rule(id="G-OPT", name="bounce-share", title=Text(en="Dead addresses", fr="Adresses mortes"),
             mode=Mode.OBSERVE, severity=Severity.MINOR, answer=Answer.CHALLENGE,
             when=(bounces.above(BOUNCES_MAX, base_min=SENT_MIN, wilson=True),),
             ladder=(Rung(BOUNCES_HIGH, Severity.MAJOR, Answer.HOLD),), reason=Text(
                 en="{hits} of {base} messages of one template reached nobody; the limit is {limit}.",
                 fr="{hits} des {base} messages d'un même modèle n'ont atteint personne ; limite :"
                 " {limit}.")),
    ),
)  # fmt: skip
