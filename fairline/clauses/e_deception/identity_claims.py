"""Whoever calls or writes as a brand, a bank or an office that the customer is not known to speak for.

The claim is what a check found in a name shown, a sender or a script, on a lawful basis; that the customer
may make it is known from what it told of itself. A claim that a person confirmed, or of which two people who
do not know each other complained, is held. A score alone only makes us ask.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import About, Basis, Complaint, Inspection, Topic
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, distinct, equal, first_known, law, ours, sliding
from fairline.signals.expressions import negated, one_of

found, complaint = columns(Inspection), columns(Complaint)

CONFIRMED = law(1, "16 CFR 461.2-461.3 (government and business impersonation)",
                fr="16 CFR 461.2-461.3 (usurpation d'administration ou d'entreprise)")  # fmt: skip
CLAIMED = ours(
    1, en="one claim by score is enough to ask", fr="une prétention, d'après un score, suffit à demander"
)
REPORTED = ours(2, en="two people who do not know each other: CLAUSES R.4",
                fr="deux personnes qui ne se connaissent pas : CLAUSES R.4")  # fmt: skip
SCORE_MIN = Decimal("0.9")  # ours: below it, names only look alike

week, day = sliding(days=7), sliding(hours=24)
claim = both(
    equal(found.topic, Topic.BRAND_CLAIM),
    one_of(found.basis, Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER, Basis.METADATA),
    negated(found.allowed),
)
confirmed = both(claim, equal(found.confirmed, True))
scored = both(claim, negated(first_known(found.confirmed, False)), at_least(found.score, SCORE_MIN))
accused = equal(complaint.about, About.IMPERSONATION)
confirmed_claims = count(confirmed, of=confirmed, by=found.account, over=week)
claims = count(scored, of=scored, by=found.account, over=day)
reports = distinct(complaint.complainant, of=accused, by=(complaint.account, complaint.number), over=week)

CLAUSE = Clause(
    id="identity-claims", letter=Letter.E,
    title=Text(en="Names that are another's", fr="Noms d'autrui"),
    citation=Citation(
        law="16 CFR 461; 15 U.S.C. 45; C. pénal art. 226-4-1",
        url="https://www.ecfr.gov/current/title-16/part-461",
        in_force=date(2024, 4, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The customer is a dealer or partner, and its contract lets it use the name.",
             fr="Le client est revendeur ou partenaire : son contrat lui permet d'employer ce nom."),
        Text(en="Repair and support name the brand that they repair.",
             fr="Un réparateur nomme la marque qu'il répare."),
        Text(en="Two companies share a name in two countries.",
             fr="Deux sociétés portent le même nom dans deux pays."),
    ),
    runbook=Text(
        en="Ask the owner of the name whether the account speaks for it: that is one telephone call. Ask the"
        " customer for its contract. See who is asked for money or codes in that name. Where somebody pays"
        " tonight, hold the number now.",
        fr="Demandez au titulaire du nom si le compte parle pour lui : c'est un coup de téléphone. Demandez"
        " au client son contrat. Voyez à qui l'on réclame de l'argent ou des codes sous ce nom. Si quelqu'un"
        " doit payer ce soir, retenez le numéro tout de suite.",
    ),
    rules=(
        Rule(id="E-IDT", name="name-of-another-confirmed", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, evidence=Evidence.A, when=(confirmed_claims.at_least(CONFIRMED),),
             title=Text(en="Name of another, confirmed", fr="Nom d'autrui, confirmé"), reason=Text(
                 en="Claims to speak for another that a person confirmed, in a week: {hits}.",
                 fr="Prétentions à parler pour autrui, confirmées par une personne en une semaine :"
                 " {hits}.")),
        Rule(id="E-IDT", name="name-of-another", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, evidence=Evidence.D, when=(claims.at_least(CLAIMED),),
             title=Text(en="Name of another, by score", fr="Nom d'autrui, d'après un score"), reason=Text(
                 en="Names or scripts that seem to be another's, by score alone: {hits}.",
                 fr="Noms ou scripts qui paraissent ceux d'autrui, d'après le seul score : {hits}.")),
        Rule(id="E-IDT", name="name-of-another-reported", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, evidence=Evidence.C, when=(reports.at_least(REPORTED),),
             title=Text(en="Name of another, reported", fr="Nom d'autrui, signalé"), reason=Text(
                 en="{hits} persons complained in a week that {number} speaks in another's name.",
                 fr="{hits} personnes se sont plaintes en une semaine que {number} parle au nom d'autrui.")),
    ),
)  # fmt: skip
