"""More requests by programs than the plan's rate, a peer's rate, or a peer's month of an agent.

Requests of one token in any 60 seconds (moved by the second), each held to take as long as it takes at the
plan's rate, as with new calls: a burst within the minute is no breach, and what does not fit is answered
with "too many requests". Where the plan names no rate, a peer's 300 a minute only observes. By month, the
account's meter of requests divided among its seats, against what a peer includes for each agent; a reading
counts in the month that it is of the end of.
"""

from datetime import date, timedelta

from fairline.facts import Access, Account, Deed, Meter, Usage
from fairline.facts.amounts import for_each, spacing
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, both, columns, contract, count, derived, equal, known, negated, peer, total
from fairline.signals.windows import calendar, sliding

access, account, usage = columns(Access), columns(Account), columns(Usage)

AT_PLAN_RATE = contract(timedelta(seconds=60), en="the requests a second that the plan allows",
                        fr="les requêtes par seconde que l'offre permet")  # fmt: skip
IN_A_MINUTE = peer(300, "Webex Contact Center: requests a minute of one client",
                   fr="Webex Contact Center : requêtes par minute d'un client")  # fmt: skip
OF_AN_AGENT = peer(110_000, "Genesys Cloud, on demand: requests of a billable agent and month",
                   fr="Genesys Cloud, à la demande : requêtes par agent facturé et par mois")  # fmt: skip

request = equal(access.deed, Deed.REQUEST)
agreed_on = both(request, known(account.requests_per_s))
not_agreed_on = both(request, negated(known(account.requests_per_s)))
token, minute = (access.account, access.token), sliding(seconds=60, hop=timedelta(seconds=1))
by_plan = total(
    derived(spacing, account.requests_per_s), of=agreed_on, by=token, over=minute, unit=Unit.DURATION
)
as_usual = count(not_agreed_on, of=not_agreed_on, by=token, over=minute)
of_an_agent = total(
    derived(for_each, usage.amount, account.seats), of=equal(usage.meter, Meter.REQUESTS),
    by=usage.account, over=calendar("month"), unit=Unit.NUMBER,
)  # fmt: skip

CLAUSE = Clause(
    id="requests", letter=Letter.H, title=Text(en="Requests by programs", fr="Requêtes de programmes"),
    citation=Citation(
        law="Webex Contact Center, rate limiting; Genesys Cloud, fair use of the API",
        url="https://developer.webex.com/docs/rate-limiting",
        in_force=date(2026, 11, 23), checked_on=date(2026, 11, 23),  # the pages name no day
    ),
    innocent=(
        Text(en="A wallboard that was written to ask every second.",
             fr="Un tableau de bord écrit pour demander chaque seconde."),
        Text(en="A first synchronization of a customer database.",
             fr="La première synchronisation d'une base de clients."),
        Text(en="A program that tries again without waiting when it is told to slow down.",
             fr="Un programme qui recommence sans attendre quand on lui dit de ralentir."),
    ),
    runbook=Text(
        en="List the token's requests by endpoint and minute. Does it honor the answer that there are too"
        " many? Ask for events in the place of polling, and for waits that double. By month compare with"
        " the seats in use: the remedy is another plan.",
        fr="Dressez la liste des requêtes du jeton par point d'accès et par minute. Tient-il compte de la"
        " réponse « trop de requêtes » ? Demandez des événements plutôt que des interrogations répétées, et"
        " des attentes qui doublent. Par mois, comparez aux postes en usage : le remède est une autre"
        " offre.",
    ),
    rules=(
        Rule(id="H-API", name="requests-above-plan-rate", mode=Mode.ENFORCE, severity=Severity.MINOR,
             act=Act.REFUSE, answer=Answer.THROTTLE, when=(by_plan.above(AT_PLAN_RATE),),
             title=Text(en="Faster than the plan", fr="Plus vite que l'offre"), reason=Text(
                 en="{base} requests of token {token} in a minute take {hits} at the plan's rate; a minute"
                 " has {limit}.",
                 fr="{base} requêtes du jeton {token} en une minute demandent {hits} au débit de l'offre ;"
                 " une minute en a {limit}.")),
        Rule(id="H-API", name="requests-above-usual-rate", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, when=(as_usual.above(IN_A_MINUTE),),
             title=Text(en="Faster than is usual", fr="Plus vite que d'usage"), reason=Text(
                 en="Token {token} made {hits} requests in a minute; the limit is {limit}.",
                 fr="Le jeton {token} a fait {hits} requêtes en une minute ; la limite est de {limit}.")),
        Rule(id="H-API", name="requests-of-an-agent", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.THROTTLE, when=(of_an_agent.above(OF_AN_AGENT),),
             title=Text(en="Requests for each agent", fr="Requêtes par agent"), reason=Text(
                 en="The account made {hits} requests for each seat in the month; the limit is {limit}.",
                 fr="Le compte a fait {hits} requêtes par poste dans le mois ; la limite est de {limit}.")),
    ),
)  # fmt: skip
