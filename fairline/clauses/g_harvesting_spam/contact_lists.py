"""Lists of contacts that show on arrival that nobody on them agreed: traps, dead and made-up numbers.

Each list is judged by what a check found in it, before anybody on it is contacted; shares are in thousandths,
rounded up. Lists of fewer than a hundred contacts are judged by their traps alone.
"""

from datetime import date

from fairline.facts import ListUpload
from fairline.facts.shares import per_thousand
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, at_least, columns, derived, highest, ours, sliding

upload = columns(ListUpload)

TRAPS = ours(1, en="an address that nobody gave out is on harvested and bought lists only",
             fr="une adresse jamais donnée n'est que sur des listes aspirées ou achetées")  # fmt: skip
UNALLOCATED_MAX = ours(50, en="customers give numbers that work", fr="un client donne un numéro qui marche")
DISCONNECTED_MAX = ours(20, en="a list in use is cleaned", fr="une liste entretenue est nettoyée")
IN_SEQUENCE_MAX = ours(300, en="people's numbers do not follow each other",
                       fr="les numéros des gens ne se suivent pas")  # fmt: skip
OF_OTHERS_MAX = ours(200, en="two businesses rarely share one customer in five",
                     fr="deux entreprises partagent rarement un client sur cinq")  # fmt: skip
SIZE_MIN = 100  # ours: in shorter lists one contact weighs a whole percent

large, by, day = at_least(upload.size, SIZE_MIN), (upload.account, upload.contact_list), sliding(hours=24)
shares = (upload.unallocated, upload.disconnected, upload.in_sequence, upload.of_others)
unallocated, disconnected, in_sequence, of_others = (
    highest(derived(per_thousand, part, upload.size), of=large, by=by, over=day, unit=Unit.NUMBER)
    for part in shares
)
traps = highest(upload.traps, by=by, over=day, unit=Unit.NUMBER)

CLAUSE = Clause(
    id="contact-lists", letter=Letter.G, title=Text(en="Lists of contacts", fr="Listes de contacts"),
    citation=Citation(
        law="M3AAWG, Sender Best Common Practices, 3.0",
        url="https://www.m3aawg.org/sites/default/files/document/M3AAWG_Senders_BCP_Ver3-2015-02.pdf",
        in_force=date(2015, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A company's own extensions: its numbers follow each other.",
             fr="Les postes d'une entreprise : leurs numéros se suivent."),
        Text(en="Two brands of one group, with the same customers.",
             fr="Deux enseignes d'un groupe, aux mêmes clients."),
        Text(en="An old list, uploaded to be cleaned.", fr="Une vieille liste, déposée pour être nettoyée."),
    ),
    runbook=Text(
        en="Hold the list and ask where it comes from: invoice, form, date, chain back to the person. Draw"
        " ten contacts and ask for their consents. A seed the account placed itself is named before, not"
        " after.",
        fr="Retenez la liste et demandez d'où elle vient : facture, formulaire, date, chaîne jusqu'à la"
        " personne. Tirez dix contacts et réclamez leurs accords. Une adresse témoin se déclare avant, non"
        " après.",
    ),
    rules=(
        Rule(id="G-TRAP", name="list-with-traps", title=Text(en="Spam traps", fr="Adresses pièges"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.HOLD,
             when=(traps.at_least(TRAPS),), reason=Text(
                 en="The list {contact_list} has {hits} addresses that nobody ever gave out.",
                 fr="La liste {contact_list} contient {hits} adresses que personne n'a jamais données.")),
        Rule(id="G-TRAP", name="list-unallocated", title=Text(en="Dead contacts", fr="Contacts inexistants"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.HOLD,
             when=(unallocated.above(UNALLOCATED_MAX),), reason=Text(
                 en="Of a thousand contacts of the list {contact_list}, {hits} do not exist; the limit is"
                 " {limit}.",
                 fr="Sur mille contacts de la liste {contact_list}, {hits} n'existent pas ; limite :"
                 " {limit}.")),
        Rule(id="G-TRAP", name="list-disconnected", title=Text(en="Former numbers", fr="Numéros résiliés"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.HOLD,
             when=(disconnected.above(DISCONNECTED_MAX),), reason=Text(
                 en="Of a thousand numbers of the list {contact_list}, {hits} were disconnected; limit"
                 " {limit}.",
                 fr="Sur mille numéros de la liste {contact_list}, {hits} sont résiliés ; limite :"
                 " {limit}.")),
        Rule(id="G-TRAP", name="list-in-sequence", title=Text(en="Numbers in a row", fr="Numéros à la suite"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.HOLD,
             when=(in_sequence.above(IN_SEQUENCE_MAX),), reason=Text(
                 en="Of a thousand numbers of the list {contact_list}, {hits} follow another; limit {limit}.",
                 fr="Sur mille numéros de la liste {contact_list}, {hits} en suivent un autre ; limite :"
                 " {limit}.")),
        Rule(id="G-TRAP", name="list-of-others", title=Text(en="Another's list", fr="Liste d'autrui"),
             mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.HOLD,
             when=(of_others.above(OF_OTHERS_MAX),), reason=Text(
                 en="Of a thousand contacts of the list {contact_list}, {hits} are on another's; limit"
                 " {limit}.",
                 fr="Sur mille contacts de la liste {contact_list}, {hits} sont chez un autre ; limite :"
                 " {limit}.")),
    ),
)  # fmt: skip
