"""Access stimulation: an account is paid for the traffic it receives, and receives far more than it sends.

Inbound talk against outbound talk of the account's calls in a calendar month, here that of UTC. Any contact
center that takes calls passes these ratios lawfully; so only accounts are measured of which it is known that
somebody is paid for their traffic. Where that is unsaid, the calls count on neither side. No outbound talk at
all is past every ratio. Not measured, for want of facts: growth over a year, interstate against other
traffic, the end office.
"""

from datetime import date, timedelta

from fairline.facts import Account, Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import Unit, both, calendar, columns, equal, law, one_of, ours, ratio, total

call, account = columns(Call), columns(Account)

RATIO_MIN = law(3.0, "47 CFR 61.3(bbb)(1)(i): with a revenue sharing agreement",
                fr="47 CFR 61.3(bbb)(1)(i) : s'il y a un accord de partage des revenus")  # fmt: skip
RATIO_HELD = Rung(
    law(6.0, "47 CFR 61.3(bbb)(1)(ii): even without an agreement",
        fr="47 CFR 61.3(bbb)(1)(ii) : même sans accord"),
    Severity.MAJOR, Answer.HOLD,
)  # fmt: skip
INBOUND_MIN = ours(timedelta(minutes=1000), en="below it nobody earns anything: about 17 h in a month",
                   fr="en deçà, personne n'y gagne rien : quelque 17 h en un mois")  # fmt: skip

inbound = equal(call.direction, Direction.INBOUND)
month = calendar("month", zone="UTC")
inbound_to_outbound = ratio(
    call.talk,
    where=inbound,
    of=both(account.revenue_share, one_of(call.direction, Direction.INBOUND, Direction.OUTBOUND)),
    by=call.account,
    over=month,
    unit=Unit.DURATION,
)
inbound_talk = total(
    call.talk, of=both(account.revenue_share, inbound), by=call.account, over=month, unit=Unit.DURATION
)

CLAUSE = Clause(
    id="access-stimulation",
    letter=Letter.B,
    title=Text(en="Traffic pumping (access stimulation)", fr="Trafic artificiel (stimulation de l'accès)"),
    citation=Citation(
        law="47 CFR 61.3(bbb)(1)(i)-(ii)",
        url="https://www.ecfr.gov/current/title-47/section-61.3",
        in_force=date(2011, 12, 29),
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(
            en="An inbound service line with an ordinary toll-free rebate.",
            fr="Un service d'appels entrants bénéficiant d'une simple remise sur son numéro vert.",
        ),
        Text(en="Conference hosting for the customer's own staff.",
             fr="Un pont de conférence réservé au personnel du client."),
        Text(en="A storm or outage brought a month of calls.",
             fr="Une tempête ou une panne a fait affluer les appels."),
    ),
    runbook=Text(
        en="Read the revenue sharing agreement and follow the money: who pays whom, per minute or otherwise?"
        " Chart inbound calls by hour, length and caller; look for the same callers every day,"
        " round-the-clock calls that no agent took.",
        fr="Lisez l'accord de partage et suivez l'argent : qui paie qui, à la minute ou autrement ? Tracez"
        " les appels reçus par heure, durée et appelant ; cherchez des habitués quotidiens et des appels de"
        " jour et de nuit sans agent.",
    ),
    rules=(
        Rule(
            id="B-ACC",
            name="access-stimulation",
            title=Text(en="Inbound far above outbound, paid", fr="Bien plus reçu qu'émis, contre argent"),
            when=(inbound_to_outbound.at_least(RATIO_MIN), inbound_talk.at_least(INBOUND_MIN)),
            severity=Severity.NOTICE,
            answer=Answer.OBSERVE,
            mode=Mode.OBSERVE,
            ladder=(RATIO_HELD,),
            reason=Text(
                en="In a month the account, paid for its traffic, received {hits} of talk and sent {base}: a"
                " ratio of {value}; the limit is {limit}.",
                fr="En un mois, le compte, rémunéré pour son trafic, a reçu {hits} de conversation et en a"
                " émis {base}, soit un rapport de {value} ; la limite est de {limit}.",
            ),
        ),
    ),
)  # fmt: skip
