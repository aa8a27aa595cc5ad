"""Numbers shown are replaced as soon as they are labeled or complained about.

Counted per account over seven days: different numbers that were replaced within 24 hours of a label or a
complaint. A number is replaced when its setting is changed; one that nobody labeled, or of which nobody says
when, is not counted.
"""

from datetime import date, timedelta

from fairline.facts import Change, Setting
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, at_most, both, columns, distinct, elapsed, equal, ours, sliding

change = columns(Change)

NUMBERS = ours(3, en="three in a week are a habit; I-CIR-03",
               fr="trois en une semaine, c'est une habitude ; I-CIR-03")  # fmt: skip
AFTER_MAX = timedelta(hours=24)  # ours: a day later other reasons may have come

since = elapsed(change.labeled_at, change.at)
rotated = both(
    equal(change.setting, Setting.CALLER_NUMBER), at_least(since, timedelta(0)), at_most(since, AFTER_MAX)
)
numbers = distinct(change.number, of=rotated, by=change.account, over=sliding(days=7))

CLAUSE = Clause(
    id="number-rotation", letter=Letter.I,
    title=Text(en="Rotated numbers", fr="Rotation des numéros affichés"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The label was wrong, and was contested at the same time.",
             fr="L'étiquetage était erroné et a été contesté en même temps."),
        Text(en="Somebody else shows these numbers; the owner gave them up.",
             fr="Un tiers usurpe ces numéros ; leur titulaire les a abandonnés."),
        Text(en="A move to another range that had been planned before.",
             fr="Un passage à une autre tranche, prévu de longue date."),
    ),
    runbook=Text(
        en="List each number with the label or complaint, who raised it, when the number was replaced and by"
        " which. Then ask whether the calls changed or only the number. Ask for the redress request to the"
        " analytics engine, and for the plan if there was one.",
        fr="Pour chaque numéro, notez l'étiquette ou la plainte, son auteur, la date du remplacement et le"
        " nouveau numéro. Les appels ont-ils changé, ou seulement le numéro ? Réclamez la demande de"
        " rectification adressée au moteur d'analyse et, s'il y en avait un, le plan de migration.",
    ),
    rules=(
        Rule(
            id="I-CIR-03", name="rotated-numbers", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD, act=Act.HOLD, when=(numbers.at_least(NUMBERS),),
            title=Text(en="Numbers dropped once labeled", fr="Numéros délaissés dès l'étiquetage"),
            reason=Text(
                en="In 7 days {hits} numbers were replaced within 24 h of a label or complaint; the limit is"
                " {limit}.",
                fr="En 7 jours, {hits} numéros ont été remplacés dans les 24 h d'une étiquette ou d'une"
                " plainte ; la limite est de {limit}.",
            ),
        ),
    ),
)  # fmt: skip
