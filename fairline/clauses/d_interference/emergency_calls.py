"""Calls to an emergency number, again and again, and nobody is heard: an attack on it, or a cry for help.

Counted by account and number dialed over ten minutes: unanswered calls, and those of five seconds and less.
They are found and never refused: the engine lets calls for help pass before any rule is asked. The catalogue
would suspend the number at once; who dials three times without a word may be unable to speak, so a person
looks first and nothing is cut. A number is one for emergencies if it is so anywhere, or if its line is
recorded as one.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Line
from fairline.law.emergency import calls_for_help
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, by_law, columns, count, either, equal, first_known
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

call = columns(Call)

REPEATS = ours(3, en="a person in need dials again once or twice; D-TDOS of the catalogue",
               fr="une personne en détresse recompose une ou deux fois : D-TDOS au catalogue")  # fmt: skip
SILENT = timedelta(seconds=5)  # ours: nobody says what happened in less

for_help = either(
    equal(call.called_line, Line.EMERGENCY),
    by_law(calls_for_help, call.dialed),
    by_law(calls_for_help, call.called),
)
unheard = both(
    equal(call.direction, Direction.OUTBOUND),
    for_help,
    either(equal(call.answered, False), at_most(call.talk, SILENT)),
)
by = (call.account, first_known(call.dialed, call.called))
silent = count(unheard, of=unheard, by=by, over=sliding(minutes=10))

CLAUSE = Clause(
    id="silent-emergency-calls", letter=Letter.D,
    title=Text(en="Silent emergency calls", fr="Appels d'urgence muets"),
    citation=Citation(
        law="47 CFR 9.4 and 64.1200(k); Directive (EU) 2018/1972 art. 109; Code pénal art. 322-14",
        url="https://eur-lex.europa.eu/eli/dir/2018/1972/oj",
        in_force=date(2020, 12, 21), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="Somebody cannot speak, and hangs up and dials again.",
             fr="Quelqu'un ne peut pas parler, raccroche et recompose."),
        Text(en="A telephone in a pocket, a lift or a child dials for help by itself.",
             fr="Un téléphone dans une poche, un ascenseur ou un enfant appelle les secours tout seul."),
        Text(en="A technician tests emergency calling, as announced to the desk.",
             fr="Un technicien essaie les appels d'urgence, comme annoncé au centre."),
    ),
    runbook=Text(
        en="Call the account back at once and ask whether somebody needs help; if nobody answers, tell the"
           " emergency desk the number and the address on file. Ask the desk whether it was kept busy."
           " Emergency calls keep passing, whatever is decided, and no number is cut while somebody may be in"
           " need.",
        fr="Rappelez aussitôt le compte et demandez si quelqu'un a besoin d'aide ; sans réponse, donnez au"
           " centre d'urgence le numéro et l'adresse connue. Demandez au centre s'il en a été encombré. Les"
           " appels d'urgence passent toujours, quoi qu'on décide ; on ne coupe aucun numéro tant que"
           " quelqu'un peut être en détresse.",
    ),
    rules=(
        Rule(id="D-TDOS", name="silent-emergency-calls", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, when=(silent.at_least(REPEATS),),
             title=Text(en="Emergency calls without a word", fr="Appels d'urgence muets"),
             reason=Text(en="{hits} calls to {dialed} in 10 min without a conversation; the limit is"
                            " {limit}.",
                         fr="{hits} appels au {dialed} en 10 min sans conversation ; la limite est de"
                            " {limit}.")),
    ),
)  # fmt: skip
