"""A child says their age in a chat or on a call: what is asked of them stops, a person takes over.

Counted where a check that the customer switched on, a complaint or an order found it, with a score of 0.9 or
more; what nobody was allowed to look at is not counted. A score alone never sanctions. Accounts that lawfully
speak with children, items the account has a right to, and findings that a person refuted are left out.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import Account, Basis, Inspection, Topic
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mend, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, equal, first_known, negated, one_of
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

check, account = columns(Inspection), columns(Account)

SCORE_MIN = Decimal("0.9")  # ours: the catalogue asks for a precision of 0.9 before anybody is asked
SAID = ours(1, en="one child is enough to stop asking; C-AGE-S of the catalogue",
            fr="un seul enfant suffit pour cesser de demander : C-AGE-S au catalogue")  # fmt: skip

child_says_so = both(
    equal(check.topic, Topic.CHILD_AGE),
    one_of(check.basis, Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER),
    at_least(check.score, SCORE_MIN),
    first_known(check.confirmed, True),
    negated(first_known(check.allowed, False)),
    negated(first_known(account.works_with_children, False)),
)
by = (check.account, first_known(check.campaign, "-"))
said = count(child_says_so, of=child_says_so, by=by, over=sliding(hours=24))

CLAUSE = Clause(
    id="ages-said", letter=Letter.C, title=Text(en="A child says so", fr="Un enfant dit son âge"),
    citation=Citation(
        law="16 CFR 312.2 (actual knowledge), 312.5; Regulation (EU) 2016/679 art. 8",
        url="https://www.ecfr.gov/current/title-16/part-312",
        in_force=date(2025, 6, 23), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="An adult joked, or spoke of a child's age and not of their own.",
             fr="Un adulte plaisantait, ou parlait de l'âge d'un enfant et non du sien."),
        Text(en="A number was heard as an age: a flat, an order, a grade.",
             fr="Un nombre a été pris pour un âge : un étage, une commande, une note."),
        Text(en="A school, clinic or helpline speaks with children, and nobody recorded that it does.",
             fr="Une école, une clinique ou une ligne d'écoute parle avec des enfants, sans l'avoir"
                " déclaré."),
    ),
    runbook=Text(
        en="Look at the sentence with the age and no more. See that the bot or form stopped and that an agent"
           " took over. Have what was collected deleted unless a parent agrees. Ask whether the account works"
           " with children, and record it. Wrong findings go back to whoever runs the check.",
        fr="Ne regardez que la phrase qui dit l'âge. Vérifiez que l'automate s'est arrêté et qu'un agent a"
           " pris la suite. Faites effacer ce qui a été recueilli, sauf accord d'un parent. Demandez si le"
           " compte travaille avec des enfants et notez-le. Les erreurs vont à qui tient l'outil d'analyse.",
    ),
    rules=(
        Rule(id="C-AGE-S", name="child-says-so", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.HAND_TO_AGENT, evidence=Evidence.D,
             when=(said.at_least(SAID),),
             title=Text(en="A child says their age", fr="Un enfant dit son âge"),
             reason=Text(en="In 24 h a child said their age where data was collected ({hits}; limit"
                            " {limit}).",
                         fr="En 24 h, un enfant a dit son âge là où l'on recueille des données ({hits} fois ;"
                            " limite {limit}).")),
    ),
)  # fmt: skip
