"""A token wears the interface down: past its rate, into errors, at doors nobody documented, or in a circle.

Counted by token over five minutes, by user where there is no token; a circle (webhook, interface, webhook) by
the minute. Shares are of requests whose status is known. Not measured: payloads, of which only the doors
tried are told, and ten times the usual number of requests, for which no fact says what is usual.
"""

from datetime import date

from fairline.facts import Access, Deed
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, distinct, equal, first_known, share
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

access = columns(Access)

REFUSED_MAX = ours(0.20, en="a client that waits when told to is far below; D-API of the catalogue",
                   fr="un client qui patiente quand on le lui dit en est loin : D-API au"
                      " catalogue")  # fmt: skip
BROKEN_MAX = ours(0.20, en="a service that fails so often fails for one client only",
                  fr="un service qui échoue si souvent échoue pour ce seul client")  # fmt: skip
REQUESTS_MIN = 50  # ours: ten requests a minute; below it, one error weighs too much
DOORS_MAX = ours(20, en="a program knows its doors; who tries others is looking",
                 fr="un programme connaît ses portes ; qui en essaie d'autres cherche")  # fmt: skip
CIRCLES_MAX = ours(100, en="no process answers itself so fast on purpose; D-API of the catalogue",
                   fr="aucun processus ne se répond si vite à dessein : D-API au catalogue")  # fmt: skip
TOO_MANY, ERROR = 429, 500

asked = equal(access.deed, Deed.REQUEST)
door = both(asked, equal(access.documented, False))
circle = both(asked, access.looped)
by, window = (access.account, first_known(access.token, access.user)), sliding(minutes=5)
refused = share(equal(access.status, TOO_MANY), of=asked, by=by, over=window)
circles = count(circle, of=circle, by=by, over=sliding(minutes=1))
broken = share(at_least(access.status, ERROR), of=asked, by=by, over=window)

CLAUSE = Clause(
    id="api-misuse", letter=Letter.D, title=Text(en="Wearing down the interface", fr="Usure de l'interface"),
    citation=Citation(
        law="RFC 6585 section 4 (429 Too Many Requests); RFC 9110 section 15.6; numbers are ours",
        url="https://www.rfc-editor.org/rfc/rfc6585",
        in_force=date(2012, 4, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A schedule was set wrong, or a job retries without waiting.",
             fr="Une tâche est mal programmée, ou recommence sans attendre."),
        Text(en="Our own service failed, and everybody saw errors.",
             fr="Notre service était en panne et tout le monde voyait des erreurs."),
        Text(en="A migration or a load test was announced.",
             fr="Une migration ou un essai de charge était annoncé."),
    ),
    runbook=Text(
        en="See first whether other tokens fared alike: then it is ours. Slow the token down, not the"
           " account, and tell its owner with ten examples. A circle is broken at the webhook. Doors nobody"
           " documented are looked at with the security team; ask for a letter of a test.",
        fr="Voyez d'abord si d'autres jetons ont subi de même : alors cela vient de nous. Ralentissez le"
           " jeton, non le compte, et prévenez son titulaire avec dix exemples. Une boucle se rompt au"
           " webhook. Les portes non documentées s'examinent avec la sécurité ; demandez une lettre d'essai.",
    ),
    rules=(
        Rule(id="D-API", name="requests-past-the-rate", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.THROTTLE, when=(refused.above(REFUSED_MAX, base_min=REQUESTS_MIN),),
             title=Text(en="Requests past the rate", fr="Requêtes au-delà du débit"),
             reason=Text(en="{hits} of {base} requests of {token} in 5 min passed the rate; limit {limit}.",
                         fr="En 5 min, {hits} des {base} requêtes de {token} hors débit ; limite {limit}.")),
        Rule(id="D-API", name="requests-ending-in-errors", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE, when=(broken.above(BROKEN_MAX, base_min=REQUESTS_MIN),),
             title=Text(en="Requests that end in errors", fr="Requêtes qui finissent en erreur"),
             reason=Text(en="{hits} of {base} requests of {token} in 5 min ended in errors; limit {limit}.",
                         fr="En 5 min, {hits} des {base} requêtes de {token} en erreur ; limite {limit}.")),
        Rule(id="D-API", name="doors-tried", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE,
             when=(distinct(access.endpoint, of=door, by=by, over=window).above(DOORS_MAX),),
             title=Text(en="Undocumented doors tried", fr="Portes non documentées essayées"),
             reason=Text(en="{token} tried {hits} undocumented endpoints in 5 min; the limit is {limit}.",
                         fr="{token} a essayé {hits} points d'accès non documentés en 5 min ; la limite est"
                            " de {limit}.")),
        Rule(id="D-API", name="webhook-circle", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE, act=Act.REFUSE, when=(circles.above(CIRCLES_MAX),),
             title=Text(en="A webhook that calls itself", fr="Webhook qui s'appelle lui-même"),
             reason=Text(en="{hits} requests of {token} in a minute came from our webhook; limit {limit}.",
                         fr="En une minute, {hits} requêtes de {token} venues du webhook ; limite {limit}.")),
    ),
)  # fmt: skip
