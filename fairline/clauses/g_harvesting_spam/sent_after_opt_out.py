"""Messages that reached people after their opt-out.

What G-STOP refuses before it is sent should never arrive: one that did is a fault to be mended, three in a
week a channel that does not heed its list. Only messages said to be delivered count: an attempt that was
refused is none.
"""

from datetime import date, timedelta

from fairline.facts import Campaign, Consent, Direction, Message, OptOut, Purpose
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, columns, count, either, elapsed, equal, law, ours, share, sliding
from fairline.signals.expressions import first_known, known, more_than, negated

message, campaign = columns(Message), columns(Campaign)
consent, opt_out = columns(Consent), columns(OptOut)

ONE = law(1, "GDPR art. 21(3), CPCE art. L. 34-5, 47 CFR 64.1200(a)(10)")
THREE = ours(3, en="once may be a race of two systems, three times in a week is none",
             fr="une fois, deux systèmes se sont croisés ; trois fois en une semaine, non")  # fmt: skip
SHARE_MAX = ours(0.001, en="a list that is heeded lets nearly none through",
                 fr="une liste respectée ne laisse presque rien passer")  # fmt: skip
SENT_MIN = 1000  # ours: below it, one message weighs more than the limit
CONFIRM_WITHIN = timedelta(minutes=5)  # the law's, for one confirmation

purpose = first_known(message.purpose, campaign.purpose)
opted_out = both(known(opt_out.at), negated(first_known(more_than(consent.at, opt_out.at), False)))
confirms = both(
    message.confirms_opt_out, negated(first_known(equal(purpose, Purpose.MARKETING), False)),
    at_most(elapsed(opt_out.at, message.sent_at), CONFIRM_WITHIN),
)  # fmt: skip
spared = either(equal(purpose, Purpose.EMERGENCY), message.one_time_code, confirms)
arrived = both(equal(message.direction, Direction.OUTBOUND), message.delivered)
unheeded = both(opted_out, negated(first_known(spared, False)))
failed = both(arrived, unheeded)
by, week = (message.account, first_known(message.channel, "")), sliding(days=7)
after_opt_out = share(unheeded, of=arrived, by=by, over=week)

CLAUSE = Clause(
    id="sent-after-opt-out", letter=Letter.G,
    title=Text(en="Delivered after STOP", fr="Remis après un STOP"),
    citation=Citation(
        law="47 CFR 64.1200(a)(10)", url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2025, 4, 11), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The message was under way when the STOP came.",
             fr="Le message était parti quand le STOP est venu."),
        Text(en="A new consent was given and its record is late.",
             fr="Un nouvel accord a été donné, sa trace tarde."),
    ),
    runbook=Text(
        en="Open a fault for the first one: which system sent it, and which list did it read? From the third"
        " in a week, hold the channel until the list is read before every send.",
        fr="Au premier, ouvrez un incident : quel système a envoyé, quelle liste a-t-il lue ? Au troisième de"
        " la semaine, retenez le canal jusqu'à ce que la liste soit lue avant chaque envoi.",
    ),
    rules=(
        Rule(id="G-FAIL", name="delivered-after-opt-out", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, evidence=Evidence.A,
             title=Text(en="Delivered after an opt-out", fr="Remis après une opposition"),
             when=(count(failed, of=failed, by=by, over=week).at_least(ONE),), reason=Text(
                 en="Messages that reached people after their opt-out, within 7 days: {hits}.",
                 fr="Messages remis après l'opposition de leur destinataire, en 7 jours : {hits}.")),
        Rule(id="G-FAIL", name="delivered-after-opt-out-again", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.SUSPEND_SERVICE, evidence=Evidence.A,
             title=Text(en="Again and again", fr="Encore et encore"),
             when=(count(failed, of=failed, by=by, over=week).at_least(THREE),), reason=Text(
                 en="{hits} messages reached people after their opt-out within 7 days; from {limit}, the"
                 " channel does not heed its list.",
                 fr="{hits} messages remis après une opposition en 7 jours ; dès {limit}, le canal ne"
                 " respecte pas sa liste.")),
        Rule(id="G-FAIL", name="delivered-after-opt-out-share", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.SUSPEND_SERVICE, title=Text(en="Share after opt-outs", fr="Part après opposition"),
             when=(after_opt_out.above(SHARE_MAX, base_min=SENT_MIN, wilson=True),),
             reason=Text(
                 en="{hits} of {base} messages of 7 days reached people after their opt-out; the limit is"
                 " {limit}.",
                 fr="{hits} des {base} messages remis en 7 jours l'ont été après une opposition ; limite :"
                 " {limit}.")),
    ),
)  # fmt: skip
