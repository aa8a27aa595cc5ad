"""Short calls: many answered outbound calls of one number end within six seconds.

Measured as carriers measure it: per number, over the UTC day and over the last 7 days, among answered calls.
Three steps are published by carriers; the fourth is ours, so it has rules of its own that only observe. An
answered call whose talk time nobody wrote down counts on neither side.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import at_most, both, calendar, columns, equal, ours, peer, share, sliding

call = columns(Call)

SHORT = timedelta(seconds=6)  # peers': Telnyx "6 seconds or less"
ANSWERED_MIN = 200  # ours: below it, one call weighs half a point
OBSERVED = peer(0.10, "Plivo, article 6633761739033")
ASKED = Rung(peer(0.15, "Telnyx, article 1130707"), Severity.MINOR, Answer.CHALLENGE)
SLOWED = Rung(peer(0.20, "CallTrackingMetrics, article 37108612350093"), Severity.MINOR, Answer.THROTTLE)
HELD = ours(0.40,
    en="twice the strictest step that carriers publish: conversations do not look like this",
    fr="le double du palier le plus strict des opérateurs : ce ne sont pas là des conversations")  # fmt: skip

short = at_most(call.talk, SHORT)
answered = both(equal(call.direction, Direction.OUTBOUND), call.answered)
number = (call.account, call.caller)
short_by_day = share(short, of=answered, by=number, over=calendar("day", zone="UTC"))
short_in_7_days = share(short, of=answered, by=number, over=sliding(days=7))

DAY = Text(
    en="{hits} of {base} calls answered from {caller} in a day ended within 6 s: {value}; the limit is"
    " {limit}.",
    fr="Sur {base} appels décrochés du {caller} en un jour, {hits} ont duré 6 s ou moins : {value} ; la"
    " limite est de {limit}.",
)
WEEK = Text(
    en="Over 7 days, {hits} of {base} calls answered from {caller} ended within 6 s: {value}; the limit is"
    " {limit}.",
    fr="En 7 jours, {hits} des {base} appels décrochés du {caller} ont duré 6 s ou moins : {value} ; la"
    " limite est de {limit}.",
)

CLAUSE = Clause(
    id="short-calls", letter=Letter.B, title=Text(en="Short calls", fr="Appels très courts"),
    citation=Citation(
        law="Telnyx, What are Short Duration Calls?",
        url="https://support.telnyx.com/en/articles/1130707-what-are-short-duration-calls",
        in_force=date(2024, 1, 1), checked_on=date(2026, 11, 23),  # since then billed abroad
    ),
    innocent=(
        Text(en="Reminders take seconds by nature.", fr="Un rappel de rendez-vous tient en six mots."),
        Text(en="The dialer leaves voicemail and hangs up.", fr="Le composeur raccroche sur les répondeurs."),
        Text(en="Calls only confirm a payment.", fr="L'appel ne sert qu'à valider un paiement."),
        Text(en="A faulty trunk cuts calls off.", fr="Une liaison défectueuse coupe les communications."),
    ),
    runbook=Text(
        en="Take twenty of the short calls and see which side hung up and what the machine detection said."
        " Ask what the number is used for, and read the agents' desktop log of the same minutes for calls"
        " that reached nobody.",
        fr="Prélevez vingt de ces appels : qui a raccroché, et qu'a vu la détection de répondeur ? Demandez"
        " à quoi sert le numéro, puis cherchez dans le journal des postes, aux mêmes minutes, les appels"
        " restés sans agent.",
    ),
    rules=(
        Rule(
            id="B-SDC", name="short-calls-day", mode=Mode.ENFORCE, severity=Severity.NOTICE,
            answer=Answer.OBSERVE, title=Text(en="Short calls in a day", fr="Appels très courts sur un jour"),
            when=(short_by_day.above(OBSERVED, base_min=ANSWERED_MIN, wilson=True),), ladder=(ASKED, SLOWED),
            reason=DAY,
        ),
        Rule(
            id="B-SDC", name="short-calls-week", mode=Mode.ENFORCE, severity=Severity.NOTICE,
            answer=Answer.OBSERVE,
            title=Text(en="Short calls in 7 days", fr="Appels très courts sur 7 jours"),
            when=(short_in_7_days.above(OBSERVED, base_min=ANSWERED_MIN, wilson=True),),
            ladder=(ASKED, SLOWED), reason=WEEK,
        ),
        Rule(
            id="B-SDC", name="mostly-short-calls-day", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.HOLD, title=Text(en="Mostly short, a day", fr="Surtout très courts, un jour"),
            when=(short_by_day.above(HELD, base_min=ANSWERED_MIN, wilson=True),), reason=DAY,
        ),
        Rule(
            id="B-SDC", name="mostly-short-calls-week", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.HOLD, title=Text(en="Mostly short, 7 days", fr="Surtout très courts, 7 jours"),
            when=(short_in_7_days.above(HELD, base_min=ANSWERED_MIN, wilson=True),), reason=WEEK,
        ),
    ),
)  # fmt: skip
