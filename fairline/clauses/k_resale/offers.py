"""The service sold on: under the provider's name, or offered as somebody's own.

A look at the customer found that its website sells lines or minutes and names the provider doing so. Or a
check of a public page or an invoice found an offer of resale: one that a person has looked at and agreed
with is held for a ruling, a mere score of a model or a list only asks. Excused by an agreement on resale,
signed by both, and by what is on file as the account's own right.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import Inspection, Permit, Topic, Vetting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.policy.agreements import agreed
from fairline.signals import at_least, both, columns, count, equal, first_known, known, negated, ours, sliding

vetting, check = columns(Vetting), columns(Inspection)

SURE = Decimal("0.8")  # ours: below it a list or model is no reason to ask
ONCE = ours(1, en="one offer is an offer", fr="une offre est une offre")

named = both(vetting.sells_lines, vetting.names_us, negated(agreed(Permit.RESALE, at=vetting.at)))
offer = both(
    equal(check.topic, Topic.RESALE_OFFER), negated(first_known(check.allowed, False)),
    negated(agreed(Permit.RESALE, at=check.at)),
)  # fmt: skip
seen = both(offer, first_known(check.confirmed, False))
suspected = both(offer, negated(known(check.confirmed)), at_least(check.score, SURE))
day = sliding(hours=24)
names_us = count(named, of=named, by=vetting.account, over=day)
confirmed = count(seen, of=seen, by=check.account, over=day)
scored = count(suspected, of=suspected, by=check.account, over=day)

CLAUSE = Clause(
    id="resale-offers", letter=Letter.K, title=Text(en="Offers of resale", fr="Offres de revente"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause k (no resale or sublicense)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A partner page that only refers customers to the provider.",
             fr="Une page de partenaire qui ne fait qu'adresser des clients à l'opérateur."),
        Text(en="An outsourcer's price for a minute of its agents' work.",
             fr="Le prix d'une minute de travail des agents d'un prestataire."),
        Text(en="An old page of an agreement that has ended.", fr="Une vieille page d'un accord terminé."),
    ),
    runbook=Text(
        en="Keep a dated copy of the page or invoice. What is sold, to whom, and who answers for the calls?"
        " Ask for the contract behind it. A partner needs its agreement on file; somebody else gets 14 days"
        " to take the offer down or to sign one.",
        fr="Gardez une copie datée de la page ou de la facture. Qu'est-ce qui est vendu, à qui, et qui"
        " répond des appels ? Demandez le contrat. Un partenaire doit avoir son accord au dossier ; tout"
        " autre a 14 jours pour retirer l'offre ou en signer un.",
    ),
    rules=(
        Rule(id="K-BIL", name="sells-under-our-name", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             act=Act.HOLD, answer=Answer.HOLD, when=(names_us.at_least(ONCE),),
             title=Text(en="Sells under our name", fr="Vend sous notre nom"),
             reason=Text(
                 en="The customer sells lines or minutes and names the provider (answers in 24 h: {hits};"
                 " limit: {limit}).",
                 fr="Le client vend des lignes ou des minutes en citant l'opérateur (réponses en 24 h :"
                 " {hits} ; limite : {limit}).")),
        Rule(id="K-BIL", name="offer-of-resale-seen", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             evidence=Evidence.A, answer=Answer.HOLD, when=(confirmed.at_least(ONCE),),
             title=Text(en="Offer of resale, seen", fr="Offre de revente, constatée"),
             reason=Text(
                 en="A person saw an offer to resell the service (in 24 h: {hits}; limit: {limit}).",
                 fr="Une personne a constaté une offre de revente du service (en 24 h : {hits} ; limite :"
                 " {limit}).")),
        Rule(id="K-BIL", name="offer-of-resale-suspected", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             evidence=Evidence.D, answer=Answer.CHALLENGE, when=(scored.at_least(ONCE),),
             title=Text(en="Offer of resale, suspected", fr="Offre de revente, présumée"),
             reason=Text(
                 en="A check took a page or invoice for an offer of resale (in 24 h: {hits}; limit:"
                 " {limit}).",
                 fr="Un contrôle a pris une page ou une facture pour une offre de revente (en 24 h : {hits} "
                 "; limite : {limit}).")),
    ),
)  # fmt: skip
