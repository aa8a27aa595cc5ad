"""A token that goes where it was never given: many networks, closed doors, revoked, in disguise.

Counted per account and token over 24 hours. Opening an undocumented endpoint, a revoked token or a scope that
the token lacks counts whether it succeeded or not. A request that does not tell is not counted. An account's
own security test has a ticket, and a request under one is left out.
"""

from datetime import date

from fairline.facts import Access
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, distinct, equal, known, negated, ours, sliding

access = columns(Access)

NETWORKS = ours(5, en="an office, a cloud, a spare and two homes; I-CIR-07",
                fr="un bureau, un nuage, un secours, deux domiciles ; I-CIR-07")  # fmt: skip
CLOSED = ours(1, en="what is not documented is not offered; I-CIR-07",
              fr="ce qui n'est pas documenté n'est pas offert ; I-CIR-07")  # fmt: skip
ESCALATIONS = ours(3, en="one is a mistake, three are tries; I-CIR-07",
                   fr="une erreur passe, trois sont des essais ; I-CIR-07")  # fmt: skip
REVOKED = ours(1, en="a revoked token has no use; I-CIR-07",
               fr="un jeton révoqué ne sert plus à rien ; I-CIR-07")  # fmt: skip
DISGUISED = ours(3, en="a proxy may change one; I-CIR-07",
                 fr="un mandataire peut en altérer une ; I-CIR-07")  # fmt: skip

untested = negated(known(access.ticket))
closed = both(equal(access.documented, False), untested)
escalated = both(equal(access.scope_allowed, False), untested)
replayed = both(access.revoked, untested)
disguised = both(equal(access.user_agent_agrees, False), untested)
by, day = (access.account, access.token), sliding(hours=24)
networks = distinct(access.network, of=untested, by=by, over=day)

CLAUSE = Clause(
    id="interface-abuse", letter=Letter.I, title=Text(en="Misused interfaces", fr="Interfaces détournées"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A security researcher within the disclosure programme.",
             fr="Un chercheur en sécurité, dans le cadre du programme de signalement."),
        Text(en="A client that retries by itself with a token that has run out.",
             fr="Un programme qui réessaie tout seul avec un jeton périmé."),
        Text(en="A deployment over several clouds.", fr="Un déploiement sur plusieurs nuages."),
    ),
    runbook=Text(
        en="Lay out the token's day: networks, endpoints, user agents, answers. Was it stolen? Ask the"
        " account where it runs and who holds it; then have it replaced. See what was read before it was"
        " stopped.",
        fr="Étalez la journée du jeton : réseaux, points d'accès, logiciels, réponses. A-t-il été volé ?"
        " Demandez où il tourne et qui le détient, puis faites-le remplacer. Voyez ce qui a été lu avant"
        " l'arrêt.",
    ),
    rules=(
        Rule(id="I-CIR-07", name="token-on-many-networks", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.REFUSE, when=(networks.above(NETWORKS),),
             title=Text(en="A token on many networks", fr="Un jeton sur plusieurs réseaux"),
             reason=Text(en="Token {token} came from {hits} networks in 24 h; the limit is {limit}.",
                         fr="Le jeton {token} est venu de {hits} réseaux en 24 h ; limite : {limit}.")),
        Rule(id="I-CIR-07", name="undocumented-endpoint", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.REFUSE,
             when=(count(closed, of=closed, by=by, over=day).at_least(CLOSED),),
             title=Text(en="A door that is not offered", fr="Une porte qui n'est pas offerte"),
             reason=Text(en="Token {token} used undocumented endpoints ({hits} in 24 h; limit {limit}).",
                         fr="Le jeton {token} a visé des accès non documentés ({hits} ; limite : {limit}).")),
        Rule(id="I-CIR-07", name="scope-escalation", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.REFUSE,
             when=(count(escalated, of=escalated, by=by, over=day).at_least(ESCALATIONS),),
             title=Text(en="Beyond the token's scope", fr="Au-delà de la portée du jeton"),
             reason=Text(en="Token {token} asked {hits} times for more than its scope; the limit is {limit}.",
                         fr="Le jeton {token} a demandé {hits} fois plus que sa portée ; limite : {limit}.")),
        Rule(id="I-CIR-07", name="revoked-token-replayed", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A,
             when=(count(replayed, of=replayed, by=by, over=day).at_least(REVOKED),),
             title=Text(en="A revoked token", fr="Un jeton révoqué"),
             reason=Text(en="Revoked token {token} was used again ({hits} in 24 h; limit {limit}).",
                         fr="Le jeton révoqué {token} a resservi ({hits} en 24 h ; limite : {limit}).")),
        Rule(id="I-CIR-07", name="disguised-user-agent", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             when=(count(disguised, of=disguised, by=by, over=day).at_least(DISGUISED),),
             title=Text(en="Software in disguise", fr="Logiciel déguisé"),
             reason=Text(en="Token {token} gave a false user agent {hits} times; the limit is {limit}.",
                         fr="Le jeton {token} a donné {hits} fois un faux logiciel ; limite : {limit}.")),
    ),
)  # fmt: skip
