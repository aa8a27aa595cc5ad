"""Numbers that analytics label as spam or block: a sign to look into with the customer, and no proof.

The share of a week's attempts that were rejected with a label (SIP 603+ or 608), per number shown; and a
label after which fewer than half as many calls are answered as before, as the source of the label tells. The
customer is asked and shown how to have a wrong label taken off: redress, not a sanction. What no record says
counts on neither side.
"""

from datetime import date
from decimal import Decimal

from fairline.facts import Call, Complaint, ComplaintSource, Direction
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, equal, more_than, ours, share, sliding

call, label = columns(Call), columns(Complaint)

REJECTED_MAX = ours(0.05, en="one attempt in twenty rejected by a label: E-LBL of the catalogue",
                    fr="une tentative sur vingt rejetée pour étiquette : E-LBL au catalogue")  # fmt: skip
ONE_LABEL = ours(1, en="one label that halved the answers is worth a question",
                 fr="une étiquette qui a réduit de moitié les décrochés mérite une question")  # fmt: skip
ATTEMPTS_MIN = 100  # ours: below it, one rejection weighs more than a point
DROP = Decimal("0.5")  # ours: half of the answers

week = sliding(days=7)
rejected = share(
    call.labeled, of=equal(call.direction, Direction.OUTBOUND), by=(call.account, call.caller), over=week
)
hurt = both(equal(label.source, ComplaintSource.LABEL), more_than(label.answer_drop, DROP))
labels = count(hurt, of=hurt, by=(label.account, label.number), over=week)

CLAUSE = Clause(
    id="labels", letter=Letter.E, title=Text(en="Labels of analytics", fr="Étiquettes des analyseurs"),
    citation=Citation(
        law="47 CFR 64.1200(k)(8)-(9); the shares are ours",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2026, 3, 25), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The engine is wrong: reminders of a clinic look like a campaign.",
             fr="L'analyseur se trompe : les rappels d'une clinique ressemblent à une campagne."),
        Text(en="The number's last holder earned the label.",
             fr="C'est le titulaire précédent du numéro qui a valu l'étiquette."),
        Text(en="Somebody else shows the customer's number.",
             fr="Quelqu'un d'autre affiche le numéro du client."),
    ),
    runbook=Text(
        en="Tell the customer which engine labels the number and how it is contested, free of charge and with"
        " an answer within a day. Look at its complaints, at short calls and at how often one person is"
        " tried. A label counts only with something else.",
        fr="Dites au client quel analyseur étiquette le numéro et comment le contester, sans frais et avec"
        " réponse sous un jour. Voyez les plaintes, les appels courts et le nombre de tentatives par"
        " personne. Une étiquette ne compte qu'avec autre chose.",
    ),
    rules=(
        Rule(
            id="E-LBL", name="rejected-by-label", mode=Mode.OBSERVE, severity=Severity.NOTICE,
            answer=Answer.CHALLENGE, evidence=Evidence.D,
            title=Text(en="Rejected by a label", fr="Rejetés pour étiquette"),
            when=(rejected.above(REJECTED_MAX, base_min=ATTEMPTS_MIN, wilson=True),),
            reason=Text(
                en="{hits} of {base} attempts from {caller} in a week were rejected by a label ({value}); the"
                " limit is {limit}.",
                fr="{hits} des {base} tentatives de {caller} en une semaine ont été rejetées pour étiquette"
                " ({value}) ; la limite est de {limit}.",
            ),
        ),
        Rule(
            id="E-LBL", name="labeled-and-unanswered", mode=Mode.OBSERVE, severity=Severity.NOTICE,
            answer=Answer.CHALLENGE, evidence=Evidence.D,
            title=Text(en="Labeled, and hardly answered", fr="Étiqueté et peu décroché"),
            when=(labels.at_least(ONE_LABEL),),
            reason=Text(
                en="Labels of {number} in a week after which fewer than half as many calls were answered:"
                " {hits}.",
                fr="Étiquettes de {number} en une semaine qui ont réduit de plus de moitié les décrochés :"
                " {hits}.",
            ),
        ),
    ),
)  # fmt: skip
