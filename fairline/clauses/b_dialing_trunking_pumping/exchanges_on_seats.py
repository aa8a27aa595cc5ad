"""A private exchange behind one seat: what registers as an agent's telephone takes many calls at once.

Each registration in any 24 hours. A device that calls itself an exchange or border controller on the
credential of a named user is a reason to ask and no proof, since anybody may write anything there. An
address of record with more than two contacts, and a seat that registers from a data center, are counted.
More calls at once than a seat has are told by the rule on seats of clause h. Excused by an agreement on a
trunk of the customer's own, signed by both, for the time it runs.
"""

from datetime import date

from fairline.facts import Permit, Registration
from fairline.facts.user_agents import is_pbx
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.policy.agreements import agreed
from fairline.signals import both, columns, count, derived, more_than, negated, ours, sliding

device = columns(Registration)

CONTACTS_MAX = 2  # ours: a desk telephone and a mobile application
ONCE = ours(1, en="once is enough to ask", fr="une fois suffit pour demander")

not_agreed = negated(agreed(Permit.OWN_TRUNK, at=device.at))
exchange = both(derived(is_pbx, device.user_agent), not_agreed)
many = both(more_than(device.contacts, CONTACTS_MAX), not_agreed)
hosted = both(device.data_center, not_agreed)
user, day = (device.account, device.user), sliding(hours=24)
exchanges = count(exchange, of=exchange, by=user, over=day)
crowded = count(many, of=many, by=(device.account, device.aor), over=day)
in_data_center = count(hosted, of=hosted, by=user, over=day)

CLAUSE = Clause(
    id="exchanges-on-seats", letter=Letter.B,
    title=Text(en="An exchange on a seat", fr="Un autocommutateur derrière un poste"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause b (trunking; key telephone systems)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A gateway for one analog telephone or door.",
             fr="Une passerelle pour un seul téléphone analogique ou une porte."),
        Text(en="Virtual desktops run in a data center.",
             fr="Les bureaux virtuels tournent dans un centre de données."),
        Text(en="An old registration lingers beside the new one.",
             fr="Un ancien enregistrement subsiste à côté du nouveau."),
        Text(en="Own trunks, by contract (BYOC).", fr="Liaisons du client, prévues au contrat (BYOC)."),
    ),
    runbook=Text(
        en="List the registrations of the seat: device, address, contacts, what it calls itself. Lay its"
        " calls beside them: how many at once, for how many different people? Ask what stands there. A"
        " trunk has a plan and an addendum of its own; offer them.",
        fr="Listez les enregistrements du poste : appareil, adresse, contacts, nom annoncé. Mettez ses"
        " appels en regard : combien à la fois, pour combien de personnes ? Demandez ce qui se trouve là."
        " Une liaison a son offre et son avenant : proposez-les.",
    ),
    rules=(
        Rule(id="B-TRK-U", name="exchange-registers-as-a-seat", mode=Mode.OBSERVE, severity=Severity.MINOR,
             evidence=Evidence.D, act=Act.CHALLENGE, answer=Answer.CHALLENGE,
             when=(exchanges.at_least(ONCE),),
             title=Text(en="Calls itself an exchange", fr="Se dit autocommutateur"), reason=Text(
                 en="A device of user {user} called itself an exchange (times in 24 h: {hits}; limit:"
                 " {limit}).",
                 fr="Un appareil de l'utilisateur {user} s'est dit autocommutateur (fois en 24 h : {hits} ;"
                 " limite : {limit}).")),
        Rule(id="B-TRK-U", name="many-contacts-of-one-address", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(crowded.at_least(ONCE),),
             title=Text(en="Many devices, one address", fr="Bien des appareils, une adresse"), reason=Text(
                 en="{aor} was registered by more than 2 devices at once (times in 24 h: {hits}; limit:"
                 " {limit}).",
                 fr="Plus de 2 appareils se sont enregistrés ensemble sous {aor} (fois en 24 h : {hits} ;"
                 " limite : {limit}).")),
        Rule(id="B-TRK-U", name="seat-in-a-data-center", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(in_data_center.at_least(ONCE),),
             title=Text(en="A seat in a data center", fr="Un poste en centre de données"), reason=Text(
                 en="User {user} registered from a data center (times in 24 h: {hits}; limit: {limit}).",
                 fr="L'utilisateur {user} s'est enregistré depuis un centre de données (fois en 24 h :"
                 " {hits} ; limite : {limit}).")),
    ),
)  # fmt: skip
