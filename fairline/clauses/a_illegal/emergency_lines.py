"""Autodialers and artificial voices that call lines kept free for help: hospitals, fire, police.

A protected line (47 CFR 64.1200(a)(1)) refuses the call of a machine. A call to an emergency number is never
refused, whoever makes it: the engine lets every such call pass before anything is asked. A machine's is found
when its record comes, and told. Where no law on such lines is known the same is ours, and observes. What kind
of line a number leads to comes from a look-up; without one a call counts nowhere.
"""

from datetime import date

from fairline.facts import Call, Direction, Line
from fairline.law.duty_held import duty_held
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, either, equal, first_known, law, ours, sliding
from fairline.signals.expressions import negated, one_of

call = columns(Call)

MACHINE_CALL = law(1, "47 CFR 64.1200(a)(1)(i)-(iii); 47 U.S.C. 227(b)(1)(A)")
MACHINE_CALL_ELSEWHERE = ours(1,
    en="a line kept for help is not for machines, whatever the law there",
    fr="une ligne de secours n'est pas pour les machines, quelle que soit la loi")  # fmt: skip
NO_CAMPAIGN = "-"

by_machine = both(
    equal(call.direction, Direction.OUTBOUND),
    one_of(call.called_line, Line.EMERGENCY, Line.PROTECTED),
    either(call.auto_dialed, call.artificial_voice),
)
covered = by_law(duty_held, call.called_places, call.started_at, "emergency_lines")
under_law = both(by_machine, covered)
elsewhere = both(by_machine, negated(first_known(covered, False)))
of_campaign, day = (call.account, first_known(call.campaign, NO_CAMPAIGN)), sliding(hours=24)
machine_calls = count(under_law, of=under_law, by=(*of_campaign, call.called_places), over=day)
machine_calls_elsewhere = count(elsewhere, of=elsewhere, by=of_campaign, over=day)

CLAUSE = Clause(
    id="emergency-lines", letter=Letter.A,
    title=Text(en="Lines kept for help", fr="Lignes de secours"),
    citation=Citation(
        law="47 CFR 64.1200(a)(1); 47 U.S.C. 227(b)(1)(A)",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(1992, 12, 20), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An alarm panel called for help, as it is meant to.",
             fr="Un transmetteur d'alarme appelait au secours, comme il le doit."),
        Text(en="The hospital itself asked for reminders by a machine on this line.",
             fr="L'hôpital lui-même a demandé des rappels automatiques sur cette ligne."),
        Text(en="The look-up is old: the number was given to somebody else.",
             fr="Le relevé est ancien : le numéro a été attribué à quelqu'un d'autre."),
    ),
    runbook=Text(
        en="Telephone the line's owner first and ask whether it was kept busy. Look at the list: where the"
        " numbers came from and whether protected lines were taken out. Ask what dials, and whether a person"
        " starts each call. Never put a stop in the way of a call for help.",
        fr="Appelez d'abord le titulaire de la ligne : a-t-elle été occupée ? Regardez la liste : d'où"
        " viennent les numéros, a-t-on ôté les lignes protégées ? Demandez ce qui compose, et si une personne"
        " lance chaque appel. Ne mettez jamais d'obstacle à un appel de secours.",
    ),
    rules=(
        Rule(
            id="A-EMG", name="machine-to-protected-line", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
            answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, law="emergency_lines",
            title=Text(en="Machine calls a line kept for help", fr="Automate vers une ligne de secours"),
            when=(machine_calls.at_least(MACHINE_CALL),),
            reason=Text(
                en="Calls by a machine or an artificial voice to lines kept for help: {hits} ({law}).",
                fr="Appels d'un automate ou d'une voix artificielle vers des lignes de secours : {hits}"
                " ({law}).",
            ),
        ),
        Rule(
            id="A-EMG", name="machine-to-protected-line-elsewhere", mode=Mode.OBSERVE,
            severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
            title=Text(en="The same, no law known", fr="De même, sans loi connue"),
            when=(machine_calls_elsewhere.at_least(MACHINE_CALL_ELSEWHERE),),
            reason=Text(
                en="Calls by a machine to lines kept for help, where no law on them is known: {hits}.",
                fr="Appels d'un automate vers des lignes de secours, sans loi connue à ce sujet : {hits}.",
            ),
        ),
    ),
)  # fmt: skip
