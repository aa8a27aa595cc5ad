"""Recordings and transcripts are taken away in bulk.

Counted over 24 hours: what one token (one user, where there is none) downloads or exports, by the number of
records (one at least), and apart what it takes while the account's own hours are closed or from a network
that the account never used. What was refused, or has a ticket, is left out. Left out of the catalogue's row:
five times what is usual (its 99th percentile), which needs a past of each account; the fixed number stands
for it.
"""

from datetime import date

from fairline.facts import Access, Deed
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, both, columns, equal, first_known, known, negated, one_of, ours, total
from fairline.signals.windows import sliding

access = columns(Access)

RECORDS = ours(500, en="nobody listens to five hundred recordings in a day; J-REC",
               fr="personne n'écoute cinq cents enregistrements en un jour ; J-REC")  # fmt: skip
CLOSED = ours(100, en="a hundred at night are no longer work; J-REC",
              fr="cent la nuit, ce n'est plus du travail ; J-REC")  # fmt: skip
ELSEWHERE = ours(50, en="fifty from a place never seen is a leak; J-REC",
                 fr="cinquante depuis un lieu inconnu, c'est une fuite ; J-REC")  # fmt: skip

taken = both(
    one_of(access.deed, Deed.DOWNLOAD, Deed.EXPORT),
    first_known(access.succeeded, True),
    negated(known(access.ticket)),
)
at_night, from_afar = equal(access.business_hours, False), equal(access.known_network, False)
records = first_known(access.records, 1)
by, day = (access.account, first_known(access.token, access.user)), sliding(hours=24)
all_taken = total(records, of=taken, by=by, over=day, unit=Unit.NUMBER)
night = total(records, of=both(taken, at_night), by=by, over=day, unit=Unit.NUMBER)
afar = total(records, of=both(taken, from_afar), by=by, over=day, unit=Unit.NUMBER)

CLAUSE = Clause(
    id="bulk-downloads", letter=Letter.J,
    title=Text(en="Recordings taken away", fr="Enregistrements emportés"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause j (interception); 18 USC 2511",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="An administrator moves the archive, and entered no ticket.",
             fr="Un administrateur déplace l'archive sans avoir saisi de ticket."),
        Text(en="A legal hold or a request for access asks for all of it.",
             fr="Une conservation judiciaire ou une demande d'accès porte sur l'ensemble."),
        Text(en="A nightly copy into the customer's own store, as agreed.",
             fr="Une copie nocturne vers l'espace du client, comme convenu."),
    ),
    runbook=Text(
        en="Have the token replaced before anything else. List what was read, of whom, and where it went. Ask"
        " the account's administrator, by a channel other than the token's, whether it was theirs. If persons"
        " outside may have their conversations, the account's duty to notify starts with this finding.",
        fr="Faites d'abord remplacer le jeton. Dressez la liste de ce qui a été lu, sur qui, et vers où."
        " Demandez à l'administrateur du compte, par une autre voie, si c'était lui. Si des conversations ont"
        " pu sortir, le délai de notification du compte court à partir de ce constat.",
    ),
    rules=(
        Rule(id="J-REC", name="recordings-in-bulk", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE, when=(all_taken.above(RECORDS),),
             title=Text(en="Recordings in bulk", fr="Enregistrements en masse"),
             reason=Text(en="{hits} recordings or transcripts were taken by {token} in 24 h; the limit is"
                            " {limit}.",
                         fr="{token} a emporté {hits} enregistrements ou transcriptions en 24 h ; la limite"
                            " est de {limit}.")),
        Rule(id="J-REC", name="recordings-at-night", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.HOLD, when=(night.above(CLOSED),),
             title=Text(en="Recordings after hours", fr="Enregistrements hors des heures"),
             reason=Text(en="{token} took {hits} recordings outside business hours; the limit is {limit}.",
                         fr="{token} a emporté {hits} enregistrements hors des heures d'ouverture ; la limite"
                            " est de {limit}.")),
        Rule(id="J-REC", name="recordings-to-a-new-network", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.HOLD, when=(afar.above(ELSEWHERE),),
             title=Text(en="Recordings to a new network", fr="Enregistrements vers un réseau inconnu"),
             reason=Text(en="{token} took {hits} recordings from a network never seen before; the limit is"
                            " {limit}.",
                         fr="{token} a emporté {hits} enregistrements depuis un réseau jamais vu ; la limite"
                            " est de {limit}.")),
    ),
)  # fmt: skip
