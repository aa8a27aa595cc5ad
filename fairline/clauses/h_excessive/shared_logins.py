"""One login used by several people: three devices at once, or a journey that no person makes.

Sessions of a user in any 24 hours, each from its start to its end; one without an end is taken to last an
hour. Three sessions open at once and three different devices in the window: two windows on one device are
one person. How fast the user would have had to travel since the session before is the source's own
reckoning; whether that session was still open is not asked, since ends come late. Excused by an agreement
on a shared desk, signed by both.
"""

from datetime import date, timedelta

from fairline.facts import Access, Deed, Permit
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import both, columns, concurrent, count, distinct, equal, more_than, negated, ours
from fairline.signals.windows import sliding

access = columns(Access)

AT_ONCE = ours(3, en="a desk, a laptop and a telephone are one person's, not all in use",
               fr="bureau, portable et téléphone sont à une personne, mais pas tous en usage")  # fmt: skip
DEVICES = ours(
    3, en="as many different devices as sessions", fr="autant d'appareils différents que de sessions"
)
SPEED_MAX = 900  # km/h; the catalogue's: an airliner's
ONCE = ours(1, en="nobody makes such a journey once", fr="personne ne fait un tel trajet, fût-ce une fois")
LASTING_MAX = timedelta(hours=1)  # ours: a session whose end was lost

session = both(
    equal(access.deed, Deed.SESSION), access.succeeded, negated(agreed(Permit.SHARED_DESK, at=access.at))
)
far = both(session, more_than(access.speed_kmh, SPEED_MAX))
user, day = (access.account, access.user), sliding(hours=24)
at_once = concurrent(
    since=access.at, until=access.ends_at, lasting_max=LASTING_MAX, of=session, by=user, over=day
)
devices = distinct(access.device, of=session, by=user, over=day)
journeys = count(far, of=far, by=user, over=day)

CLAUSE = Clause(
    id="shared-logins", letter=Letter.H, title=Text(en="Shared logins", fr="Identifiants partagés"),
    citation=Citation(
        law="RingCentral, Reasonable Use Policy, summary of changes of June 2010: one user per line",
        url="https://www.ringcentral.com/legal/policies/reasonable-use/summaryofchanges0610.html",
        in_force=date(2010, 6, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A virtual private network moves the address, not the user.",
             fr="Un réseau privé virtuel déplace l'adresse, non l'utilisateur."),
        Text(en="Sessions were left open on old devices.",
             fr="Des sessions sont restées ouvertes sur d'anciens appareils."),
        Text(en="A trainer shows the same login on several screens.",
             fr="Un formateur montre le même identifiant sur plusieurs écrans."),
    ),
    runbook=Text(
        en="Put the sessions on one line of time: device, address, network, what was done in each. Ask the"
        " user to sign in again with two factors first. If several people work with it, they need seats, or"
        " a shared desk by contract; if nobody knows the other device, treat the login as stolen.",
        fr="Placez les sessions sur une même ligne de temps : appareil, adresse, réseau, actes. Faites"
        " d'abord reconnecter l'utilisateur avec deux facteurs. Si plusieurs personnes s'en servent, il"
        " leur faut des postes ou un poste partagé par contrat ; si nul ne connaît l'autre appareil, tenez"
        " l'identifiant pour volé.",
    ),
    rules=(
        Rule(id="H-SHARE", name="three-devices-at-once", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE,
             when=(at_once.at_least(AT_ONCE), devices.at_least(DEVICES)),
             title=Text(en="Three devices at once", fr="Trois appareils à la fois"), reason=Text(
                 en="User {user} had {hits} sessions open at once, on {hits2} devices in 24 h; the limits"
                 " are {limit} and {limit2}.",
                 fr="L'utilisateur {user} a eu {hits} sessions à la fois, sur {hits2} appareils en 24 h ;"
                 " les limites sont de {limit} et {limit2}.")),
        Rule(id="H-SHARE", name="impossible-journey", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(journeys.at_least(ONCE),),
             title=Text(en="Impossible journey", fr="Trajet impossible"), reason=Text(
                 en="User {user} would have traveled at more than 900 km/h (times in 24 h: {hits}; limit:"
                 " {limit}).",
                 fr="L'utilisateur {user} aurait voyagé à plus de 900 km/h (fois en 24 h : {hits} ; limite "
                 ": {limit}).")),
    ),
)  # fmt: skip
