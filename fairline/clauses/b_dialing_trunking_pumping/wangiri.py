"""Wangiri: one number rings many people briefly and hangs up, so that they call back at their own cost.

Counted per account and caller number over the last 5 minutes, the span that fraud control uses for it. All
three marks must be there: many attempts that ring for no more than 6 seconds, nearly all attempts canceled by
the caller, and nearly as many people as attempts. An attempt whose ringing time or end is not told counts on
neither side. Calls back to the number would prove it; they belong to other accounts and are for the reviewer
to look up.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, EndReason
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, columns, count, distinct, equal, ours, share, sliding

call = columns(Call)

ONE_RING = timedelta(seconds=6)  # ours: one ring and its pause
RINGS_MIN = ours(50, en="ten a minute: no agent dials so fast",
                 fr="dix par minute : aucun agent ne compose si vite")  # fmt: skip
CANCELED_MIN = ours(0.80,
    en="a dialer cancels some; only a caller who wants no answer cancels nearly all",
    fr="un composeur en annule ; seul qui ne veut pas de réponse annule presque tout")  # fmt: skip
CALLED_MIN = ours(45, en="nine in ten of the attempts go to somebody else",
                  fr="neuf tentatives sur dix visent quelqu'un d'autre")  # fmt: skip
ATTEMPTS_MIN = 50  # ours: as many as must ring briefly

outbound = equal(call.direction, Direction.OUTBOUND)
number = (call.account, call.caller)
window = sliding(minutes=5)
brief_rings = count(at_most(call.ring, ONE_RING), of=outbound, by=number, over=window)
canceled = share(equal(call.end_reason, EndReason.CANCELED), of=outbound, by=number, over=window)
people = distinct(call.called, of=outbound, by=number, over=window)

CLAUSE = Clause(
    id="wangiri",
    letter=Letter.B,
    title=Text(en="One-ring calls (wangiri)", fr="Appels d'une sonnerie (wangiri)"),
    citation=Citation(
        law="ClearIP, types of fraud: wangiri, 5 minutes by calling number",
        url="https://docs.clearip.com/fraud-control/types-of-fraud/",
        in_force=date(2026, 11, 23),  # the page names no day: when it was read
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(
            en="Flash calls that confirm a sign-up by the caller's number.",
            fr="Des appels éclair qui confirment une inscription par le numéro affiché.",
        ),
        Text(
            en="A dialer was stopped in mid-campaign and canceled everything.",
            fr="Un composeur arrêté en pleine campagne a tout annulé d'un coup.",
        ),
        Text(
            en="An engineer's load test towards numbers of the customer's own.",
            fr="Un essai de charge vers les numéros mêmes du client.",
        ),
    ),
    runbook=Text(
        en="Look up where a call back to the shown number would lead and what it costs; count the calls back"
        " that came. Ask who owns the number and what it is for. Look for other numbers of the account with"
        " the same pattern.",
        fr="Cherchez où mène un rappel du numéro affiché et ce qu'il coûte ; comptez les rappels reçus."
        " Demandez à qui est ce numéro et à quoi il sert. Cherchez le même dessin sur d'autres numéros du"
        " compte.",
    ),
    rules=(
        Rule(
            id="B-WAN",
            name="wangiri",
            title=Text(en="One ring, then hung up", fr="Une sonnerie, puis plus rien"),
            when=(
                brief_rings.at_least(RINGS_MIN),
                canceled.at_least(CANCELED_MIN, base_min=ATTEMPTS_MIN, wilson=True),
                people.at_least(CALLED_MIN),
            ),
            severity=Severity.CRITICAL,
            answer=Answer.SUSPEND_NUMBER,
            mode=Mode.OBSERVE,
            reason=Text(
                en="Within 5 min {caller} rang {hits} times for 6 s or less (limit {limit}), canceled"
                " {value2} of its attempts (limit {limit2}) and tried {hits3} different numbers (limit"
                " {limit3}).",
                fr="En 5 min, {caller} a sonné {hits} fois durant 6 s au plus (limite : {limit}), annulé"
                " {value2} de ses tentatives (limite : {limit2}) et essayé {hits3} numéros différents"
                " (limite : {limit3}).",
            ),
        ),
    ),
)
