"""Scripts and messages of known scams: the bank, the tax office, a grandchild in need.

A match with a list of known scripts, or a score, only makes us ask: a model's word suspends nobody. What a
person looked at and confirmed, or what two people who do not know each other report, is held. Content is
looked at only where a lawful basis stands behind it. Payouts to mules are in no fact, and are not measured.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import About, Basis, Complaint, ComplaintSource, Inspection, Topic
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, distinct, equal, first_known, ours, sliding
from fairline.signals.expressions import negated, one_of

found, complaint = columns(Inspection), columns(Complaint)

CONFIRMED = ours(1, en="one scam that a person confirmed is one too many",
                 fr="une escroquerie confirmée par une personne est une de trop")  # fmt: skip
SUSPECTED = ours(
    1, en="one match is enough to ask, and no more", fr="une concordance suffit pour demander, sans plus"
)
REPORTED = ours(2, en="two people who do not know each other: CLAUSES R.4",
                fr="deux personnes qui ne se connaissent pas : CLAUSES R.4")  # fmt: skip
SCORE_MIN = Decimal("0.9")  # ours: below it, a match is one among many

week, day = sliding(days=7), sliding(hours=24)
scam = both(
    one_of(found.topic, Topic.SCAM, Topic.IMPERSONATION),
    one_of(found.basis, Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER),
    negated(first_known(found.allowed, False)),
)
confirmed = both(scam, equal(found.confirmed, True))
suspected = both(scam, negated(first_known(found.confirmed, False)), at_least(found.score, SCORE_MIN))
independent = one_of(complaint.source, ComplaintSource.PERSON, ComplaintSource.TRUSTED_FLAGGER)
reported = both(one_of(complaint.about, About.SCAM, About.IMPERSONATION), independent)
scams = count(confirmed, of=confirmed, by=found.account, over=week)
matches = count(suspected, of=suspected, by=found.account, over=day)
reports = distinct(complaint.complainant, of=reported, by=(complaint.account, complaint.number), over=week)

CLAUSE = Clause(
    id="fraud", letter=Letter.A, title=Text(en="Known scams", fr="Escroqueries connues"),
    citation=Citation(
        law="18 U.S.C. 1343; C. pénal art. 313-1; Fraud Act 2006 s. 2",
        url="https://www.law.cornell.edu/uscode/text/18/1343",
        in_force=date(2007, 1, 15), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The customer is the bank, the tax office or the brand itself.",
             fr="Le client est la banque, le fisc ou la marque elle-même."),
        Text(en="The text warns of the scam and quotes it.",
             fr="Le texte met en garde contre l'escroquerie et la cite."),
        Text(en="Staff is trained with faked scams, by agreement.",
             fr="Le personnel est formé par de fausses escroqueries, d'un commun accord."),
    ),
    runbook=Text(
        en="Read only the item complained of, and note the basis. Ask the brand named in it whether the"
        " account speaks for it. Look at what the account told of itself, and who pays. If somebody may lose"
        " money tonight, hold that number now and ask afterwards; report what is a crime.",
        fr="Ne lisez que l'élément visé par la plainte, en notant le fondement. Demandez à la marque citée si"
        " le compte parle pour elle. Voyez ce que le compte a dit de lui-même, et qui paie. Si quelqu'un peut"
        " perdre de l'argent ce soir, retenez ce numéro d'abord et demandez ensuite ; signalez ce qui est un"
        " délit.",
    ),
    rules=(
        Rule(id="A-FRD", name="scam-confirmed", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.SUSPEND_NUMBER, evidence=Evidence.A,
             title=Text(en="Scam, confirmed", fr="Escroquerie confirmée"),
             when=(scams.at_least(CONFIRMED),), reason=Text(
                 en="Scams of the week that a person looked at and confirmed: {hits}.",
                 fr="Escroqueries de la semaine examinées et confirmées par une personne : {hits}.")),
        Rule(id="A-FRD", name="scam-suspected", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, evidence=Evidence.D, when=(matches.at_least(SUSPECTED),),
             title=Text(en="Scam, suspected", fr="Escroquerie soupçonnée"), reason=Text(
                 en="Texts or scripts that look like a known scam, by score alone: {hits}.",
                 fr="Textes ou scripts qui rappellent une escroquerie connue, d'après le seul score :"
                 " {hits}.")),
        Rule(id="A-FRD", name="scam-reported", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, evidence=Evidence.C, when=(reports.at_least(REPORTED),),
             title=Text(en="Scam, reported", fr="Escroquerie signalée"), reason=Text(
                 en="{hits} persons reported {number} for a scam in a week.",
                 fr="{hits} personnes ont signalé {number} pour escroquerie en une semaine.")),
    ),
)  # fmt: skip
