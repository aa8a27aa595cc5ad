"""Somebody looks for weak spots: a scanner by its name, or many lines asked for from one address.

Counted by address; who has shown no account is counted under none. An office behind one router asks for many
lines, too, but some of its telephones then show the right credentials: an address that does is no scanner. A
name is what the sender says of itself. No INVITE is refused here, so that a call for help always passes.
"""

from datetime import date

from fairline.facts import Request
from fairline.facts.user_agents import is_scanner
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, derived, distinct, equal, first_known, negated, one_of
from fairline.signals.limits import industry, ours
from fairline.signals.windows import sliding

request = columns(Request)

NAMED = industry(1, "Kamailio, kamailio.cfg: requests of friendly-scanner, sipcli and the like are dropped",
                 fr="Kamailio, kamailio.cfg : les requêtes de friendly-scanner, sipcli, sipvicious"
                    " tombent")  # fmt: skip
LINES_MAX = ours(20, en="more lines than one place asks for in vain; D-FLD of the catalogue",
                 fr="plus de lignes qu'on n'en demande en vain d'un seul lieu : D-FLD au"
                    " catalogue")  # fmt: skip
ANY_KNOWN = ours(1, en="one telephone that shows its credentials makes it an office",
                 fr="un seul téléphone qui s'authentifie en fait un bureau")  # fmt: skip

by = (first_known(request.account, "-"), request.ip)
scanner = derived(is_scanner, request.user_agent)
invite = equal(first_known(request.method, "-"), "INVITE")
named, named_calls = both(scanner, negated(invite)), both(scanner, invite)
asked = one_of(request.method, "OPTIONS", "REGISTER")
ten_minutes = sliding(minutes=10)
lines = distinct(request.aor, of=asked, by=by, over=ten_minutes)
at_home = count(request.authenticated, of=request.authenticated, by=by, over=ten_minutes)

CLAUSE = Clause(
    id="sip-scans", letter=Letter.D, title=Text(en="Scans", fr="Balayages"),
    citation=Citation(
        law="Kamailio, default configuration (scanners by name); RFC 3261 sections 7 and 22",
        url="https://github.com/kamailio/kamailio/blob/master/etc/kamailio.cfg",
        in_force=date(2014, 1, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A security team tests the edge, with a letter.",
             fr="Une équipe de sécurité éprouve l'accès, avec une lettre."),
        Text(en="A monitoring tool sends OPTIONS to every line of its own.",
             fr="Un outil de surveillance envoie OPTIONS à chacune de ses lignes."),
        Text(en="An office starts anew, and none of its telephones has a password yet.",
             fr="Un bureau démarre et aucun de ses téléphones n'a encore de mot de passe."),
    ),
    runbook=Text(
        en="Look at the lines asked for: in order or from a word list is a scan. Block the address for 120 s,"
           " then longer, up to a day. See whether any line answered, and whether one of them was registered"
           " from elsewhere since. Ask for the letter of a test before the account is told off.",
        fr="Regardez les lignes demandées : dans l'ordre ou tirées d'un lexique, c'est un balayage. Bloquez"
           " l'adresse 120 s, puis davantage, jusqu'à un jour. Voyez si une ligne a répondu et si elle s'est"
           " enregistrée ailleurs depuis. Demandez la lettre d'essai avant tout reproche au compte.",
    ),
    rules=(
        Rule(id="D-FLD", name="scanner-by-name", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE,
             act=Act.REFUSE, when=(count(named, of=named, by=by, over=sliding(hours=24)).at_least(NAMED),),
             title=Text(en="A scanner by its name", fr="Un outil de balayage, de son propre aveu"),
             reason=Text(en="SIP requests from {ip} in 24 h under the name of a scanner: {hits}.",
                         fr="Requêtes SIP de {ip} en 24 h au nom d'un outil de balayage : {hits}.")),
        Rule(id="D-FLD", name="scanner-calls", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE,
             when=(count(named_calls, of=named_calls, by=by, over=sliding(hours=24)).at_least(NAMED),),
             title=Text(en="Calls of a scanner by its name", fr="Appels d'un outil de balayage avoué"),
             reason=Text(en="INVITEs from {ip} in 24 h under the name of a scanner: {hits}.",
                         fr="INVITE de {ip} en 24 h au nom d'un outil de balayage : {hits}.")),
        Rule(id="D-FLD", name="scan-of-lines", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE, act=Act.REFUSE, when=(lines.above(LINES_MAX), at_home.below(ANY_KNOWN)),
             title=Text(en="Scan of lines", fr="Balayage de lignes"),
             reason=Text(en="{ip} asked for {hits} lines in 10 min and had none of its own; the limit is"
                            " {limit}.",
                         fr="{ip} a demandé {hits} lignes en 10 min sans en avoir une ; la limite est de"
                            " {limit}.")),
    ),
)  # fmt: skip
