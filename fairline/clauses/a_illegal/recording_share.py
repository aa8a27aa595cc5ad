"""An account whose recordings begin untold as a habit, in places where everybody must agree.

The share of a week's recordings there that began before the announcement or against somebody's will.
Recordings of which no announcement is known count on neither side, so an account whose log is silent is not
accused: it is asked at each recording. The share is ours.
"""

from datetime import date

from fairline.facts import Recording
from fairline.law.recording import recording_mode
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import by_law, columns, either, equal, first_known, more_than, ours, share, sliding

recording = columns(Recording)

UNTOLD_SHARE = ours(0.01, en="one in a hundred is a fault of the flow, no slip of an agent",
                    fr="un sur cent, c'est un défaut du scénario, pas l'oubli d'un agent")  # fmt: skip
RECORDINGS_MIN = 100  # ours: below it, one recording weighs more than a point

everybody_agrees = equal(by_law(recording_mode, recording.places, recording.at), "all_party")
against_will = first_known(equal(recording.consented, False), False)
untold = either(more_than(recording.announced_at, recording.at), against_will)
untold_share = share(untold, of=everybody_agrees, by=recording.account, over=sliding(days=7))

CLAUSE = Clause(
    id="recording-share", letter=Letter.A,
    title=Text(en="Recording untold, as a habit", fr="Enregistrer sans avertir, par habitude"),
    citation=Citation(
        law="Cal. Penal Code 632, 632.7; Fla. Stat. 934.03; StGB § 201",
        url="https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=PEN&sectionNum=632",
        in_force=date(1967, 11, 8), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Clocks of two systems differ by more than the announcement takes.",
             fr="Les horloges de deux systèmes diffèrent de plus que la durée de l'annonce."),
        Text(en="Only agents' own test calls were recorded so.",
             fr="Seuls des appels d'essai entre agents ont été ainsi enregistrés."),
    ),
    runbook=Text(
        en="See which flows these recordings came from and who changed them when. Switch recording off for"
        " the account rather than the account itself, and say how it comes back: an announcement as the first"
        " step, shown in ten test calls. What was recorded stays locked.",
        fr="Voyez de quels scénarios viennent ces enregistrements, qui les a modifiés et quand. Coupez"
        " l'enregistrement plutôt que le compte, et dites comment il reviendra : une annonce en première"
        " étape, montrée sur dix appels d'essai. Ce qui fut enregistré reste sous clé.",
    ),
    rules=(
        Rule(id="A-REC-B", name="recorded-untold-share", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.SUSPEND_SERVICE,
             title=Text(en="Untold in a week", fr="Non avertis en une semaine"),
             when=(untold_share.above(UNTOLD_SHARE, base_min=RECORDINGS_MIN),), reason=Text(
                 en="{hits} of {base} recordings of the week began untold ({value}); the limit is {limit}.",
                 fr="{hits} des {base} enregistrements de la semaine ont commencé sans avertir ({value}) ; la"
                 " limite est de {limit}.")),
    ),
)  # fmt: skip
