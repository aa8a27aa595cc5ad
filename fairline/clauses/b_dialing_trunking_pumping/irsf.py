"""Many calls within minutes to a country new to the account: revenue share fraud from a stolen account.

A country is new for 24 hours after the account's first outbound call there in 90 days; what an account is
used to is only known once it has been watched for two days. Counted per account and country in the 5 and 15
minutes that fraud control uses. Not measured, for want of facts: numbers in high-risk or premium ranges, and
unallocated ones.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, choose, columns, concurrent, count, equal, newly_seen, ours, sliding

call = columns(Call)

CALLS_IN_5_MIN = ours(20, en="more than an office dials into any one country",
                      fr="plus qu'un bureau n'en compose vers un même pays")  # fmt: skip
AT_ONCE = ours(3, en="one curious caller makes one call", fr="un curieux ne passe qu'un appel")
LASTING_MAX = timedelta(hours=4)  # peers': carriers cut calls after four hours

outbound = equal(call.direction, Direction.OUTBOUND)
new_country = newly_seen(
    choose(outbound, yes=call.called_country, no=None),
    by=call.account,
    within=timedelta(hours=24),  # ours: a night and the morning after
    after=timedelta(days=90),  # the catalogue's
    history_min=timedelta(days=2),  # ours: in the first days everything is new
)
by = (call.account, call.called_country)
burst = count(True, of=both(outbound, new_country), by=by, over=sliding(minutes=5))
at_once = concurrent(
    since=call.answered_at,
    until=call.ended_at,
    lasting_max=LASTING_MAX,
    of=both(outbound, call.answered, new_country),
    by=by,
    over=sliding(minutes=15),
)

CLAUSE = Clause(
    id="revenue-share-fraud-calls", letter=Letter.B,
    title=Text(en="Burst of calls to a new country", fr="Rafale d'appels vers un pays nouveau"),
    citation=Citation(
        law="ClearIP, types of fraud: fast traffic pumping, 5 minutes by country",
        url="https://docs.clearip.com/fraud-control/types-of-fraud/",
        in_force=date(2026, 11, 23), checked_on=date(2026, 11, 23),  # the page names no day: when it was read
    ),
    innocent=(
        Text(en="The customer opened a market there.", fr="Le client s'est implanté dans ce pays."),
        Text(en="A crisis abroad: staff or clients are being reached.",
             fr="Une crise sur place : on joint ses salariés ou ses clients."),
        Text(en="Roaming numbers of known people.", fr="Des numéros en itinérance de personnes connues."),
    ),
    runbook=Text(
        en="Call the customer on a number known before. Ask whether they know these calls; look at the user,"
        " device and address that placed them, when the password last changed, and what a minute costs"
        " there.",
        fr="Joignez le client à un numéro connu de longue date. Reconnaît-il ces appels ? Examinez"
        " l'utilisateur, le poste et l'adresse d'origine, le dernier changement de mot de passe et le prix"
        " de la minute là-bas.",
    ),
    rules=(
        Rule(
            id="B-IRSF", name="new-country-burst", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
            answer=Answer.HOLD,
            title=Text(en="Many calls to a new country", fr="Nombreux appels vers un pays nouveau"),
            when=(burst.at_least(CALLS_IN_5_MIN),),
            reason=Text(
                en="{hits} calls within 5 min to {called_country}, where the account had not called for 90"
                " days; the limit is {limit}.",
                fr="{hits} appels en 5 min vers {called_country}, que le compte n'appelait plus depuis"
                " 90 jours ; la limite est de {limit}.",
            ),
        ),
        Rule(
            id="B-IRSF", name="new-country-at-once", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
            answer=Answer.HOLD,
            title=Text(en="At once to a new country", fr="Appels simultanés vers un pays nouveau"),
            when=(at_once.at_least(AT_ONCE),),
            reason=Text(
                en="{hits} calls at once to {called_country}, where the account had not called for 90 days;"
                " {limit} are too many.",
                fr="{hits} appels en même temps vers {called_country}, que le compte n'appelait plus depuis"
                " 90 jours ; {limit} sont de trop.",
            ),
        ),
    ),
)  # fmt: skip
