"""A campaign declared as something else is marketing.

Counted per account and campaign over seven days: items that a check allowed by law (the customer's own
feature, a complaint, an order, or no look at content at all) found to be marketing, in a campaign whose owner
declared another purpose. Where a person looked and agreed, the campaign is held; a score alone only asks. A
check that a person refuted, or that says nothing of why it could look, is not counted.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import Campaign, Inspection, Purpose, Topic
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, equal, first_known, known, negated, ours, sliding

check, campaign = columns(Inspection), columns(Campaign)

CONFIRMED = ours(1, en="a person looked and agreed; I-CIR-05",
                 fr="une personne a vérifié et confirmé ; I-CIR-05")  # fmt: skip
SCORED = ours(3, en="one score may err, three of a campaign are worth a question",
              fr="un score peut se tromper, trois méritent une question")  # fmt: skip
SCORE_MIN = Decimal("0.8")  # ours: a score below it is a guess

other_purpose = both(
    equal(check.topic, Topic.MARKETING),
    known(check.basis),
    negated(equal(campaign.purpose, Purpose.MARKETING)),
)
seen = both(other_purpose, check.confirmed)
scored = both(other_purpose, at_least(check.score, SCORE_MIN), first_known(check.confirmed, True))
of_campaign, week = (check.account, check.campaign), sliding(days=7)
marketing_seen = count(seen, of=seen, by=of_campaign, over=week)
marketing_scored = count(scored, of=scored, by=of_campaign, over=week)

CLAUSE = Clause(
    id="false-purposes", letter=Letter.I, title=Text(en="False purposes", fr="Finalités trompeuses"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A service message ends with one line on another product, where the law allows that.",
             fr="Un message de service s'achève sur une ligne d'offre, là où la loi le permet."),
        Text(en="A renewal or an upgrade that the customer had asked for.",
             fr="Un renouvellement ou une option que le client avait lui-même demandés."),
        Text(en="The campaign was copied from another and its purpose not changed.",
             fr="La campagne a été copiée d'une autre, sans corriger la finalité."),
    ),
    runbook=Text(
        en="Read three templates or scripts of the campaign, and the page that its links lead to. Ask what"
        " the person had done before, and what they are asked to do now. If it sells, have the purpose"
        " corrected and judge what went out under marketing's rules: hours, registers, consent.",
        fr="Lisez trois modèles ou argumentaires de la campagne, et la page où mènent ses liens. Demandez ce"
        " que la personne avait fait auparavant et ce qu'on attend d'elle. Si l'on vend, faites corriger la"
        " finalité et jugez les envois selon les règles du démarchage : horaires, registres, consentement.",
    ),
    rules=(
        Rule(
            id="I-CIR-05", name="marketing-under-another-name", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
            answer=Answer.HOLD, act=Act.HOLD, when=(marketing_seen.at_least(CONFIRMED),),
            title=Text(en="Marketing under another purpose", fr="Prospection sous une autre finalité"),
            reason=Text(
                en="In 7 days a person confirmed marketing in campaign {campaign}, declared otherwise ({hits}"
                " items; limit {limit}).",
                fr="En 7 jours, une personne a confirmé de la prospection dans la campagne {campaign},"
                " déclarée autrement (nombre : {hits} ; limite : {limit}).",
            ),
        ),
        Rule(
            id="I-CIR-05", name="seems-to-be-marketing", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.D,
            when=(marketing_scored.at_least(SCORED),),
            title=Text(en="Seems to be marketing", fr="Semble être de la prospection"),
            reason=Text(
                en="In 7 days {hits} items of campaign {campaign}, declared otherwise, scored as marketing;"
                " the limit is {limit}.",
                fr="En 7 jours, {hits} éléments de la campagne {campaign}, déclarée autrement, ressemblent à"
                " de la prospection ; la limite est de {limit}.",
            ),
        ),
    ),
)  # fmt: skip
