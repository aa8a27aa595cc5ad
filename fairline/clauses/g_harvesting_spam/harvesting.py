"""Contacts read by the thousand, directories guessed through, numbers probed to see which exist.

Counted per token, or per user where there is none, over a day. Reads that a change ticket stands behind are
spared: migrations are large. Contacts read twice count twice, as records do not say which they were; what a
token reads on its busiest ordinary days (the catalogue's tenfold 99th centile) is not kept. Probing is seen
by attempts given up within two seconds of ringing.
"""

from datetime import date, timedelta

from fairline.facts import Access, Call, Deed, Direction, EndReason
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, at_most, both, columns, equal, first_known, ours, share, sliding, total
from fairline.signals.expressions import known, negated, one_of

access, call = columns(Access), columns(Call)

RECORDS_MAX = ours(5000, en="no agent reads so many contacts in a day",
                   fr="aucun agent ne lit autant de fiches en un jour")  # fmt: skip
CONTACTS_MAX = ours(200, en="a fifth of all contacts is a copy of the list",
                    fr="un cinquième des fiches, c'est une copie du fichier")  # fmt: skip
NOT_FOUND_MAX = ours(0.5, en="who knows people finds most of them",
                     fr="qui connaît les gens en trouve la plupart")  # fmt: skip
PROBED_MAX = ours(0.5, en="who wants to talk lets it ring", fr="qui veut parler laisse sonner")
TRIES_MIN = 200  # the catalogue's for look-ups: fewer are typing errors
RING_MAX = timedelta(seconds=2)  # ours: too short for anybody to answer

read = both(one_of(access.deed, Deed.EXPORT, Deed.DOWNLOAD, Deed.REQUEST), negated(known(access.ticket)))
lookup = equal(access.deed, Deed.LOOKUP)
by, day = (access.account, first_known(access.token, access.user, "")), sliding(hours=24)
records = total(access.records, of=read, by=by, over=day, unit=Unit.NUMBER)
contacts = total(access.contacts_share, of=read, by=by, over=day, unit=Unit.NUMBER)
not_found = share(negated(access.found), of=lookup, by=by, over=day)
probe = both(equal(call.end_reason, EndReason.CANCELED), at_most(call.ring, RING_MAX))
probed = share(probe, of=equal(call.direction, Direction.OUTBOUND), by=(call.account, call.caller), over=day)

CLAUSE = Clause(
    id="harvesting", letter=Letter.G, title=Text(en="Harvesting", fr="Collecte de données"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause g (harvesting)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A migration to another system, by an administrator.",
             fr="Une migration vers un autre système, par un administrateur."),
        Text(en="A nightly copy into the account's own warehouse.",
             fr="Une copie nocturne vers l'entrepôt de données du compte."),
        Text(en="Old numbers cleaned out of the account's own list.",
             fr="Le nettoyage des vieux numéros d'une liste du compte."),
    ),
    runbook=Text(
        en="Ask the token's owner what the job is and where the data goes; look for a change ticket. See"
        " whether it walks in order, at what pace, from which network. Hold the token, not the account.",
        fr="Demandez au titulaire du jeton quel est le traitement et où vont les données ; cherchez un ticket"
        " de changement. Le parcours est-il en ordre, à quelle cadence, depuis quel réseau ? Retenez le"
        " jeton, non le compte.",
    ),
    rules=(
        Rule(id="G-HRV", name="contacts-read", title=Text(en="Contacts read", fr="Fiches lues"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.HOLD,
             when=(records.above(RECORDS_MAX),), reason=Text(
                 en="{hits} contacts were read with one token within 24 h; the limit is {limit}.",
                 fr="{hits} fiches lues avec un même jeton en 24 h ; la limite est de {limit}.")),
        Rule(id="G-HRV", name="contacts-copied", title=Text(en="A share of all", fr="Une part du fichier"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.HOLD,
             when=(contacts.above(CONTACTS_MAX),), reason=Text(
                 en="Of a thousand contacts, {hits} were read with one token within 24 h; the limit is"
                 " {limit}.",
                 fr="Sur mille fiches, {hits} lues avec un même jeton en 24 h ; la limite est de {limit}.")),
        Rule(id="G-HRV", name="directory-guessed", title=Text(en="Guessing", fr="Annuaire deviné"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.HOLD,
             when=(not_found.above(NOT_FOUND_MAX, base_min=TRIES_MIN, wilson=True),), reason=Text(
                 en="{hits} of {base} look-ups with one token within 24 h found nobody; the limit is"
                 " {limit}.",
                 fr="{hits} des {base} recherches d'un même jeton en 24 h n'ont rien trouvé ; limite :"
                 " {limit}.")),
        Rule(id="G-HRV", name="numbers-probed", title=Text(en="Probing", fr="Numéros sondés"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD,
             when=(probed.above(PROBED_MAX, base_min=TRIES_MIN, wilson=True),), reason=Text(
                 en="{caller} gave up {hits} of {base} attempts within two seconds of ringing; limit"
                 " {limit}.",
                 fr="{caller} a lâché {hits} de {base} tentatives dans les deux secondes ; limite :"
                 " {limit}.")),
    ),
)  # fmt: skip
