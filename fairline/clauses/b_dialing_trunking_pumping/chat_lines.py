"""A number that hosts a crowd: a chat line, a conference bridge or a radio by telephone.

Inbound calls to one number in the UTC day: fifty answered at once, twenty minutes each on average, six
callers or fewer to every ten calls (the same people come back within the day), and no agent on nine of ten.
All of it must be so; where the source does not say whether an agent joined, nothing is measured. Whether
anybody is paid for the calls is told by the rule on access stimulation. Excused by an agreement on
conference lines, signed by both.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Permit
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import both, columns, concurrent, equal, mean, negated, share, share_distinct
from fairline.signals.limits import Unit, ours
from fairline.signals.windows import calendar

call = columns(Call)

AT_ONCE = ours(50, en="more than any one number's queue holds in talk",
               fr="plus qu'aucune file d'un seul numéro n'en tient en conversation")  # fmt: skip
TALK = ours(timedelta(minutes=20), en="three times a service call", fr="le triple d'un appel de service")
CALLERS_MAX = ours(0.60, en="four calls in ten are from people who called that day already",
                   fr="quatre appels sur dix viennent de gens qui ont déjà appelé ce jour-là")  # fmt: skip
ALONE = ours(0.90, en="a service has agents", fr="un service a des agents")
CALLS_MIN = 100  # ours: fewer calls are a day's visitors
LASTING_MAX = timedelta(hours=4)  # peers': carriers cut calls after four hours

inbound = both(
    equal(call.direction, Direction.INBOUND),
    call.answered,
    negated(agreed(Permit.CONFERENCE_LINES, at=call.started_at)),
)
number, day = (call.account, call.called), calendar("day")
at_once = concurrent(
    since=call.answered_at, until=call.ended_at, lasting_max=LASTING_MAX, of=inbound, by=number, over=day
)
talk = mean(call.talk, of=inbound, by=number, over=day, unit=Unit.DURATION)
callers = share_distinct(call.caller, of=inbound, by=number, over=day)
alone = share(negated(call.agent_joined), of=inbound, by=number, over=day)

CLAUSE = Clause(
    id="chat-lines", letter=Letter.B, title=Text(en="Chat and conference lines", fr="Lignes de bavardage"),
    citation=Citation(
        law="47 CFR 61.3(bbb), access stimulation: what such lines are mostly run for",
        url="https://www.ecfr.gov/current/title-47/section-61.3",
        in_force=date(2011, 12, 29), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A company's own conference bridge on a day of results.",
             fr="Le pont de conférence d'une société, un jour de résultats."),
        Text(en="A school or a town plays a notice and many listen to the end.",
             fr="Une école ou une mairie diffuse un message que beaucoup écoutent jusqu'au bout."),
        Text(en="Long waits in a queue: the agents joined elsewhere.",
             fr="De longues attentes en file : les agents ont répondu ailleurs."),
    ),
    runbook=Text(
        en="Call the number and listen. Chart calls at once by minute, and who came back how often. Look"
        " for the number in public listings of chat lines and radios, ask what it is for and who pays whom"
        " for the minutes.",
        fr="Appelez le numéro et écoutez. Tracez les appels simultanés minute par minute, et qui revient"
        " combien de fois. Cherchez le numéro dans les annuaires de lignes de bavardage et de radios,"
        " demandez à quoi il sert et qui paie les minutes à qui.",
    ),
    rules=(
        Rule(id="B-CONF", name="chat-line", mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD,
             when=(
                 at_once.at_least(AT_ONCE, base_min=CALLS_MIN), talk.above(TALK),
                 callers.below(CALLERS_MAX), alone.at_least(ALONE),
             ),
             title=Text(en="A crowd on one number", fr="Une foule sur un numéro"), reason=Text(
                 en="{called} had {hits} callers at once, {value2} each on average; {hits3} numbers made"
                 " {base3} calls, and {value4} met no agent. The limits are {limit}, {limit2}, {limit3} and"
                 " {limit4}.",
                 fr="{called} a eu {hits} appelants à la fois, {value2} chacun en moyenne ; {hits3} numéros"
                 " ont passé {base3} appels, et {value4} sont restés sans agent. Les limites sont de"
                 " {limit}, {limit2}, {limit3} et {limit4}.")),
    ),
)  # fmt: skip
