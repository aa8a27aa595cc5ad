"""A flow, queue, campaign or integration is named as if machines or lives hung on it: SCADA, nurse call.

Words in English, French, German and Spanish, in the names that the customer gave, as a change is made; or in
content, where a check was allowed to look. A word asks and proves nothing. What a person refuted, what is
off, and what the account is known to do rightly, are left out; who knows no name knows nothing.
"""

from datetime import date

from fairline.facts import Basis, Change, Inspection, Topic
from fairline.facts.high_risk_words import speaks_of_high_risk
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, derived, either, equal, first_known, negated, one_of
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

change, check = columns(Change), columns(Inspection)

ONE = ours(1, en="one name is enough to ask; F-WRD of the catalogue",
           fr="un seul nom suffit pour demander : F-WRD au catalogue")  # fmt: skip

named = both(
    first_known(change.enabled, True),
    either(change.high_risk_words, derived(speaks_of_high_risk, change.name)),
)
read = both(
    equal(check.topic, Topic.HIGH_RISK_WORDS),
    one_of(check.basis, Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER, Basis.METADATA),
    first_known(check.confirmed, True),
    negated(first_known(check.allowed, False)),
)
day = sliding(hours=24)
names = count(named, of=named, by=(change.account, first_known(change.name, change.campaign, "-")), over=day)
words = count(read, of=read, by=(check.account, first_known(check.campaign, "-")), over=day)

CLAUSE = Clause(
    id="high-risk-names", letter=Letter.F,
    title=Text(en="Names of high risk", fr="Noms évocateurs de haut risque"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clauses f and l (the words are ours)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The queue sells, bills or repairs such things and controls none.",
             fr="La file vend, facture ou répare ce matériel et n'en commande aucun."),
        Text(en="The word has another meaning there: a brand, a street, a joke.",
             fr="Le mot a ici un autre sens : une marque, une rue, une plaisanterie."),
        Text(en="It is a drill, a lesson or a test system.",
             fr="C'est un exercice, un cours ou un système d'essai."),
    ),
    runbook=Text(
        en="Ask what the flow does when a call comes in and what happens if it does not. See the flow's"
           " export and which devices it talks to. Names are often inherited from a template. Cut nothing on"
           " a word; if lives hang on it, go by the rule of safe removal: migrate first.",
        fr="Demandez ce que fait le flux quand un appel arrive, et ce qui se passe s'il n'arrive pas."
           " Regardez l'export du flux et les appareils qu'il atteint. Les noms viennent souvent d'un modèle."
           " Un mot ne justifie aucune coupure ; si des vies en dépendent, retrait sûr : migrer d'abord.",
    ),
    rules=(
        Rule(id="F-WRD", name="high-risk-name", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.D, when=(names.at_least(ONE),),
             title=Text(en="A name of high risk", fr="Un nom évocateur"),
             reason=Text(en="What {account} calls {name} sounds as if machines or lives hung on it (times:"
                            " {hits}).",
                         fr="Ce que {account} nomme {name} semble commander des machines ou des vies ({hits}"
                            " fois).")),
        Rule(id="F-WRD", name="high-risk-words-read", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.D, when=(words.at_least(ONE),),
             title=Text(en="Words of high risk", fr="Des mots évocateurs"),
             reason=Text(en="A check read words of high risk at {account} in 24 h (times: {hits}).",
                         fr="En 24 h, une analyse a relevé chez {account} des mots évocateurs ({hits}"
                            " fois).")),
    ),
)  # fmt: skip
