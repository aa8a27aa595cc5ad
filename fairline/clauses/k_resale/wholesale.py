"""A wholesaler's traffic: everybody's calls, to everywhere, day and night, with nobody logged on.

One UTC day of an account's outbound calls, all of which must be so: fewer than 40% answered, those under a
minute on average, calls in 23 hours of the day or more, to 20 countries or more, and fewer than one call in
twenty with a user. Apart from it, a device that calls itself a carrier's switch, which is a reason to ask.
Excused by an agreement on resale, signed by both; a switch also by one on the customer's own trunk. Left
out: the spread over operators and how even the hours are, which no count of ours measures.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Permit, Registration
from fairline.facts.numbering import hour_slot
from fairline.facts.user_agents import is_softswitch
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.policy.agreements import agreed
from fairline.signals import both, columns, derived, either, equal, known, negated
from fairline.signals.counting import count, distinct, mean, share
from fairline.signals.limits import Unit, ours, peer
from fairline.signals.windows import calendar, sliding

call, device = columns(Call), columns(Registration)

ANSWERED_MIN = peer(0.40, "Phoenix Solutions, SIP trunk: floor for call centers",
                    fr="Phoenix Solutions, liaison SIP : plancher des centres d'appels")  # fmt: skip
TALK_MIN = peer(timedelta(seconds=60), "Phoenix Solutions, SIP trunk: floor for conversations",
                fr="Phoenix Solutions, liaison SIP : plancher des conversations")  # fmt: skip
HOURS_MIN = ours(23, en="one company sleeps at night", fr="une société dort la nuit")
COUNTRIES_MIN = ours(20, en="one company has few markets a day", fr="une société a peu de marchés par jour")
USERS_MAX = ours(0.05, en="a center has agents", fr="un centre a des agents")
CALLS_MIN = 1000  # ours: fewer are no wholesale
ONCE = ours(1, en="once is enough to ask", fr="une fois suffit pour demander")

outbound = both(equal(call.direction, Direction.OUTBOUND), negated(agreed(Permit.RESALE, at=call.started_at)))
switch = both(
    derived(is_softswitch, device.user_agent),
    negated(either(agreed(Permit.RESALE, at=device.at), agreed(Permit.OWN_TRUNK, at=device.at))),
)
by, day = call.account, calendar("day")
answered = share(call.answered, of=outbound, by=by, over=day)
talk = mean(call.talk, of=both(outbound, call.answered), by=by, over=day, unit=Unit.DURATION)
hours = distinct(derived(hour_slot, call.started_at), of=outbound, by=by, over=day)
countries = distinct(call.called_country, of=outbound, by=by, over=day)
with_user = share(known(call.user), of=outbound, by=by, over=day)
switches = count(switch, of=switch, by=(device.account, device.user), over=sliding(hours=24))

CLAUSE = Clause(
    id="wholesale", letter=Letter.K, title=Text(en="Wholesale traffic", fr="Trafic de gros"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause k (no resale)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An airline's service in twenty countries, on its own exchange.",
             fr="Le service d'une compagnie aérienne dans vingt pays, sur son autocommutateur."),
        Text(en="The source does not tell users.", fr="La source ne dit pas les utilisateurs."),
        Text(en="A mass notice after an accident abroad.",
             fr="Une alerte de masse après un accident à l'étranger."),
    ),
    runbook=Text(
        en="Take a hundred calls of the day: whose numbers are shown, how do they end, who enters them into"
        " the network? Ask for the customer's own customers and its registration as a carrier. A wholesaler"
        " that hides robocalls is graver: read the complaints first.",
        fr="Prenez cent appels du jour : quels numéros s'affichent, comment finissent-ils, qui les remet au"
        " réseau ? Demandez qui sont les clients du client et son inscription d'opérateur. Un grossiste qui"
        " cache des automates est plus grave : lisez d'abord les plaintes.",
    ),
    rules=(
        Rule(id="K-TRF", name="wholesale-profile", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, when=(
                 answered.below(ANSWERED_MIN, base_min=CALLS_MIN), talk.below(TALK_MIN),
                 hours.at_least(HOURS_MIN), countries.at_least(COUNTRIES_MIN), with_user.below(USERS_MAX)),
             title=Text(en="Profile of a wholesaler", fr="Profil d'un grossiste"),
             reason=Text(
                 en="{base} calls in a day, to {hits4} countries in {hits3} hours, {value5} with a user:"
                 " {value} answered (at least {limit} is usual), {value2} on average.",
                 fr="{base} appels en un jour, vers {hits4} pays sur {hits3} heures, dont {value5} avec un"
                 " utilisateur : {value} de décrochés ({limit} au moins est d'usage), {value2} en moyenne.")),
        Rule(id="K-TRF", name="carriers-switch", mode=Mode.OBSERVE, severity=Severity.MINOR,
             evidence=Evidence.D, act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(switches.at_least(ONCE),),
             title=Text(en="A carrier's switch", fr="Un commutateur d'opérateur"),
             reason=Text(
                 en="A device of user {user} called itself a carrier's switch (times in 24 h: {hits};"
                 " limit: {limit}).",
                 fr="Un appareil de l'utilisateur {user} s'est dit commutateur d'opérateur (fois en 24 h :"
                 " {hits} ; limite : {limit}).")),
    ),
)  # fmt: skip
