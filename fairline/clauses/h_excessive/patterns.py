"""More talk than the plan's band, and two marks beside it of use that is no person's.

Volume alone is the rule on minutes; here the same band of a user's month together with two of three marks:
most calls outside office hours (on the clock that the record is told in), many answered calls of six
seconds or less, most outbound calls forwarded ones. Each pair of marks is a rule. Left out: many unique
numbers, which has no number of its own that would fit all plans, and calls begun again within a minute of a
four-hour cut, which no single record tells.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Forwarding, Permit
from fairline.facts.numbering import off_hours
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.policy.plans import seat_band
from fairline.signals import at_most, both, columns, derived, either, equal, first_known, known, negated
from fairline.signals.counting import share, total
from fairline.signals.limits import Unit, ours, peer
from fairline.signals.windows import calendar

call, forwarding = columns(Call), columns(Forwarding)

OFF_HOURS_MAX = ours(0.60, en="three calls in five", fr="trois appels sur cinq")
SHORT_MAX = peer(0.15, "Telnyx, article 1130707: calls of up to 6 seconds",
                 fr="Telnyx, article 1130707 : appels de 6 secondes ou moins")  # fmt: skip
FORWARDED_MAX = ours(0.50, en="more legs sent on than calls placed", fr="plus de renvois que d'appels passés")
SHORT = timedelta(seconds=6)  # the peer's
CALLS_MIN = 100  # ours: below it, one call weighs a point

alone = negated(agreed(Permit.SHARED_DESK, at=call.started_at))
not_internal = both(negated(equal(call.direction, Direction.INTERNAL)), alone)
outbound = both(equal(call.direction, Direction.OUTBOUND), alone)
sent_on = either(known(call.forwarded_from), first_known(forwarding.active, False))
seat, month = (call.account, call.user), calendar("month")
talk = total(call.talk, of=not_internal, by=seat, over=month, unit=Unit.DURATION)
at_night = share(derived(off_hours, call.started_at), of=not_internal, by=seat, over=month)
short = share(at_most(call.talk, SHORT), of=both(outbound, call.answered), by=seat, over=month)
forwarded = share(sent_on, of=outbound, by=seat, over=month)
much = talk.above(seat_band())
many_at_night = at_night.above(OFF_HOURS_MAX)
many_short = short.above(SHORT_MAX, base_min=CALLS_MIN)
many_forwarded = forwarded.above(FORWARDED_MAX, base_min=CALLS_MIN)

CLAUSE = Clause(
    id="patterns", letter=Letter.H, title=Text(en="Volume with a pattern", fr="Volume et profil inhabituel"),
    citation=Citation(
        law="Vonage Business, unlimited plans: volume in combination with an unusual pattern",
        url="https://www.avoxi.com/blog/comparing-voip-provider-fair-use-policies/",
        in_force=date(2016, 1, 1), checked_on=date(2026, 11, 23),  # the year of the comparison
    ),
    innocent=(
        Text(en="A night shift: its hours are the office's nights.",
             fr="Une équipe de nuit : ses heures sont celles où le bureau dort."),
        Text(en="A desk shared around the world, by contract.",
             fr="Un poste partagé d'un fuseau à l'autre, prévu au contrat."),
        Text(en="An on-call line that is forwarded to whoever is on duty.",
             fr="Une ligne d'astreinte renvoyée à la personne de garde."),
    ),
    runbook=Text(
        en="Draw the seat's month by hour and by length of call, beside its cohort's. Listen to nobody: the"
        " roster, the numbers called and the forwarding's target tell what it is. First tell, then offer a"
        " plan that fits; cutting off is no answer to volume.",
        fr="Tracez le mois du poste par heure et par durée d'appel, à côté de sa cohorte. N'écoutez"
        " personne : le planning, les numéros appelés et la cible du renvoi disent ce qu'il en est. D'abord"
        " informer, puis proposer une offre adaptée : on ne coupe pas pour du volume.",
    ),
    rules=(
        Rule(id="H-PAT", name="volume-at-night-and-short", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.HOLD, when=(much, many_at_night, many_short),
             title=Text(en="Much, by night and short", fr="Beaucoup, la nuit et très court"), reason=Text(
                 en="User {user} talked for {hits} in the month (band: {limit}), {value2} of the calls"
                 " outside office hours and {value3} of those answered within 6 s.",
                 fr="L'utilisateur {user} a parlé {hits} dans le mois (limite : {limit}), {value2} des"
                 " appels hors des heures de bureau et {value3} des décrochés d'au plus 6 s.")),
        Rule(id="H-PAT", name="volume-at-night-and-forwarded", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.HOLD, when=(much, many_at_night, many_forwarded),
             title=Text(en="Much, by night and forwarded", fr="Beaucoup, la nuit et renvoyé"), reason=Text(
                 en="User {user} talked for {hits} in the month (band: {limit}), {value2} of the calls"
                 " outside office hours and {value3} of those out forwarded.",
                 fr="L'utilisateur {user} a parlé {hits} dans le mois (limite : {limit}), {value2} des"
                 " appels hors des heures de bureau et {value3} des appels émis étant des renvois.")),
        Rule(id="H-PAT", name="volume-short-and-forwarded", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.HOLD, when=(much, many_short, forwarded.above(FORWARDED_MAX)),
             title=Text(en="Much, short and forwarded", fr="Beaucoup, court et renvoyé"), reason=Text(
                 en="User {user} talked for {hits} in the month (band: {limit}), {value2} of the answered"
                 " calls within 6 s and {value3} of those out forwarded.",
                 fr="L'utilisateur {user} a parlé {hits} dans le mois (limite : {limit}), {value2} des"
                 " décrochés d'au plus 6 s et {value3} des appels émis étant des renvois.")),
    ),
)  # fmt: skip
