"""One account calls one number again and again, to keep its line busy: a desk, a hospital, anybody.

Counted by account and called number over ten minutes, and as calls at once; a call without an end is taken to
last four hours. Calls to emergency numbers are found here and never refused: the engine lets them pass before
any rule is asked. Accounts that act together are clause i's.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Line
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, concurrent, count, equal, first_known
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

call = columns(Call)

CALLS = ours(30, en="one call each twenty seconds to one number; D-TDOS of the catalogue",
             fr="un appel toutes les vingt secondes vers un numéro : D-TDOS au catalogue")  # fmt: skip
AT_ONCE_MAX = ours(10, en="more than a department answers at once; D-TDOS of the catalogue",
                   fr="plus qu'un service n'en décroche à la fois : D-TDOS au catalogue")  # fmt: skip
LASTING_MAX = timedelta(hours=4)  # peers': carriers cut calls after four hours

out = equal(call.direction, Direction.OUTBOUND)
protected = both(out, equal(call.called_line, Line.PROTECTED))
window = sliding(minutes=10)
called = (call.account, first_known(call.called, call.dialed))
at_once = concurrent(
    since=call.started_at, until=call.ended_at, lasting_max=LASTING_MAX, of=out, by=called, over=window
)

CLAUSE = Clause(
    id="call-floods", letter=Letter.D, title=Text(en="Floods of calls", fr="Déluges d'appels"),
    citation=Citation(
        law="47 U.S.C. 223(a)(1)(D); Code pénal art. 222-16 and 322-14 (both ask for intent; numbers ours)",
        url="https://www.law.cornell.edu/uscode/text/47/223",
        in_force=date(1996, 2, 8), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="An incident: many people call one hotline, desk or insurer at once.",
             fr="Un incident : beaucoup de gens appellent en même temps une ligne, un guichet, un assureur."),
        Text(en="A dialer was set to redial at once, against its owner's will.",
             fr="Un composeur était réglé pour rappeler aussitôt, sans que son maître le veuille."),
        Text(en="Forwarding or a conference bridge lies behind the number.",
             fr="Derrière ce numéro se trouve un renvoi ou un pont de conférence."),
    ),
    runbook=Text(
        en="Tell the called party first: the emergency desk, hospital or customer, with numbers and times."
           " Listen to nothing. Call the account back at once: after silent emergency calls ask whether"
           " somebody needs help. Emergency calls keep passing, whatever is decided. What follows is"
           " protective, whoever is behind it.",
        fr="Prévenez d'abord l'appelé, centre d'urgence, hôpital ou client, avec numéros et heures. N'écoutez"
           " rien. Rappelez aussitôt le compte : après des appels d'urgence muets, demandez si quelqu'un a"
           " besoin d'aide. Les appels d'urgence passent toujours, quoi qu'on décide. La mesure protège, quel"
           " qu'en soit l'auteur.",
    ),
    rules=(
        Rule(id="D-TDOS", name="calls-to-one-number", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD,
             act=Act.REFUSE, when=(count(out, of=out, by=called, over=window).at_least(CALLS),),
             title=Text(en="Many calls to one number", fr="Appels en rafale vers un numéro"),
             reason=Text(en="{hits} calls to {called} in 10 min; the limit is {limit}.",
                         fr="{hits} appels vers {called} en 10 min ; la limite est de {limit}.")),
        Rule(id="D-TDOS", name="calls-to-a-protected-line", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.SUSPEND_NUMBER, act=Act.REFUSE,
             when=(count(protected, of=protected, by=called, over=window).at_least(CALLS),),
             title=Text(en="Many calls to a hospital or the like", fr="Rafale vers un hôpital ou semblable"),
             reason=Text(en="{hits} calls to the protected line {called} in 10 min; the limit is {limit}.",
                         fr="{hits} appels vers la ligne protégée {called} en 10 min ; la limite est de"
                            " {limit}.")),
        Rule(id="D-TDOS", name="calls-at-once-to-one-number", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.REFUSE, when=(at_once.above(AT_ONCE_MAX),),
             title=Text(en="Many calls at once to one number", fr="Appels simultanés vers un numéro"),
             reason=Text(en="{hits} calls at once to {called}; the limit is {limit}.",
                         fr="{hits} appels simultanés vers {called} ; la limite est de {limit}.")),
    ),
)  # fmt: skip
