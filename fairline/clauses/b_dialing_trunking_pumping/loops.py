"""A call that goes in circles: diverted too often, or sent on to the number that sent it.

Each call in any hour, per account and called number. How often a call was diverted stands in its signaling
(Diversion, History-Info) and is the record itself; without it nothing is known. A leg that is sent on to
its own number is a loop at once. Such an attempt does nobody good and is refused; the next is judged by
itself.
"""

from datetime import date

from fairline.facts import Call
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, contract, count, equal, more_than, ours, sliding

call = columns(Call)

DIVERSIONS_MAX = 5  # ours: a person, a deputy, a group, an attendant and a voicemail box
ONCE = ours(1, en="six diversions are one too many each time",
            fr="six déviations, c'est une de trop à chaque fois")  # fmt: skip
ITSELF = contract(1, en="forwarding to another line is what is sold, not to the same",
                  fr="on vend le renvoi vers une autre ligne, non vers la même")  # fmt: skip

too_often = more_than(call.diversions, DIVERSIONS_MAX)
to_itself = equal(call.forwarded_from, call.called)
by, hour = (call.account, call.called), sliding(hours=1)
diverted = count(too_often, of=too_often, by=by, over=hour)
looped = count(to_itself, of=to_itself, by=by, over=hour)

CLAUSE = Clause(
    id="loops", letter=Letter.B, title=Text(en="Calls in circles", fr="Appels en boucle"),
    citation=Citation(
        law="RFC 5806, Diversion Indication in SIP: counting diversions to detect loops",
        url="https://www.rfc-editor.org/rfc/rfc5806",
        in_force=date(2010, 3, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Two people forwarded their telephones to each other before a holiday.",
             fr="Deux personnes ont renvoyé leur téléphone l'une vers l'autre avant les congés."),
        Text(en="A long chain of desks, each with its own absence rule.",
             fr="Une longue suite de bureaux, chacun avec sa règle d'absence."),
        Text(en="A carrier counts its own internal hops as diversions.",
             fr="Un opérateur compte ses propres sauts internes comme des déviations."),
    ),
    runbook=Text(
        en="Read the Diversion or History-Info of one such call from first to last: which numbers come"
        " twice? Find the two settings that point at each other and ask their owners which was meant. A"
        " loop that returns by the minute is a machine's, not a person's.",
        fr="Lisez les en-têtes Diversion ou History-Info d'un de ces appels, du premier au dernier : quels"
        " numéros reviennent ? Trouvez les deux réglages qui se répondent et demandez à leurs auteurs"
        " lequel était voulu. Une boucle qui revient chaque minute est l'œuvre d'une machine.",
    ),
    rules=(
        Rule(id="B-LOOP", name="diverted-too-often", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.REFUSE, answer=Answer.CHALLENGE, when=(diverted.at_least(ONCE),),
             title=Text(en="Diverted too often", fr="Dévié trop souvent"), reason=Text(
                 en="A call to {called} had been diverted more than 5 times (such calls in an hour: {hits};"
                 " limit: {limit}).",
                 fr="Un appel vers {called} avait été dévié plus de 5 fois (de tels appels en une heure :"
                 " {hits} ; limite : {limit}).")),
        Rule(id="B-LOOP", name="forwarded-to-itself", mode=Mode.ENFORCE, severity=Severity.MINOR,
             act=Act.REFUSE, answer=Answer.CHALLENGE, when=(looped.at_least(ITSELF),),
             title=Text(en="Forwarded to itself", fr="Renvoyé vers soi-même"), reason=Text(
                 en="{called} forwarded a call to itself (such calls in an hour: {hits}; limit: {limit}).",
                 fr="{called} a renvoyé un appel vers lui-même (de tels appels en une heure : {hits} ;"
                 " limite : {limit}).")),
    ),
)  # fmt: skip
