"""Calls given up by the caller: many attempts are canceled before anybody could answer.

Measured as carriers measure it, among all outbound attempts of the account; the hour is ours, they bill by
the month. A second rule looks at attempts given up within ten seconds of ringing: whoever lets a telephone
ring so briefly, again and again, wants to be called back or to learn which numbers exist. An attempt whose
end is not told counts on neither side.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, EndReason
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, equal, less_than, ours, peer, share, sliding

call = columns(Call)

CANCELED_MAX = peer(0.20, "Telnyx, article 12805746; Plivo, article 6633761739033")
GIVEN_UP_EARLY_MAX = ours(0.50,
    en="every second attempt: people who want to talk let it ring longer",
    fr="une tentative sur deux : qui veut parler laisse sonner plus longtemps")  # fmt: skip
EARLY = timedelta(seconds=10)  # ours: about two rings
ATTEMPTS_MIN = 100  # ours: below it, one call weighs a point

canceled = equal(call.end_reason, EndReason.CANCELED)
outbound = equal(call.direction, Direction.OUTBOUND)
canceled_share = share(canceled, of=outbound, by=call.account, over=sliding(hours=1))
given_up_early = share(
    both(canceled, less_than(call.ring, EARLY)), of=outbound, by=call.account, over=sliding(hours=1)
)

CLAUSE = Clause(
    id="canceled-calls",
    letter=Letter.B,
    title=Text(en="Calls canceled by the caller", fr="Appels annulés par l'appelant"),
    citation=Citation(
        law="Telnyx, Surcharge for High Abandoned Call Rates",
        url="https://support.telnyx.com/en/articles/12805746-surcharge-for-high-abandoned-call-rates",
        in_force=date(2026, 11, 23),  # the page names no day: when it was read
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(
            en="An outage made agents redial in vain.",
            fr="Une panne a poussé les agents à recomposer sans succès.",
        ),
        Text(
            en="The dialer waits too short a time for an answer: a setting, not a scheme.",
            fr="Le composeur attend trop peu la réponse : un réglage à corriger, pas une manœuvre.",
        ),
        Text(
            en="Several telephones of one person ring in turn, and one is picked up.",
            fr="Plusieurs postes d'une même personne sonnent tour à tour, et l'un d'eux décroche.",
        ),
    ),
    runbook=Text(
        en="Chart the ringing time of canceled attempts: a spike at one value is a dialer's setting. Ask for"
        " the no-answer setting and the retry plan; see whether the people called ring back, and to which"
        " number.",
        fr="Tracez la durée de sonnerie des tentatives annulées : un pic unique trahit un réglage du"
        " composeur. Demandez le délai de non-réponse et le plan de relance ; voyez si les appelés"
        " rappellent, et quel numéro.",
    ),
    rules=(
        Rule(
            id="B-CAN", name="canceled-calls", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.THROTTLE, title=Text(en="Canceled attempts", fr="Tentatives annulées"),
            when=(canceled_share.above(CANCELED_MAX, base_min=ATTEMPTS_MIN, wilson=True),),
            reason=Text(
                en="{hits} of {base} attempts within an hour were canceled before an answer: {value}; the"
                " limit is {limit}.",
                fr="En une heure, {hits} des {base} tentatives ont été annulées avant la réponse : {value} ;"
                " la limite est de {limit}.",
            ),
        ),
        Rule(
            id="B-CAN", name="calls-given-up-early", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.SUSPEND_NUMBER,
            title=Text(en="Attempts given up early", fr="Tentatives vite abandonnées"),
            when=(given_up_early.above(GIVEN_UP_EARLY_MAX, base_min=ATTEMPTS_MIN, wilson=True),),
            reason=Text(
                en="{hits} of {base} attempts within an hour were given up after less than 10 s of ringing:"
                " {value}; the limit is {limit}.",
                fr="En une heure, {hits} des {base} tentatives ont cessé avant 10 s de sonnerie : {value} ;"
                " la limite est de {limit}.",
            ),
        ),
    ),
)  # fmt: skip
