"""Recordings that start before the other side was told, or against its will, where the law wants both.

Asked of each recording as it starts, by the strictest place that a party may be in: there an announcement, or
consent, must come before the first recorded instant, and where everybody must agree nobody may have refused.
A recording of which no announcement is known does not start either; as only the log may be silent, the
account is asked. The call goes on. Calls themselves tell of no announcement, so they are not judged. Unknown
places count nowhere.
"""

from datetime import date

from fairline.facts import Recording
from fairline.law.recording import recommended_recording_mode, recording_mode
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mend, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, either, equal, first_known, known, law, sliding
from fairline.signals.expressions import more_than, negated, one_of

recording = columns(Recording)

UNTOLD = law(1, "Cal. Penal Code 632, 632.7; Fla. Stat. 934.03; C. pénal art. 226-1; StGB § 201")
UNTOLD_UNSURE = law(1,
    "laws on recording of which the law book is not sure: low confidence",
    fr="des lois sur l'enregistrement dont le recueil n'est pas sûr : fiabilité faible")  # fmt: skip
ALL, NOTICE, NO_CAMPAIGN = "all_party", "notice", "-"

mode = by_law(recording_mode, recording.places, recording.at)
unsure_mode = by_law(recommended_recording_mode, recording.places, recording.at)
late, against_will = more_than(recording.announced_at, recording.at), equal(recording.consented, False)
untold = either(both(one_of(mode, ALL, NOTICE), late), both(equal(mode, ALL), against_will))
silent = both(one_of(mode, ALL, NOTICE), negated(known(recording.announced_at)),
              negated(known(recording.consented)))  # fmt: skip
maybe = both(one_of(unsure_mode, ALL, NOTICE), late)
by, day = (recording.account, first_known(recording.campaign, NO_CAMPAIGN)), sliding(hours=24)

CLAUSE = Clause(
    id="recording", letter=Letter.A, title=Text(en="Recording", fr="Enregistrement"),
    citation=Citation(
        law="Cal. Penal Code 632, 632.7; Fla. Stat. 934.03; C. pénal art. 226-1; StGB § 201; SI 2018/356",
        url="https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=PEN&sectionNum=632",
        in_force=date(1967, 11, 8), checked_on=date(2026, 11, 23)),
    innocent=(
        Text(en="An earlier system played the announcement, and its log did not reach us.",
             fr="Un serveur vocal en amont a diffusé l'annonce, sans que son journal nous parvienne."),
        Text(en="Both sides had agreed in their contract that calls are recorded.",
             fr="Les deux parties étaient convenues par contrat que les appels sont enregistrés."),
        Text(en="Clocks of two systems differ by more than the announcement takes.",
             fr="Les horloges de deux systèmes diffèrent de plus que la durée de l'annonce.")),
    runbook=Text(
        en="Ask for the flow's version of that day and where the announcement stands in it. Compare the log"
        " of the announcement with the first recorded second on one clock. Nobody listens: the times are"
        " enough. Keep what was recorded unlawfully locked until it is ruled on.",
        fr="Demandez la version du scénario de ce jour-là et la place de l'annonce. Comparez, sur une même"
        " horloge, le journal de l'annonce et la première seconde enregistrée. Nul n'écoute : les heures"
        " suffisent. Gardez sous clé ce qui fut enregistré illicitement, jusqu'à la décision."),
    rules=(
        Rule(id="A-REC", name="recorded-untold", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             evidence=Evidence.A, answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.DO_NOT_RECORD,
             title=Text(en="Recorded without being told", fr="Enregistré sans être averti"),
             when=(count(untold, of=untold, by=by, over=day).at_least(UNTOLD),), reason=Text(
                 en="Recordings that began before people were told, or against their will: {hits}.",
                 fr="Enregistrements commencés avant d'avertir, ou contre la volonté des personnes :"
                 " {hits}.")),
        Rule(id="A-REC", name="announcement-not-known", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.DO_NOT_RECORD,
             title=Text(en="Announcement not known", fr="Annonce inconnue"),
             when=(count(silent, of=silent, by=by, over=day).at_least(UNTOLD),), reason=Text(
                 en="Recordings of which no announcement is known, where the law wants one: {hits}.",
                 fr="Enregistrements sans annonce connue, là où la loi en veut une : {hits}.")),
        Rule(id="A-REC", name="recorded-untold-unsure", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE,
             title=Text(en="Told too late, law unsure", fr="Averti tard, loi incertaine"),
             when=(count(maybe, of=maybe, by=by, over=day).at_least(UNTOLD_UNSURE),), reason=Text(
                 en="Recordings that began before people were told, where a law may want it: {hits}.",
                 fr="Enregistrements commencés avant d'avertir, là où une loi le veut peut-être : {hits}.")),
    ),
)  # fmt: skip
