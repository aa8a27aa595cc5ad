"""A dialer on a plan for conversations: nearly all answered calls are brief, as only machines dial.

Only for accounts whose plan is business telephony, which is priced for people talking. The profile is the
one that an industry group has published from billions of calls; both its marks must be there, in one UTC
day of the account's answered outbound calls. Calls without a talk time count on neither side. Excused by an
agreement on dialers, signed by both.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Permit
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import Unit, both, columns, equal, industry, less_than, mean, negated, per_plan, share
from fairline.signals.windows import calendar

call = columns(Call)

PAGE = "ZipDX, legalcallsonly.org, Dialer Traffic In The Spotlight"
BRIEF = timedelta(seconds=60)  # the industry's: "less than 60 seconds"
MEAN_TALK_MIN = per_plan({"business-phone": industry(timedelta(seconds=60), PAGE)}, otherwise=None)
BRIEF_SHARE = per_plan({"business-phone": industry(0.90, PAGE)}, otherwise=None)
ANSWERED_MIN = 300  # ours: more than a busy office dials by hand

not_agreed = negated(agreed(Permit.DIALER, at=call.started_at))
answered = both(equal(call.direction, Direction.OUTBOUND), call.answered, not_agreed)
day = calendar("day", zone="UTC")
mean_talk = mean(call.talk, of=answered, by=call.account, over=day, unit=Unit.DURATION)
brief_share = share(less_than(call.talk, BRIEF), of=answered, by=call.account, over=day)

CLAUSE = Clause(
    id="dialer-on-conversation-plan",
    letter=Letter.B,
    title=Text(en="Dialer on a conversation plan", fr="Composeur sur une offre de conversation"),
    citation=Citation(
        law="ZipDX, Dialer Traffic In The Spotlight (conversational and dialer traffic)",
        url="https://legalcallsonly.org/dialer-traffic-in-the-spotlight/",
        in_force=date(2026, 11, 23),  # the page names no day: when it was read
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(
            en="A school or practice told every family of a closure that day.",
            fr="Une école ou un cabinet a prévenu toutes les familles d'une fermeture.",
        ),
        Text(
            en="Appointment reminders, for which a better plan exists.",
            fr="Des rappels de rendez-vous, pour lesquels une autre offre convient mieux.",
        ),
        Text(en="Calls dropped all day by a fault.", fr="Une panne a coupé les appels toute la journée."),
    ),
    runbook=Text(
        en="Compare the day with the account's last month, seat by seat. Ask what dialed: a person, a"
        " dialer, a reminder service. If it is honest traffic, offer the contact center plan before anything"
        " else.",
        fr="Comparez cette journée au mois écoulé, poste par poste. Demandez qui composait : une personne,"
        " un composeur, un service de rappels ? Si l'usage est honnête, proposez d'abord l'offre de centre"
        " de contact.",
    ),
    rules=(
        Rule(
            id="B-DIAL", name="dialer-on-conversation-plan", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, title=Text(en="Dialer profile", fr="Profil de composeur automatique"),
            when=(
                mean_talk.below(MEAN_TALK_MIN, base_min=ANSWERED_MIN),
                brief_share.at_least(BRIEF_SHARE, wilson=True),
            ),
            reason=Text(
                en="{base} answered calls in a day lasted {value} on average (conversations: {limit} or"
                " more), and {hits2} of them, {value2}, less than a minute; from {limit2} on that is a"
                " dialer.",
                fr="{base} appels décrochés en un jour ont duré {value} en moyenne (une conversation :"
                " {limit} ou plus) ; {hits2} d'entre eux, soit {value2}, moins d'une minute : dès {limit2},"
                " c'est un composeur.",
            ),
        ),
    ),
)  # fmt: skip
