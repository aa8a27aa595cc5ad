"""Artificial calls to toll-free numbers, whose owner or carriers pay for each of them.

Calls in to a toll-free number, as the source or a look-up says it is one. In a month of the account, as a
peer's terms had it, those that nobody answered or that ended within 12 seconds. In any hour of one number,
the same share together with callers that no network vouches for: no full attestation that was verified. A
call whose end is unknown counts on neither side. The account may well be the victim here: the answer is to
slow the source down. Left out, for want of facts: even gaps between calls, silence in the menu, calls that
all end just under a maximum.
"""

from datetime import date, timedelta

from fairline.facts import Attestation, Call, Direction, Line
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, either, equal, first_known, less_than, negated, ours, peer, share
from fairline.signals.windows import calendar, sliding

call = columns(Call)

TWELVE_S = timedelta(seconds=12)  # the peer's
UNFINISHED_MAX = peer(0.10, "Twilio, article 223136067 (terms of 2016): toll-free calls in",
                      fr="Twilio, article 223136067 (conditions de 2016) : appels reçus en numéro"
                      " vert")  # fmt: skip
UNVERIFIED_MAX = ours(0.80, en="ordinary callers are mostly vouched for",
                      fr="l'appelant ordinaire a presque toujours un réseau garant")  # fmt: skip
CALLS_MIN, MONTH_MIN = 50, 200  # ours: below them, one call weighs two points, or half a one

toll_free = both(equal(call.direction, Direction.INBOUND), equal(call.called_line, Line.TOLL_FREE))
unfinished = either(negated(call.answered), less_than(call.talk, TWELVE_S))
vouched = both(equal(first_known(call.attestation, Attestation.GATEWAY), Attestation.FULL),
               first_known(call.verified, False))  # fmt: skip
number, hour = (call.account, call.called), sliding(hours=1)
unfinished_month = share(unfinished, of=toll_free, by=call.account, over=calendar("month"))
unfinished_hour = share(unfinished, of=toll_free, by=number, over=hour)
unverified_hour = share(negated(vouched), of=toll_free, by=number, over=hour)

CLAUSE = Clause(
    id="toll-free-pumping", letter=Letter.B,
    title=Text(en="Artificial toll-free calls", fr="Appels artificiels vers un numéro vert"),
    citation=Citation(
        law="Twilio, terms of 2016: toll-free calls in under 12 s, and incomplete ones",
        url="https://support.twilio.com/hc/en-us/articles/223136067",
        in_force=date(2016, 1, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An outage at the customer: callers hang up on the announcement.",
             fr="Une panne chez le client : on raccroche dès l'annonce."),
        Text(en="A wrong number was printed somewhere.", fr="Un numéro erroné a été imprimé quelque part."),
        Text(en="Callers from abroad, where calls are not signed.",
             fr="Des appelants de l'étranger, où les appels ne sont pas signés."),
    ),
    runbook=Text(
        en="Sort the calls of the hour by where they entered the network and by number shown. Even gaps,"
        " lengths that repeat and numbers that do not exist are a machine's. Tell the carrier that handed"
        " them over, block the source and not the customer, and ask who is paid for such calls.",
        fr="Triez les appels de l'heure par point d'entrée et par numéro affiché. Écarts réguliers, durées"
        " qui se répètent, numéros inexistants : c'est une machine. Prévenez l'opérateur qui les a remis,"
        " bloquez la source et non le client, et cherchez qui touche de l'argent pour ces appels.",
    ),
    rules=(
        Rule(id="B-TFP", name="toll-free-unfinished-month", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.OBSERVE, when=(unfinished_month.above(UNFINISHED_MAX, base_min=MONTH_MIN),),
             title=Text(en="Unfinished toll-free calls", fr="Appels verts sans suite"), reason=Text(
                 en="{hits} of {base} toll-free calls of the month were not answered or ended within 12 s:"
                 " {value}; the limit is {limit}.",
                 fr="{hits} des {base} appels du mois vers un numéro vert sont restés sans réponse ou ont"
                 " duré moins de 12 s, soit {value} ; la limite est de {limit}.")),
        Rule(id="B-TFP", name="toll-free-pumping", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE, when=(
                 unfinished_hour.above(UNFINISHED_MAX, base_min=CALLS_MIN),
                 unverified_hour.above(UNVERIFIED_MAX)),
             title=Text(en="Unfinished, and nobody vouches", fr="Sans suite et sans garant"), reason=Text(
                 en="In an hour {hits} of {base} calls to {called} came to nothing ({value}; limit"
                 " {limit}), and {value2} of the callers nobody vouched for (limit {limit2}).",
                 fr="En une heure, {hits} des {base} appels vers {called} n'ont pas abouti ({value} ;"
                 " limite {limit}), et {value2} des appelants étaient sans garant (limite {limit2}).")),
    ),
)  # fmt: skip
