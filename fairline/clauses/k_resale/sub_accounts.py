"""Many sub-accounts that have nothing in common: a switchboard let out room by room.

How many sub-accounts or tokens of an account have users, addresses and payments that are all different, as
a look at the customer counted. Left out: different opening hours and languages, and administrators who are
never there together, which no record tells. Excused by an agreement on resale, signed by both, and by one
on clients, whose teams are apart by nature.
"""

from datetime import date

from fairline.facts import Permit, Vetting
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import Unit, columns, either, highest, negated, ours, sliding

vetting = columns(Vetting)

APART_MAX = ours(20, en="branches share an owner, an invoice or an address with somebody",
                 fr="une agence partage toujours un titulaire, une facture ou une adresse")  # fmt: skip

for_itself = negated(either(agreed(Permit.CLIENTS, at=vetting.at), agreed(Permit.RESALE, at=vetting.at)))
apart = highest(
    vetting.sub_accounts, of=for_itself, by=vetting.account, over=sliding(hours=24), unit=Unit.NUMBER
)

CLAUSE = Clause(
    id="sub-accounts", letter=Letter.K, title=Text(en="Sub-accounts apart", fr="Sous-comptes étrangers"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause k (no time-sharing)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A franchise: one brand, many owners.",
             fr="Une franchise : une marque, bien des propriétaires."),
        Text(en="A service company looks after its customers' own accounts.",
             fr="Un infogérant s'occupe des comptes mêmes de ses clients."),
        Text(en="A group paid from each company's own card.",
             fr="Un groupe dont chaque société paie avec sa carte."),
    ),
    runbook=Text(
        en="Draw the sub-accounts with users, addresses, cards and hours of work. What joins them: a brand,"
        " an owner, a contract? Ask the account holder to show it. Who wants to let others use it needs an"
        " agreement on resale; 14 days to answer.",
        fr="Tracez les sous-comptes avec utilisateurs, adresses, cartes et horaires. Qu'est-ce qui les"
        " relie : une marque, un propriétaire, un contrat ? Demandez au titulaire de le montrer. Qui veut"
        " en faire profiter des tiers a besoin d'un accord de revente ; 14 jours pour répondre.",
    ),
    rules=(
        Rule(id="K-SUB", name="sub-accounts-apart", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(apart.above(APART_MAX),),
             title=Text(en="Nothing in common", fr="Rien en commun"),
             reason=Text(
                 en="{hits} sub-accounts have neither users, addresses nor payments in common; the limit is"
                 " {limit}.",
                 fr="{hits} sous-comptes n'ont ni utilisateurs, ni adresses, ni paiements en commun ; la"
                 " limite est de {limit}.")),
    ),
)  # fmt: skip
