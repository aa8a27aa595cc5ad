"""Floods of SIP requests: more than thirty in two seconds from one address for one address of record.

Most senders of a flood have shown no account; they are counted under none. The address of record is a part of
the key, so that five hundred telephones behind one router are not one flood. A flood of INVITEs is found and
never refused here: a call is answered as a call, and one to an emergency number always passes. Malformed
requests are counted by address, among those of which it is known, and only found.
"""

from datetime import date, timedelta

from fairline.facts import Request
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, count, equal, first_known, known, negated, share
from fairline.signals.limits import industry, ours
from fairline.signals.windows import sliding

request = columns(Request)

REQUESTS_MAX = industry(30, "Kamailio, pike: reqs_density_per_unit 30, sampling_time_unit 2 s",
                        fr="Kamailio, pike : reqs_density_per_unit 30, sampling_time_unit 2 s")  # fmt: skip

MALFORMED_MAX = ours(0.05, en="honest devices send next to none; D-FLD of the catalogue",
                     fr="un appareil honnête n'en envoie presque pas : D-FLD au catalogue")  # fmt: skip
REQUESTS_MIN = 20  # ours: one bad request of fewer is more than a twentieth

invite = equal(first_known(request.method, "-"), "INVITE")
other = negated(invite)
by = (first_known(request.account, "-"), request.ip, first_known(request.aor, "-"))
from_address = (first_known(request.account, "-"), request.ip)
malformed = share(request.malformed, of=known(request.malformed), by=from_address, over=sliding(minutes=1))
instant = sliding(seconds=2, hop=timedelta(milliseconds=500))

CLAUSE = Clause(
    id="sip-floods", letter=Letter.D, title=Text(en="Floods of requests", fr="Déluges de requêtes"),
    citation=Citation(
        law="Kamailio, pike module: defaults; OpenSIPS, pike module",
        url="https://www.kamailio.org/docs/modules/stable/modules/pike.html",
        in_force=date(2008, 8, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A telephone came back from an outage and asks again and again for its lost line.",
             fr="Un téléphone revient d'une panne et redemande sans cesse sa ligne perdue."),
        Text(en="A device with a fault mangles what it sends, as others of its make do.",
             fr="Un appareil défectueux, comme d'autres de sa marque, déforme ses envois."),
        Text(en="A load test was announced.", fr="Un essai de charge était annoncé."),
        Text(en="A switch of the customer's sends everything for one address of record.",
             fr="Un autocommutateur du client envoie tout pour une seule adresse enregistrée."),
    ),
    runbook=Text(
        en="Look at the requests: method, device, whether answers were waited for. Block the address for"
           " 120 s, then longer, up to a day, and never the account for an address that is not its own. A"
           " customer's own device is told to its owner. Emergency calls from the same address must keep"
           " passing: test it.",
        fr="Regardez les requêtes : méthode, appareil, attente ou non des réponses. Bloquez l'adresse 120 s,"
           " puis davantage, jusqu'à un jour, et jamais le compte pour une adresse qui n'est pas la sienne."
           " Prévenez le titulaire d'un appareil en cause. Les appels d'urgence de cette adresse doivent"
           " passer : essayez.",
    ),
    rules=(
        Rule(id="D-FLD", name="request-flood", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE,
             act=Act.REFUSE, when=(count(other, of=other, by=by, over=instant).above(REQUESTS_MAX),),
             title=Text(en="Flood of requests", fr="Déluge de requêtes"),
             reason=Text(en="{hits} SIP requests in 2 s from {ip} for {aor}; the limit is {limit}.",
                         fr="{hits} requêtes SIP en 2 s depuis {ip} pour {aor} ; la limite est de {limit}.")),
        Rule(id="D-FLD", name="invite-flood", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE,
             when=(count(invite, of=invite, by=by, over=instant).above(REQUESTS_MAX),),
             title=Text(en="Flood of calls at the edge", fr="Déluge d'appels à l'entrée"),
             reason=Text(en="{hits} INVITEs in 2 s from {ip} for {aor}; the limit is {limit}.",
                         fr="{hits} INVITE en 2 s depuis {ip} pour {aor} ; la limite est de {limit}.")),
        Rule(id="D-FLD", name="malformed-requests", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.THROTTLE, when=(malformed.above(MALFORMED_MAX, base_min=REQUESTS_MIN),),
             title=Text(en="Malformed requests", fr="Requêtes mal formées"),
             reason=Text(en="{hits} of {base} SIP requests from {ip} in a minute were malformed; limit"
                            " {limit}.",
                         fr="En une minute, {hits} des {base} requêtes SIP de {ip} étaient mal formées ;"
                            " limite {limit}.")),
    ),
)  # fmt: skip
