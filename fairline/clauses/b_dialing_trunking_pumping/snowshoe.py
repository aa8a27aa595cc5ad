"""Snowshoe calling: the load is spread over many caller numbers, so that none of them stands out.

Counted per account and UTC day. More than 20 caller numbers in 1,000 calls is the same as fewer than 50 calls
a number, so that is one test. Neighbor spoofing, a caller number from the called person's own exchange (North
America only, elsewhere unknown), takes many caller numbers too: a shop that calls its own street has one. How
old the numbers are is not measured, because no fact yet tells since when the account has had them.
"""

from datetime import date

from fairline.facts import Call, Direction
from fairline.facts.numbering import same_exchange
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import calendar, columns, derived, distinct, equal, ours, share, share_distinct

call = columns(Call)

CALLERS_SHARE_MAX = ours(0.02,
    en="20 numbers in 1,000 calls; a team of 20 makes far more calls a day",
    fr="20 numéros pour 1 000 appels ; une équipe de 20 en passe bien plus par jour")  # fmt: skip
CALLS_MIN = 1000  # ours: the catalogue counts numbers per 1,000 calls
NEIGHBOR_SHARE_MAX = ours(0.40, en="by chance it is far below one in a hundred",
                          fr="par hasard, c'est bien moins d'un sur cent")  # fmt: skip
NEIGHBOR_CALLERS_MIN = ours(20, en="2% of 1,000 calls, as above", fr="2 % de 1 000 appels, comme plus haut")
NEIGHBORS_MIN = 200  # ours: below it, one call weighs half a point

outbound = equal(call.direction, Direction.OUTBOUND)
day = calendar("day", zone="UTC")
callers_share = share_distinct(call.caller, of=outbound, by=call.account, over=day)
callers = distinct(call.caller, of=outbound, by=call.account, over=day)
neighbors = share(derived(same_exchange, call.caller, call.called), of=outbound, by=call.account, over=day)

CLAUSE = Clause(
    id="snowshoe", letter=Letter.B,
    title=Text(en="Many caller numbers, few calls each", fr="Beaucoup de numéros, peu d'appels chacun"),
    citation=Citation(
        law="47 U.S.C. 227(e); 47 CFR 64.1604 (misleading caller identification)",
        url="https://www.ecfr.gov/current/title-47/section-64.1604",
        in_force=date(2010, 12, 22), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(
            en="Every agent or branch shows a number of its own, and people call back there.",
            fr="Chaque agent ou agence affiche son propre numéro, où l'on peut rappeler.",
        ),
        Text(
            en="A marketplace masks both sides with numbers lent for one delivery.",
            fr="Une place de marché masque les deux parties par un numéro prêté le temps d'une livraison.",
        ),
        Text(
            en="Each store of a chain calls the customers of its own town.",
            fr="Chaque magasin d'une enseigne appelle les clients de sa ville.",
        ),
    ),
    runbook=Text(
        en="Call five of the numbers: who answers? Ask since when the account has had them, and under which"
        " name they are registered. Look for spam labels, and for numbers dropped a few days after they were"
        " first used.",
        fr="Appelez cinq de ces numéros : qui répond ? Demandez depuis quand le compte les détient et sous"
        " quel nom. Cherchez des signalements de spam et des numéros délaissés quelques jours après leur"
        " premier emploi.",
    ),
    rules=(
        Rule(
            id="B-SNW", name="snowshoe-callers", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD, title=Text(en="Many caller numbers", fr="Trop de numéros affichés"),
            when=(callers_share.above(CALLERS_SHARE_MAX, base_min=CALLS_MIN),),
            reason=Text(
                en="{base} calls in a day showed {hits} different caller numbers, {value} of the calls; the"
                " limit is {limit}.",
                fr="{base} appels en un jour ont affiché {hits} numéros différents, soit {value} des"
                " appels ; la limite est de {limit}.",
            ),
        ),
        Rule(
            id="B-SNW", name="neighbor-spoofing", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD, title=Text(en="Caller numbers next door", fr="Numéros de faux voisins"),
            when=(
                neighbors.above(NEIGHBOR_SHARE_MAX, base_min=NEIGHBORS_MIN, wilson=True),
                callers.at_least(NEIGHBOR_CALLERS_MIN),
            ),
            reason=Text(
                en="{hits} of {base} calls in a day showed a number of the called person's own exchange:"
                " {value}; the limit is {limit}. {hits2} different numbers were shown.",
                fr="{hits} des {base} appels du jour affichaient un numéro voisin de celui de l'appelé, soit"
                " {value} ; la limite est de {limit}. {hits2} numéros différents ont été affichés.",
            ),
        ),
    ),
)  # fmt: skip
