"""A seat far above the middle of seats like it, which a few heavy seats do not move.

Talk of a user in the UTC month against all users of the month on the same calling plan, as in the rules on
use against the mean, which are the peers'. A mean has the heavy seats in it; the median has not. So here:
twice and five times the median, and the robust z, which is how many spreads (1.4826 times the median
distance from the median) the seat is above it. Where more than half of the seats talk exactly as much there
is no spread. All of it is ours and observes. Calls within the house are not counted. An agreement on a
shared desk, signed by both, takes the desk out of its cohort.
"""

from datetime import date

from fairline.facts import Account, Call, Direction, Permit
from fairline.policy import DEFAULT_PLAN, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.policy.agreements import agreed
from fairline.signals import Against, Unit, both, calendar, cohort, columns, equal, first_known, negated, ours

call, account = columns(Call), columns(Account)

TWICE = ours(2.0, en="the peers' twice, from the middle instead of the mean",
             fr="le double des opérateurs, à partir du milieu et non de la moyenne")  # fmt: skip
FIVE_TIMES = ours(5.0, en="a peer's, from the middle", fr="celui d'un opérateur, à partir du milieu")
OUTLIER = ours(6.0, en="of seats spread as by chance not one in a hundred million",
               fr="de postes répartis au hasard, pas un sur cent millions")  # fmt: skip
MONTHS = 3  # a peer's: Phonetex, three months one after another
SEATS_MIN = 10  # ours: below it, one seat moves the middle

alone = negated(agreed(Permit.SHARED_DESK, at=call.started_at))
talk = both(negated(equal(call.direction, Direction.INTERNAL)), alone)
plan, seat, month = first_known(account.plan, DEFAULT_PLAN), (call.account, call.user), calendar("month")
to_median = cohort(
    call.talk, against=Against.MEDIAN,
    peers=plan, peers_min=SEATS_MIN, of=talk, by=seat, over=month, unit=Unit.DURATION,
)  # fmt: skip
spreads_above = cohort(
    call.talk, against=Against.SPREAD,
    peers=plan, peers_min=SEATS_MIN, of=talk, by=seat, over=month, unit=Unit.DURATION,
)  # fmt: skip

CLAUSE = Clause(
    id="cohort-median", letter=Letter.H,
    title=Text(en="Use against the middle seat", fr="Usage comparé au poste médian"),
    citation=Citation(
        law="Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): the modified z-score",
        url="https://www.itl.nist.gov/div898/handbook/eda/section3/eda35h.htm",
        in_force=date(1993, 1, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Most seats of the plan are part-time or hardly used.",
             fr="La plupart des postes de l'offre servent à temps partiel ou presque pas."),
        Text(en="A full-time agent among office workers: the wrong plan, no abuse.",
             fr="Un agent à plein temps parmi des postes de bureau : la mauvaise offre, pas un abus."),
        Text(en="A season or an incident that only this team has.",
             fr="Une saison ou un incident qui ne touche que cette équipe."),
    ),
    runbook=Text(
        en="Draw all seats of the plan as dots, with the middle and the spread. Is the seat alone up there,"
        " or the first of a second crowd, which is another kind of use and another plan? Check that the"
        " cohort is alike: plan, sector, hours. Then ask who uses the seat.",
        fr="Tracez tous les postes de l'offre en points, avec le milieu et la dispersion. Le poste est-il"
        " seul là-haut, ou le premier d'un second groupe, c'est-à-dire d'un autre usage et d'une autre"
        " offre ? Vérifiez que la comparaison tient : offre, secteur, horaires. Demandez ensuite qui"
        " utilise ce poste.",
    ),
    rules=(
        Rule(id="H-COH", name="twice-the-median", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, when=(to_median.above(TWICE).on(MONTHS, of=MONTHS),),
             title=Text(en="Twice the middle", fr="Le double du milieu"), reason=Text(
                 en="User {user} talked for {hits} in the month, {value} times the {base} of the middle"
                 " seat, and over {limit} times for {times} months running.",
                 fr="L'utilisateur {user} a parlé {hits} dans le mois, soit {value} fois les {base} du"
                 " poste médian, et plus de {limit} fois pendant {times} mois de suite.")),
        Rule(id="H-COH", name="five-times-the-median", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(to_median.above(FIVE_TIMES),),
             title=Text(en="Five times the middle", fr="Cinq fois le milieu"), reason=Text(
                 en="User {user} talked for {hits} in the month, {value} times the {base} of the middle"
                 " seat; the limit is {limit} times.",
                 fr="L'utilisateur {user} a parlé {hits} dans le mois, soit {value} fois les {base} du"
                 " poste médian ; la limite est de {limit} fois.")),
        Rule(id="H-COH", name="outlier-of-the-cohort", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(spreads_above.above(OUTLIER),),
             title=Text(en="Far from all others", fr="Loin de tous les autres"), reason=Text(
                 en="User {user} talked for {hits} more in the month than the middle seat: {value} spreads"
                 " of {base}; the limit is {limit}.",
                 fr="L'utilisateur {user} a parlé {hits} de plus dans le mois que le poste médian : {value}"
                 " fois la dispersion de {base} ; la limite est de {limit}.")),
    ),
)  # fmt: skip
