"""Threats, hate and sexual harassment: looked at only when somebody complained or switched a filter on.

A check's score counts only on a lawful basis, at 0.95 and more, and only with a complaint about the very
item; then a person looks. What a person confirmed is held. Complaints of threats by two people who do not
know each other count without any check. Of what was said nothing is kept.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import About, Basis, Complaint, Inspection, Topic
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, distinct, equal, first_known, ours, sliding
from fairline.signals.expressions import negated, one_of

found, complaint = columns(Inspection), columns(Complaint)

CONFIRMED = ours(1, en="one threat that a person confirmed", fr="une menace confirmée par une personne")
SCORED = ours(1, en="one complaint with a score behind it, for a person to look at",
              fr="une plainte appuyée d'un score, pour qu'une personne regarde")  # fmt: skip
REPORTED = ours(2, en="two people who do not know each other: CLAUSES R.4",
                fr="deux personnes qui ne se connaissent pas : CLAUSES R.4")  # fmt: skip
SCORE_MIN = Decimal("0.95")  # ours: E-ABU of the catalogue
NO_USER = "-"

abuse = both(
    one_of(found.topic, Topic.THREAT, Topic.HARASSMENT),
    one_of(found.basis, Basis.COMPLAINT, Basis.CUSTOMER, Basis.ORDER),
)
confirmed = both(abuse, equal(found.confirmed, True))
scored = both(
    abuse, negated(first_known(found.confirmed, False)), found.complained, at_least(found.score, SCORE_MIN)
)
threat = equal(complaint.about, About.THREAT)
of_user, week = (found.account, first_known(found.user, NO_USER)), sliding(days=7)
confirmed_abuse = count(confirmed, of=confirmed, by=of_user, over=week)
scored_abuse = count(scored, of=scored, by=of_user, over=week)
reports = distinct(complaint.complainant, of=threat, by=(complaint.account, complaint.number), over=week)

CLAUSE = Clause(
    id="abuse", letter=Letter.E, title=Text(en="Threats and abuse", fr="Menaces et injures"),
    citation=Citation(
        law="47 U.S.C. 223(a); C. pénal art. 222-17, 222-33; Communications Act 2003 s. 127",
        url="https://www.law.cornell.edu/uscode/text/47/223",
        in_force=date(2003, 7, 25), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A heated customer was quoted, or said it to the agent.",
             fr="Un client en colère était cité, ou c'est lui qui l'a dit à l'agent."),
        Text(en="Satire, or a rough joke between people who know each other.",
             fr="De la satire, ou une plaisanterie rude entre gens qui se connaissent."),
        Text(en="A helpline's own words about violence.",
             fr="Les mots d'une ligne d'écoute qui parle de violence."),
    ),
    runbook=Text(
        en="Read or hear the one item complained of, and no other, and write down on which basis. Act on the"
        " seat or number first, not the account. Where life may be in danger tell the authorities at once,"
        " and then the customer if the law lets you.",
        fr="Lisez ou écoutez le seul élément visé par la plainte, en notant sur quel fondement. Agissez sur"
        " le poste ou le numéro avant le compte. Si une vie peut être en danger, prévenez l'autorité"
        " sur-le-champ, puis le client si la loi le permet.",
    ),
    rules=(
        Rule(id="E-ABU", name="abuse-confirmed", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, evidence=Evidence.A, when=(confirmed_abuse.at_least(CONFIRMED),),
             title=Text(en="Abuse, confirmed", fr="Injures ou menaces, confirmées"), reason=Text(
                 en="Threats or abuse of the week that a person looked at and confirmed: {hits}.",
                 fr="Menaces ou injures de la semaine, examinées et confirmées par une personne : {hits}.")),
        Rule(id="E-ABU", name="abuse-complained-of", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, evidence=Evidence.C, when=(scored_abuse.at_least(SCORED),),
             title=Text(en="Abuse, complained of", fr="Injures ou menaces, avec plainte"), reason=Text(
                 en="Items of the week that a person complained of and a check finds abusive: {hits}.",
                 fr="Éléments de la semaine visés par une plainte et jugés injurieux par un contrôle :"
                 " {hits}.")),
        Rule(id="E-ABU", name="threats-reported", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, evidence=Evidence.C, when=(reports.at_least(REPORTED),),
             title=Text(en="Threats, reported", fr="Menaces signalées"), reason=Text(
                 en="{hits} persons complained in a week of threats from {number}.",
                 fr="{hits} personnes se sont plaintes en une semaine de menaces de {number}.")),
    ),
)  # fmt: skip
