"""Links that a check found harmful: on a list, imitating a brand, or only doubtful to a model.

What a link is, a check found that was allowed to look: a list or a rule decides with a score of 1, a model
with less; a model's score only asks. What a person refuted, and the account's own links, do not count. Where
nobody looked, nothing is known and nothing is found. Young domains and shorteners are another clause's.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import Basis, Inspection, Topic
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, equal, first_known, less_than, negated, one_of
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

check = columns(Inspection)

DECIDED, SCORE_MIN = Decimal(1), Decimal("0.9")  # ours: below 0.9 one link in ten is accused wrongly
ONE = ours(1, en="one harmful link is one too many; D-URL of the catalogue",
           fr="un seul lien nuisible est de trop : D-URL au catalogue")  # fmt: skip

seen = both(
    equal(check.topic, Topic.BAD_LINK),
    one_of(check.basis, Basis.CUSTOMER, Basis.COMPLAINT, Basis.HASH_MATCH, Basis.ORDER),
    at_least(check.score, SCORE_MIN),
    first_known(check.confirmed, True),
    negated(first_known(check.allowed, False)),
)
listed = both(seen, at_least(check.score, DECIDED))
scored = both(seen, less_than(check.score, DECIDED))
of_campaign = (check.account, first_known(check.campaign, "-"))
day = sliding(hours=24)

CLAUSE = Clause(
    id="harmful-links", letter=Letter.D, title=Text(en="Harmful links", fr="Liens nuisibles"),
    citation=Citation(
        law="CTIA, Messaging Principles and Best Practices (2023), 5.3.2 (embedded website links)",
        url="https://signalmash.com/2023/12/28/ctia-messaging-principles-best-practices-handbook",
        in_force=date(2023, 5, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The site was hacked, or its address was listed by mistake and is being taken off.",
             fr="Le site a été piraté, ou son adresse listée par erreur est en cours de retrait."),
        Text(en="A support desk quotes the link that a person asked about, to warn of it.",
             fr="Un service d'assistance cite le lien signalé par une personne, pour l'en prévenir."),
        Text(en="The brand is the customer's own, or it has a license to use it.",
             fr="La marque est celle du client, ou il a licence de l'utiliser."),
    ),
    runbook=Text(
        en="Hold the template, not the account. Look up the domain's age and holder, open the link only in a"
           " sandbox. Ask the customer who owns it. A hacked site is told to its owner; a look-alike of a"
           " brand goes to clause e as well.",
        fr="Retenez le modèle, non le compte. Cherchez l'âge et le titulaire du domaine ; n'ouvrez le lien"
           " que dans un environnement isolé. Demandez au client à qui il est. Un site piraté se signale à"
           " son titulaire ; l'imitation d'une marque relève aussi de la clause e.",
    ),
    rules=(
        Rule(id="D-URL", name="listed-link", mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD,
             act=Act.HOLD, when=(count(listed, of=listed, by=of_campaign, over=day).at_least(ONE),),
             title=Text(en="A listed or look-alike link", fr="Lien listé ou imitant une marque"),
             reason=Text(en="Links in 24 h that are on a list of harmful ones or imitate a brand: {hits}.",
                         fr="Liens en 24 h figurant sur une liste de nuisibles ou imitant une marque :"
                            " {hits}.")),
        Rule(id="D-URL", name="doubtful-link", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.D,
             when=(count(scored, of=scored, by=of_campaign, over=day).at_least(ONE),),
             title=Text(en="A doubtful link", fr="Lien douteux"),
             reason=Text(en="Links in 24 h that look harmful to a model, which may be wrong: {hits}.",
                         fr="Liens en 24 h jugés nuisibles par un modèle, qui peut se tromper : {hits}.")),
    ),
)  # fmt: skip
