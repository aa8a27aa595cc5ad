"""More new calls in a minute than the contract's rate, or the usual rate, lets through.

Attempts of an account, whatever became of them, in any 60 seconds (moved by the second). Each is held to
take as long as it takes at the rate: at 5 a second, 200 ms. Together they may fill the minute and no more;
so a burst within it is no breach, as with a queue. Where the contract names no rate the peers' usual one
call a second only observes. Spacings are whole milliseconds, cut off: exact up to 30 a second, a little in
the account's favor past that. Left out: three times the account's own 99th percentile of 28 days, which is
a limit for each account.
"""

from datetime import date, timedelta

from fairline.facts import Account, Call, Direction
from fairline.facts.amounts import spacing
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, both, columns, contract, count, derived, equal, known, negated, peer, total
from fairline.signals.windows import sliding

call, account = columns(Call), columns(Account)

MINUTE = timedelta(seconds=60)
AT_CONTRACT_RATE = contract(MINUTE, en="the new calls a second that the contract allows",
                            fr="les appels nouveaux par seconde que prévoit le contrat")  # fmt: skip
USUAL_IN_A_MINUTE = peer(60, "Twilio, article 223180028: one new call a second unless agreed otherwise",
                         fr="Twilio, article 223180028 : un appel nouveau par seconde, sauf"
                         " accord")  # fmt: skip

outbound = equal(call.direction, Direction.OUTBOUND)
not_agreed = both(outbound, negated(known(account.calls_per_s)))
minute = sliding(seconds=60, hop=timedelta(seconds=1))
by_contract = total(
    derived(spacing, account.calls_per_s), of=outbound, by=call.account, over=minute, unit=Unit.DURATION
)
as_usual = count(not_agreed, of=not_agreed, by=call.account, over=minute)

CLAUSE = Clause(
    id="calls-per-second", letter=Letter.B, title=Text(en="Calls a second", fr="Appels par seconde"),
    citation=Citation(
        law="Twilio, concurrency, rate and duration limits of voice calls",
        url="https://support.twilio.com/hc/en-us/articles/223180028",
        in_force=date(2026, 11, 23), checked_on=date(2026, 11, 23),  # the page names no day
    ),
    innocent=(
        Text(en="A campaign starts and its first minute is a burst.",
             fr="Une campagne démarre, et sa première minute est une rafale."),
        Text(en="A line came back and what had waited was sent at once.",
             fr="Une liaison est revenue et les appels en attente sont partis d'un coup."),
        Text(en="The contract was raised and its record was not.",
             fr="Le contrat a été relevé, mais pas encore sa fiche."),
    ),
    runbook=Text(
        en="Draw new calls a second for the hour, by campaign and trunk. Is it one burst or the pacing"
        " itself? Read the rate in the contract and what was asked for since. The remedy is a queue or a"
        " higher rate; nobody is suspended for speed.",
        fr="Tracez les appels nouveaux par seconde sur l'heure, par campagne et par liaison. Est-ce une"
        " rafale ou le rythme même ? Lisez le débit prévu au contrat et les demandes faites depuis. Le"
        " remède est une file d'attente ou un débit supérieur : on ne suspend personne pour sa vitesse.",
    ),
    rules=(
        Rule(id="B-CPS", name="calls-above-contract-rate", mode=Mode.ENFORCE, severity=Severity.MINOR,
             act=Act.REFUSE, answer=Answer.THROTTLE, when=(by_contract.above(AT_CONTRACT_RATE),),
             title=Text(en="Faster than the contract", fr="Plus vite que le contrat"), reason=Text(
                 en="{base} new calls in a minute take {hits} at the contract's rate; a minute has {limit}.",
                 fr="{base} appels nouveaux en une minute demandent {hits} au débit du contrat ; une minute"
                 " en a {limit}.")),
        Rule(id="B-CPS", name="calls-above-usual-rate", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, when=(as_usual.above(USUAL_IN_A_MINUTE),),
             title=Text(en="Faster than is usual", fr="Plus vite que d'usage"), reason=Text(
                 en="{hits} new calls in a minute, and no rate agreed; the limit is {limit}.",
                 fr="{hits} appels nouveaux en une minute, sans débit convenu ; la limite est de {limit}.")),
    ),
)  # fmt: skip
