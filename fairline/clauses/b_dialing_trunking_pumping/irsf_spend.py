"""Money and night minutes to a country that is new to the account: the slow form of revenue share fraud.

A country is new as in the rules on bursts. Counted per account and country in the last 60 minutes. Money only
where the record says EUR: other currencies would need a rate of the day. "At night or on a weekend" is
outside Monday to Friday, 07:00 to 20:00, on the clock that the record's own time is written in, because where
the caller sits is not told; a switch that writes UTC is judged by UTC. The account's usual spending (99th
percentile) is not measured.
"""

from datetime import date, timedelta
from decimal import Decimal

from fairline.clauses.b_dialing_trunking_pumping.irsf import by, new_country, outbound
from fairline.facts import Call
from fairline.facts.numbering import off_hours
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import Unit, both, columns, derived, equal, ours, sliding, total

call = columns(Call)

SPENT_MAX = ours(Decimal(50),
    en="an hour of this costs more than most accounts spend abroad in a month",
    fr="une heure coûte plus que la plupart des comptes ne dépensent vers l'étranger en un mois")  # fmt: skip
DRAINED = Rung(
    ours(Decimal(200), en="past it the bill is a dispute", fr="au-delà, la facture tourne au litige"),
    Severity.CRITICAL, Answer.SUSPEND_SERVICE,
)  # fmt: skip
TALK_MIN = ours(timedelta(minutes=30), en="half of the hour on one line, while nobody is at work",
                fr="la moitié de l'heure sur une ligne, alors que personne ne travaille")  # fmt: skip

hour = sliding(minutes=60)
in_euros = both(outbound, new_country, equal(call.currency, "EUR"))
spent = total(call.cost, of=in_euros, by=by, over=hour, unit=Unit.MONEY)
at_night = both(outbound, new_country, derived(off_hours, call.started_at))
talk_off_hours = total(call.talk, of=at_night, by=by, over=hour, unit=Unit.DURATION)

CLAUSE = Clause(
    id="revenue-share-fraud-spend", letter=Letter.B,
    title=Text(en="Costly or nightly calls abroad", fr="Appels chers ou nocturnes vers l'étranger"),
    citation=Citation(
        law="ClearIP, types of fraud: slow traffic pumping, 60 minutes by country",
        url="https://docs.clearip.com/fraud-control/types-of-fraud/",
        in_force=date(2026, 11, 23), checked_on=date(2026, 11, 23),  # the page names no day: when it was read
    ),
    innocent=(
        Text(
            en="A shift that serves another part of the world.",
            fr="Une équipe au service d'un autre fuseau horaire.",
        ),
        Text(
            en="Support after an incident at a site abroad.",
            fr="Une assistance après incident sur un site étranger.",
        ),
        Text(en="One long call, known to both sides.", fr="Un seul long appel, connu des deux parties."),
    ),
    runbook=Text(
        en="Call the customer on a number known before, and stop the country, not the account, meanwhile."
        " Set the cost against the usual month; look at who placed the calls, and see whether few numbers"
        " took most of the minutes.",
        fr="Joignez le client à un numéro connu de longue date et bloquez d'ici là le pays, non le compte."
        " Comparez le coût au mois habituel ; voyez qui appelait, et si quelques numéros concentrent les"
        " minutes.",
    ),
    rules=(
        Rule(
            id="B-IRSF", name="new-country-spend", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
            answer=Answer.THROTTLE,
            title=Text(en="Money spent on a new country", fr="Dépense vers un pays nouveau"),
            when=(spent.above(SPENT_MAX),), ladder=(DRAINED,),
            reason=Text(
                en="Calls to {called_country}, new to the account, cost EUR {hits} within 60 min; the limit"
                " is EUR {limit}.",
                fr="Vers {called_country}, pays nouveau pour le compte, {hits} EUR dépensés en 60 min ; la"
                " limite est de {limit} EUR.",
            ),
        ),
        Rule(
            id="B-IRSF", name="new-country-off-hours", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
            answer=Answer.HOLD,
            title=Text(en="Talk to a new country off hours", fr="Heures creuses, pays nouveau"),
            when=(talk_off_hours.at_least(TALK_MIN),),
            reason=Text(
                en="{hits} of talk to {called_country}, new to the account, within 60 min at night or on a"
                " weekend; the limit is {limit}.",
                fr="{hits} de conversation en 60 min, de nuit ou le week-end, vers {called_country}, pays"
                " nouveau pour le compte ; la limite est de {limit}.",
            ),
        ),
    ),
)  # fmt: skip
