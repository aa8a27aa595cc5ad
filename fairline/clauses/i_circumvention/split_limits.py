"""One limit split among accounts that share a card, an owner, a device or an address.

Counted per account over 24 hours: links to others that stand, like it, at 70 % of the same limit or more and
below it, while all that are linked use over twice the limit. A link is what two accounts share, ``account``
the newer of the two. Two kinds of link are asked for: one alone never joins accounts.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import Link, LinkedBy
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, distinct, less_than, more_than, one_of, ours, sliding

link = columns(Link)

OTHERS = ours(2, en="three accounts are a split: this one and two more; I-CIR-01",
              fr="à trois comptes, c'est un partage : celui-ci et deux autres ; I-CIR-01")  # fmt: skip
KINDS = ours(2, en="one kind of link never joins accounts",
             fr="un seul type de lien ne réunit jamais deux comptes")  # fmt: skip
NEAR, FULL = Decimal("0.7"), Decimal(1)  # ours: near enough to the limit to be aiming below it
TOGETHER = Decimal(2)  # ours: together they use the limit more than twice

split = both(
    one_of(link.attribute, LinkedBy.PAYMENT_INSTRUMENT, LinkedBy.BENEFICIAL_OWNER, LinkedBy.DEVICE,
           LinkedBy.IP),
    at_least(link.limit_share, NEAR), less_than(link.limit_share, FULL),
    at_least(link.other_limit_share, NEAR), less_than(link.other_limit_share, FULL),
    more_than(link.cluster_share, TOGETHER),
)  # fmt: skip
day = sliding(hours=24)
others = distinct(link.other, of=split, by=link.account, over=day)
kinds = distinct(link.attribute, of=split, by=link.account, over=day)

CLAUSE = Clause(
    id="split-limits", letter=Letter.I, title=Text(en="Split limits", fr="Limites fractionnées"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A franchise: each shop has its account, the head office pays for all.",
             fr="Une franchise : chaque magasin a son compte, la tête de réseau paie pour tous."),
        Text(en="A company was reorganised and moves from old accounts to new ones.",
             fr="L'entreprise se réorganise et passe de ses anciens comptes aux nouveaux."),
        Text(en="An outage: traffic runs over the accounts kept in reserve.",
             fr="Une panne : le trafic passe par les comptes gardés en réserve."),
        Text(en="Tenants of one building or of one service provider share its address and devices.",
             fr="Les occupants d'un immeuble, ou les clients d'un prestataire, partagent adresse et postes."),
    ),
    runbook=Text(
        en="Draw the accounts and their links, with what each link rests on and since when. Put their use of"
        " the limit on one chart: does one stop where the next begins? Ask who owns them and why they are"
        " several, and read whether the contract grants each its own limit. Hold only the accounts with two"
        " links.",
        fr="Dessinez les comptes et leurs liens, avec l'origine et la date de chacun. Reportez leur"
        " consommation sur un même graphique : l'un s'arrête-t-il où l'autre commence ? Demandez à qui ils"
        " appartiennent et pourquoi ils sont plusieurs ; vérifiez si le contrat accorde à chacun sa propre"
        " limite. Ne retenez que les comptes unis par deux liens.",
    ),
    rules=(
        Rule(
            id="I-CIR-01", name="split-limit", mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD,
            title=Text(en="A limit shared out", fr="Une limite répartie"),
            when=(others.at_least(OTHERS), kinds.at_least(KINDS)),
            reason=Text(
                en="With {hits} linked accounts ({hits2} kinds of link) this one stays just below a limit"
                " that together they pass more than twice; the limit is {limit} such accounts.",
                fr="Ce compte et {hits} autres qui lui sont liés ({hits2} types de lien) restent chacun juste"
                " sous une limite qu'ensemble ils dépassent plus de deux fois ; limite : {limit} comptes"
                " liés.",
            ),
        ),
    ),
)  # fmt: skip
