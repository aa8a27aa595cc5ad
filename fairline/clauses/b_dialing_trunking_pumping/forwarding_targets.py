"""Forwarding set to a line that is known to take several calls, or answered as only a machine answers.

A setting is looked at before it holds: calls are sent to a private exchange, a conference bridge or a toll-
free number, as a look-up of the line says; without a look-up nothing is known. Later the calls tell: over 7
days more than 80% of the forwarded legs to one target that were answered were answered within 3 seconds,
which an attendant's machine does and a person does not. Excused by an agreement on forwarding to several
lines, signed by both, for the time it runs.
"""

from datetime import date, timedelta

from fairline.facts import Call, Change, Direction, Forwarding, Line, Permit, Setting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.policy.agreements import agreed
from fairline.signals import both, columns, either, equal, first_known, known, less_than, negated, one_of
from fairline.signals.counting import count, share
from fairline.signals.limits import ours, peer
from fairline.signals.windows import sliding

call, change, forwarding = columns(Call), columns(Change), columns(Forwarding)

SET_MAX = peer(1, "RingCentral, reasonable use 2010: no forwarding to a PBX or key system",
               fr="RingCentral, usage raisonnable 2010 : pas de renvoi vers un autocommutateur")  # fmt: skip
AT_ONCE = timedelta(seconds=3)  # the catalogue's
QUICK_SHARE = ours(0.80, en="people let it ring at least once", fr="on laisse sonner au moins une fois")
ANSWERED_MIN = 50  # ours: below it, one leg weighs two points

many_lines = both(
    equal(change.setting, Setting.FORWARDING),
    change.enabled,
    one_of(change.target_line, Line.PBX, Line.CONFERENCE, Line.TOLL_FREE),
    negated(agreed(Permit.MULTI_LINE_FORWARDING, at=change.at)),
)
leg = both(
    either(known(call.forwarded_from), first_known(forwarding.active, False)),
    equal(call.direction, Direction.OUTBOUND),
    call.answered,
    negated(agreed(Permit.MULTI_LINE_FORWARDING, at=call.started_at)),
)
set_to_many = count(many_lines, of=many_lines, by=(change.account, change.target), over=sliding(hours=24))
target = (call.account, first_known(call.called, call.dialed))
by_machine = share(less_than(call.ring, AT_ONCE), of=leg, by=target, over=sliding(days=7))

CLAUSE = Clause(
    id="forwarding-targets", letter=Letter.B,
    title=Text(en="What calls are forwarded to", fr="Vers quoi l'on renvoie les appels"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause b (trunking and forwarding)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A branch's hunt group, by contract.", fr="Un groupement d'agence, prévu au contrat."),
        Text(en="The look-up is old: the number was ported to a person.",
             fr="La fiche est ancienne : le numéro a été porté chez un particulier."),
        Text(en="A colleague's voicemail answers without ringing.",
             fr="La messagerie d'un collègue décroche sans sonnerie."),
    ),
    runbook=Text(
        en="Call the target and hear who answers. Look up its line type again, and its holder. Ask who set"
        " the forwarding, what for and until when, and whether the contract has an addendum on it; offer"
        " one before anything else.",
        fr="Appelez la cible et écoutez qui répond. Vérifiez de nouveau le type de ligne et son titulaire."
        " Demandez qui a posé le renvoi, pour quoi et jusqu'à quand, et si le contrat a un avenant ;"
        " proposez-en un avant toute chose.",
    ),
    rules=(
        Rule(id="B-FWD-P", name="forwarding-set-to-many-lines", mode=Mode.ENFORCE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(set_to_many.at_least(SET_MAX),),
             title=Text(en="Forwarding set to many lines", fr="Renvoi posé vers plusieurs lignes"),
             reason=Text(
                 en="Calls were set to be forwarded to {target}, an exchange, a bridge or a toll-free"
                 " number (times: {hits}; limit: {limit}).",
                 fr="Un renvoi a été posé vers {target}, autocommutateur, pont ou numéro vert (nombre de"
                 " fois : {hits} ; limite : {limit}).")),
        Rule(id="B-FWD-P", name="forwarded-to-a-machine", mode=Mode.OBSERVE, severity=Severity.MINOR,
             evidence=Evidence.B, answer=Answer.CHALLENGE,
             when=(by_machine.above(QUICK_SHARE, base_min=ANSWERED_MIN),),
             title=Text(en="Answered by an attendant's machine", fr="Décroché par un standard automatique"),
             reason=Text(
                 en="In 7 days {hits} of {base} forwarded calls to {called} were answered within 3 s:"
                 " {value}; the limit is {limit}.",
                 fr="En 7 jours, {hits} des {base} appels renvoyés vers {called} ont été décrochés en moins"
                 " de 3 s, soit {value} ; la limite est de {limit}.")),
    ),
)  # fmt: skip
