"""Numbers that nobody uses: kept from others, and often a stock to be burnt one after another.

Readings of the meter of calls and messages of each number; one counts in the UTC month that it is of the
end of. Among numbers that have a reading, the share with fewer than two: a number without one counts on
neither side.
"""

from datetime import date

from fairline.facts import Meter, Usage
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, calendar, columns, equal, known, less_than, ours, share

usage = columns(Usage)

EVENTS_MIN = 2  # a peer's: Twilio 2016, fewer transmissions a month is an idle number
IDLE_MAX = ours(0.30, en="spare numbers are a few in ten", fr="quelques numéros de réserve sur dix suffisent")
NUMBERS_MIN = 10  # ours: below it, one number weighs ten points

idle = share(
    less_than(usage.amount, EVENTS_MIN),
    of=both(equal(usage.meter, Meter.NUMBER_EVENTS), known(usage.number)),
    by=usage.account,
    over=calendar("month"),
)

CLAUSE = Clause(
    id="idle-numbers", letter=Letter.H, title=Text(en="Idle numbers", fr="Numéros dormants"),
    citation=Citation(
        law="Twilio, terms of 2016: numbers with fewer than two transmissions a month",
        url="https://support.twilio.com/hc/en-us/articles/223136067",
        in_force=date(2016, 1, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Numbers of campaigns that come back each season.",
             fr="Des numéros de campagnes qui reviennent à chaque saison."),
        Text(en="Numbers kept so that old letterheads still ring.",
             fr="Des numéros gardés pour que l'ancien papier à en-tête sonne encore."),
    ),
    runbook=Text(
        en="List the numbers without traffic and since when. Ask what they are kept for and which may go"
        " back, with thirty days to choose. Look whether numbers are used for a week each and then dropped:"
        " that is another rule's.",
        fr="Listez les numéros sans trafic et depuis quand. Demandez à quoi ils servent et lesquels peuvent"
        " être rendus, avec trente jours pour choisir. Voyez si des numéros servent une semaine puis sont"
        " délaissés : cela relève d'une autre règle.",
    ),
    rules=(
        Rule(id="H-IDLE", name="idle-numbers", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, when=(idle.above(IDLE_MAX, base_min=NUMBERS_MIN),),
             title=Text(en="Idle numbers", fr="Numéros dormants"), reason=Text(
                 en="{hits} of {base} numbers had fewer than 2 calls or messages in the month: {value}; the"
                 " limit is {limit}.",
                 fr="{hits} des {base} numéros ont eu moins de 2 appels ou messages dans le mois, soit"
                 " {value} ; la limite est de {limit}.")),
    ),
)  # fmt: skip
