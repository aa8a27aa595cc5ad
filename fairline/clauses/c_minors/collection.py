"""A form, bot, chat or voice menu asks a child for personal data, and no parent's consent was verified.

The age is that of the law where the child may be; of several places the highest holds. A stated or known age
decides; without one, only a service directed to children does, and a person then takes over and asks. Where
nobody said whether a parent agreed, the question waits for the proof. What was asked for is never read here.
"""

from datetime import date

from fairline.facts import Account, Collection
from fairline.law.ages import age_of_consent, recommended_age_of_consent
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mend, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, either, first_known, known, less_than, negated
from fairline.signals.limits import law
from fairline.signals.windows import sliding

asked, account = columns(Collection), columns(Account)

ONE = law(1, "16 CFR 312.5(a); Regulation (EU) 2016/679 art. 8(1): not one child without a parent's consent",
          fr="16 CFR 312.5(a) ; règlement (UE) 2016/679, art. 8(1) : aucun enfant sans accord"
             " parental")  # fmt: skip

child = less_than(asked.age, by_law(age_of_consent, asked.places, asked.at))
child_by_guidance = less_than(asked.age, by_law(recommended_age_of_consent, asked.places, asked.at))
no_consent = negated(asked.parental_consent)
not_proven = negated(first_known(asked.parental_consent, False))
directed = either(asked.child_directed, account.child_directed)
law_names_an_age = known(by_law(age_of_consent, asked.places, asked.at))

refused = both(child, no_consent)
unproven = both(child, negated(known(asked.parental_consent)))
guided = both(child_by_guidance, negated(first_known(child, False)), not_proven)
ageless = both(directed, negated(known(asked.age)), law_names_an_age, not_proven)
by, day = (asked.account, first_known(asked.campaign, "-")), sliding(hours=24)

CLAUSE = Clause(
    id="childrens-data", letter=Letter.C, title=Text(en="Children's data", fr="Données des enfants"),
    citation=Citation(
        law="16 CFR Part 312 (COPPA); Regulation (EU) 2016/679 art. 8",
        url="https://www.ecfr.gov/current/title-16/part-312",
        in_force=date(2025, 6, 23), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A parent had agreed in another system, and the consent was not sent to us.",
             fr="Un parent avait consenti dans un autre système, sans que l'accord nous soit transmis."),
        Text(en="An adult joked about their age, or mistyped a year of birth.",
             fr="Un adulte a plaisanté sur son âge ou s'est trompé d'année de naissance."),
        Text(en="A helpline, clinic or school may lawfully ask, and a child's welfare comes first.",
             fr="Une ligne d'écoute, une clinique ou une école peut le demander : l'enfant passe d'abord."),
    ),
    runbook=Text(
        en="See that the answers were not kept, and if they were, that they are deleted unless a parent"
           " agrees. Ask for the record of the parent's consent with its method and time, and for whom the"
           " service is meant. Do not read what the child said: the age, the place and the form's fields are"
           " enough.",
        fr="Vérifiez que rien n'a été conservé ; sinon, faites effacer, sauf accord d'un parent. Demandez la"
           " trace de l'accord parental, sa méthode, son heure, et à qui s'adresse le service. Ne lisez pas"
           " les propos de l'enfant : l'âge, le lieu et les champs du formulaire suffisent.",
    ),
    rules=(
        Rule(id="C-AGE-I", name="childs-data-without-parent", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A,
             when=(count(refused, of=refused, by=by, over=day).at_least(ONE),),
             title=Text(en="A child's data without a parent", fr="Données d'un enfant sans accord parental"),
             reason=Text(en="A child below the legal age was asked for data, no parent agreeing (times:"
                            " {hits}).",
                         fr="Un enfant sous l'âge légal s'est vu demander des données sans accord parental"
                            " ({hits} fois).")),
        Rule(id="C-AGE-I", name="childs-data-consent-unknown", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             when=(count(unproven, of=unproven, by=by, over=day).at_least(ONE),),
             title=Text(en="A child's data, consent unknown", fr="Données d'un enfant, accord inconnu"),
             reason=Text(en="Nobody said whether a parent agreed that a child be asked for data (times:"
                            " {hits}).",
                         fr="Nul n'a dit si un parent acceptait qu'on interroge un enfant ({hits} fois).")),
        Rule(id="C-AGE-I", name="childs-data-by-guidance", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE,
             when=(count(guided, of=guided, by=by, over=day).at_least(ONE),),
             title=Text(en="A child by guidance or unsure law", fr="Un enfant selon un texte incertain"),
             reason=Text(en="A person below an age that is guidance or unsure law was asked (times: {hits}).",
                         fr="Une personne sous l'âge d'un texte indicatif ou incertain a été interrogée"
                            " ({hits} fois).")),
        Rule(id="C-AGE-I", name="childs-service-age-unknown", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.HAND_TO_AGENT,
             when=(count(ageless, of=ageless, by=by, over=day).at_least(ONE),),
             title=Text(en="A service for children, age unknown", fr="Service pour enfants, âge inconnu"),
             reason=Text(en="A service for children asked a person whose age nobody knows (times: {hits}).",
                         fr="Un service pour enfants a interrogé quelqu'un d'âge inconnu ({hits} fois).")),
    ),
)  # fmt: skip
