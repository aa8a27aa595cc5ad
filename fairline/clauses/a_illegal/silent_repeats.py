"""The same person answers the telephone twice in a day, and nobody is there.

Counted per account and called person over 24 hours that slide by the minute, whatever the calls are for:
silence is the same to whoever hears it. A silent call is one that a person answered and no agent joined
within two seconds. Two are ours: what regulators punish has been seventy a day, what they ask for is none.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, either, equal, first_known, more_than, ours, sliding

call = columns(Call)

SILENT_TWICE = ours(2,
    en="one silent call is chance, a second one in a day frightens: A-SIL of the"
                       " catalogue",
    fr="un appel muet est un hasard, un second le même jour inquiète : A-SIL au catalogue")  # fmt: skip
AGENT_DELAY_MAX = timedelta(seconds=2)  # the FTC's and Ofcom's

nobody = either(equal(call.agent_joined, False), more_than(call.agent_delay, AGENT_DELAY_MAX))
silent = both(
    equal(call.direction, Direction.OUTBOUND), call.answered_live, first_known(call.abandoned, nobody)
)
silent_calls = count(
    silent, of=silent, by=(call.account, call.called), over=sliding(hours=24, hop=timedelta(minutes=1))
)

CLAUSE = Clause(
    id="silent-repeats", letter=Letter.A,
    title=Text(en="Silent calls to one person", fr="Appels muets à une même personne"),
    citation=Citation(
        law="UWG § 7(1); TKG § 67; Communications Act 2003 s. 128",
        url="https://www.gesetze-im-internet.de/uwg_2004/__7.html",
        in_force=date(2004, 7, 8), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A machine answered, and was taken for a person.",
             fr="Un répondeur a décroché et a été pris pour une personne."),
        Text(en="The number is a switchboard: two people, one silent call each.",
             fr="Le numéro est un standard : deux personnes, un appel muet chacune."),
        Text(en="The person's own line is faulty, and the agent was there and heard nothing.",
             fr="La ligne de la personne est défectueuse : l'agent était là et n'entendait rien."),
    ),
    runbook=Text(
        en="Put the calls to this number side by side: time, agent, how long the line stood open. Slow the"
        " campaign before you ask further. See whether the person complained, and how the dialer treats a"
        " number after a call without an agent.",
        fr="Mettez côte à côte les appels vers ce numéro : heure, agent, durée de la ligne ouverte."
        " Ralentissez la campagne avant d'en demander plus. Voyez si la personne s'est plainte, et ce que"
        " fait le composeur d'un numéro après un appel sans agent.",
    ),
    rules=(
        Rule(
            id="A-SIL", name="silent-twice-a-day", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.THROTTLE, title=Text(en="Silent twice in a day", fr="Muet deux fois en un jour"),
            when=(silent_calls.at_least(SILENT_TWICE),),
            reason=Text(
                en="Within 24 hours {called} answered {hits} calls in which nobody spoke; the limit is"
                " {limit}.",
                fr="En 24 heures, {called} a décroché {hits} appels où nul ne parlait ; la limite est de"
                " {limit}.",
            ),
        ),
    ),
)  # fmt: skip
