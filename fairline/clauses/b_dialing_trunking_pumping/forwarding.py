"""Forwarding to a line that takes several calls at once: a telephone system behind one number.

Counted per account and external target: answered outbound legs that say which number sent them on, or that
go to the target of an active forwarding of the account. A leg that says neither is taken for an ordinary
call. Two at once may be chance and become an occasion; four at once may not. A leg without an end is taken
to last 4 hours. Excused by an agreement on forwarding to several lines, signed by both, for the time it
runs. What kind of line the target is, the rule on what calls are forwarded to says, where a look-up knows.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Forwarding, Permit
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import both, columns, either, equal, first_known, known, negated, occasions, ours
from fairline.signals.windows import sliding

call, forwarding = columns(Call), columns(Forwarding)

TWICE_MAX_DAY = ours(3, en="once or twice may be chance", fr="une ou deux fois, ce peut être le hasard")
TWICE_MAX_WEEK = ours(10, en="more than once every working day", fr="plus d'une fois par jour ouvré")
MANY = 4  # ours: one person's telephone takes two calls, the second waiting
MANY_TIMES_MAX = ours(1, en="four at once is never chance", fr="quatre à la fois, ce n'est jamais le hasard")
LASTING_MAX = timedelta(hours=4)  # peers': carriers cut calls after four hours

sent_on = either(known(call.forwarded_from), first_known(forwarding.active, False))
not_agreed = negated(agreed(Permit.MULTI_LINE_FORWARDING, at=call.started_at))
leg = both(sent_on, equal(call.direction, Direction.OUTBOUND), call.answered, not_agreed)
since, until = call.answered_at, call.ended_at
by = (call.account, first_known(call.called, call.dialed))
day, week = sliding(hours=24), sliding(days=7)
many = occasions(level=MANY, since=since, until=until, lasting_max=LASTING_MAX, of=leg, by=by, over=day)
twice = occasions(level=2, since=since, until=until, lasting_max=LASTING_MAX, of=leg, by=by, over=day)
twice_week = occasions(level=2, since=since, until=until, lasting_max=LASTING_MAX, of=leg, by=by, over=week)

CLAUSE = Clause(
    id="forwarding-to-many-lines", letter=Letter.B,
    title=Text(en="Forwarding to a multi-call line", fr="Renvoi vers une ligne à plusieurs appels"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause b (trunking and forwarding)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A branch's hunt group, by contract.", fr="Un groupement d'agence, prévu au contrat."),
        Text(en="An outage: a spare site takes all.", fr="Une panne : le site de secours prend tout."),
        Text(en="Agents also dial the target themselves.", fr="Des agents composent eux-mêmes cette cible."),
        Text(en="Own trunks, by contract (BYOC).", fr="Liaisons du client, prévues au contrat (BYOC)."),
    ),
    runbook=Text(
        en="Look up the target's line type and holder. Read who changed the forwarding and when, the"
        " contract's forwarding and own-carrier addenda, and the chart of calls at once, minute by minute.",
        fr="Identifiez le type et le titulaire de la ligne cible. Relevez qui a modifié le renvoi et quand,"
        " lisez les avenants sur le renvoi ou l'opérateur du client, puis la courbe des appels simultanés,"
        " minute par minute.",
    ),
    rules=(
        Rule(
            id="B-FWD-C", name="forwarded-twice-at-once-day", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE,
            title=Text(en="Two forwarded calls at once", fr="Deux appels renvoyés à la fois"),
            when=(twice.at_least(TWICE_MAX_DAY),),
            reason=Text(
                en="{called} took two forwarded calls at once {hits} times in 24 h; the limit is {limit}.",
                fr="En 24 h, {called} a reçu {hits} fois deux appels renvoyés en même temps ; la limite est"
                " de {limit}.",
            ),
        ),
        Rule(
            id="B-FWD-C", name="forwarded-twice-at-once-week", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD, title=Text(en="Two at once, all week", fr="Deux à la fois, toute la semaine"),
            when=(twice_week.at_least(TWICE_MAX_WEEK),),
            reason=Text(
                en="{called} took two forwarded calls at once {hits} times in a week; the limit is {limit}.",
                fr="En 7 jours, {called} a reçu {hits} fois deux appels renvoyés à la fois ; la limite est"
                " de {limit}.",
            ),
        ),
        Rule(
            id="B-FWD-C", name="forwarded-four-at-once", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD,
            title=Text(en="Four forwarded calls at once", fr="Quatre appels renvoyés à la fois"),
            when=(many.at_least(MANY_TIMES_MAX),),
            reason=Text(
                en="{called} took four forwarded calls at once within 24 h (times: {hits}; limit: {limit}).",
                fr="En 24 h, {called} a reçu quatre appels renvoyés à la fois (nombre de fois : {hits} ;"
                " limite : {limit}).",
            ),
        ),
    ),
)  # fmt: skip
