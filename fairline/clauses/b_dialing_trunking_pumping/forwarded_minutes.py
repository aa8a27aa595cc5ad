"""Continuous or extensive forwarding: a user receives calls only to send them on, month after month.

Talk of forwarded legs against talk of inbound calls of the same user in the UTC month, and more than a
peer's band for one person's telephone in forwarded talk. Both must be so. Legs that say which number sent
them on, or that go to the target of an active forwarding of the account; their user is whose number was
forwarded. A leg that names no user counts nowhere. Excused by an agreement on forwarding to several lines,
signed by both.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction, Forwarding, Permit
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import both, columns, either, equal, first_known, known, negated, ratio, total
from fairline.signals.limits import Unit, ours, peer
from fairline.signals.windows import calendar

call, forwarding = columns(Call), columns(Forwarding)

SHARE_MAX = ours(0.60, en="who sends on most of what comes in has no use for a seat",
                 fr="qui renvoie presque tout ce qu'il reçoit n'a pas l'emploi d'un poste")  # fmt: skip
MINUTES_MAX = peer(timedelta(minutes=3000), "Vonage: 3,000 min a month together with forwarding",
                   fr="Vonage : 3 000 min par mois alliées à des renvois")  # fmt: skip

sent_on = both(
    equal(call.direction, Direction.OUTBOUND),
    either(known(call.forwarded_from), first_known(forwarding.active, False)),
)
not_agreed = negated(agreed(Permit.MULTI_LINE_FORWARDING, at=call.started_at))
user, month = (call.account, call.user), calendar("month")
either_way = both(either(sent_on, equal(call.direction, Direction.INBOUND)), not_agreed)
goes_out = equal(call.direction, Direction.OUTBOUND)
forwarded_to_inbound = ratio(
    call.talk, where=goes_out, of=either_way, by=user, over=month, unit=Unit.DURATION
)
forwarded = total(call.talk, of=both(sent_on, not_agreed), by=user, over=month, unit=Unit.DURATION)

CLAUSE = Clause(
    id="forwarded-minutes", letter=Letter.B,
    title=Text(en="Extensive forwarding", fr="Renvoi continu ou massif"),
    citation=Citation(
        law="Vonage Business, unlimited plans: use in combination with forwarding",
        url="https://www.avoxi.com/blog/comparing-voip-provider-fair-use-policies/",
        in_force=date(2016, 1, 1), checked_on=date(2026, 11, 23),  # the year of the comparison
    ),
    innocent=(
        Text(en="The office closed for a month and everything went to mobiles.",
             fr="Le bureau a fermé un mois et tout est parti vers les mobiles."),
        Text(en="Field staff have no desk: their number lives on a mobile.",
             fr="Le personnel itinérant n'a pas de bureau : son numéro vit sur un mobile."),
        Text(en="An outage, and a spare site took the calls.",
             fr="Une panne, et un site de secours a pris les appels."),
    ),
    runbook=Text(
        en="Compare forwarded and received minutes by week. To whom do the calls go: one mobile, one"
        " company, many numbers? Ask why, and since when; offer an addendum or a plan that has it. Thirty"
        " days to cure come first.",
        fr="Comparez minutes renvoyées et reçues, semaine par semaine. Où vont les appels : un mobile, une"
        " société, de multiples numéros ? Demandez pourquoi et depuis quand ; proposez un avenant ou une"
        " offre qui le prévoit. Trente jours pour y remédier viennent d'abord.",
    ),
    rules=(
        Rule(id="B-FWD-V", name="forwarded-minutes", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE,
             when=(forwarded_to_inbound.above(SHARE_MAX), forwarded.above(MINUTES_MAX)),
             title=Text(en="Forwarded minutes", fr="Minutes renvoyées"), reason=Text(
                 en="In a month user {user} had {hits} of forwarded talk against {base} received, a ratio"
                 " of {value}; the limits are {limit} and {limit2}.",
                 fr="En un mois, l'utilisateur {user} compte {hits} de conversation renvoyée pour {base}"
                 " reçues, soit un rapport de {value} ; les limites sont de {limit} et {limit2}.")),
    ),
)  # fmt: skip
