"""A seat that talks many times as much as the seats of others on the same plan.

Talk of a user in the UTC month, held against the mean over all users of the month on the same calling plan
(those of an account that names none are of the usual plan). The mean has the user in it, so with ten seats
five times the mean is nine times the others. Calls within the house are not counted; a call whose direction
or talk time nobody knows counts on neither side. An agreement on a shared desk, signed by both, takes it
out of its cohort.
"""

from datetime import date

from fairline.facts import Account, Call, Direction, Permit
from fairline.policy import DEFAULT_PLAN, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.policy.agreements import agreed
from fairline.signals import Unit, both, calendar, cohort, columns, equal, first_known, negated, peer

call, account = columns(Call), columns(Account)

TWICE = peer(2.0,
    "Phonetex, twice similar clients for 3 months; AT&T and RingCentral, twice the average",
    fr="le double de clients semblables 3 mois (Phonetex), d'une moyenne (AT&T, RingCentral)")  # fmt: skip
FIVE_TIMES = peer(5.0,
    "Dialpad, article 4413029006235: contact at five times the typical use",
    fr="Dialpad, article 4413029006235 : prise de contact à cinq fois l'usage type")  # fmt: skip
MONTHS = 3  # a peer's: Phonetex, three months one after another
SEATS_MIN = 10  # ours: below it, one seat is the mean

alone = negated(agreed(Permit.SHARED_DESK, at=call.started_at))
talk_against_peers = cohort(
    call.talk,
    peers=first_known(account.plan, DEFAULT_PLAN),
    peers_min=SEATS_MIN,
    of=both(negated(equal(call.direction, Direction.INTERNAL)), alone),
    by=(call.account, call.user),
    over=calendar("month"),
    unit=Unit.DURATION,
)

CLAUSE = Clause(
    id="cohort", letter=Letter.H,
    title=Text(en="Use against similar seats", fr="Usage comparé aux postes semblables"),
    citation=Citation(
        law="Phonetex, fair use policy; Dialpad, toll-free use of meetings",
        url="https://help.dialpad.com/docs/4413029006235",
        in_force=date(2026, 11, 23), checked_on=date(2026, 11, 23),  # the pages name no day
    ),
    innocent=(
        Text(en="The other seats are part-time, new or hardly used.",
             fr="Les autres postes sont à temps partiel, récents ou presque inutilisés."),
        Text(en="A full-time agent among office workers: the wrong plan, no abuse.",
             fr="Un agent à plein temps parmi des postes de bureau : la mauvaise offre, pas un abus."),
        Text(en="A season or an incident that only this team has.",
             fr="Une saison ou un incident qui ne touche que cette équipe."),
    ),
    runbook=Text(
        en="Draw month by month the seat, its cohort's mean and median. Check that the cohort is alike: plan,"
        " sector, hours. Ask how many people use the seat. Three months over twice the mean call for another"
        " plan; five times calls for a look at what the calls are.",
        fr="Tracez mois par mois le poste, la moyenne et la médiane de sa cohorte. Vérifiez que la"
        " comparaison tient : offre, secteur, horaires. Demandez combien de personnes utilisent ce poste."
        " Trois mois au double de la moyenne appellent une autre offre ; cinq fois la moyenne, un examen des"
        " appels.",
    ),
    rules=(
        Rule(
            id="H-COH", name="twice-the-cohort", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, title=Text(en="Twice the cohort", fr="Le double de la cohorte"),
            when=(talk_against_peers.above(TWICE).on(MONTHS, of=MONTHS),),
            reason=Text(
                en="User {user} talked for {hits} in the month, {value} times the {base} of similar seats,"
                " and over {limit} times for {times} months running.",
                fr="L'utilisateur {user} a parlé {hits} dans le mois, soit {value} fois les {base} des postes"
                " semblables, et plus de {limit} fois pendant {times} mois de suite.",
            ),
        ),
        Rule(
            id="H-COH", name="five-times-the-cohort", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.HOLD, title=Text(en="Five times the cohort", fr="Cinq fois la cohorte"),
            when=(talk_against_peers.above(FIVE_TIMES),),
            reason=Text(
                en="User {user} talked for {hits} in the month, {value} times the {base} of similar seats;"
                " the limit is {limit} times.",
                fr="L'utilisateur {user} a parlé {hits} dans le mois, soit {value} fois les {base} des postes"
                " semblables ; la limite est de {limit} fois.",
            ),
        ),
    ),
)  # fmt: skip
