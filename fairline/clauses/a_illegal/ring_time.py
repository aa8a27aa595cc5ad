"""Unanswered telemarketing calls that were given up before the called person could get to the telephone.

The law wants 15 seconds or four rings; four rings take longer, so 15 seconds it is. Counted per campaign and
UTC day, among the unanswered calls that our customer's side gave up: canceled, or left to ring out and not
ended by the called side. A call whose ring time, or who gave it up, nobody knows counts on neither side.
``ring`` starts at the attempt and has the network's own delay in it, so real rings are shorter still. One
call is a slip of an agent's hand and twenty are a setting: that least number is ours, so the rule observes.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction, EndReason, Purpose, Side
from fairline.law.ring_time import binding_ring, recommended_ring
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, either, equal, first_known, less_than, negated
from fairline.signals.limits import ours
from fairline.signals.windows import calendar

call, campaign = columns(Call), columns(Campaign)

SHORT_RINGS = ours(20,
    en="a setting of the dialer, no slip of a hand: more than an agent cancels in a day",
    fr="un réglage du composeur, pas un faux geste : plus qu'un agent n'annule en un jour")  # fmt: skip
NO_RING = timedelta(0)

law_asks = by_law(binding_ring, call.called_places, call.started_at)
practice_asks = by_law(recommended_ring, call.called_places, call.started_at)
given_up = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(call.answered, False),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
    either(
        equal(call.end_reason, EndReason.CANCELED),
        both(equal(call.end_reason, EndReason.NO_ANSWER), negated(equal(call.released_by, Side.CALLED))),
    ),
)
of_campaign, day = (call.account, call.campaign), calendar("day")
short_for_law = count(
    less_than(call.ring, law_asks), of=both(given_up, less_than(NO_RING, law_asks)), by=of_campaign, over=day
)
practice_base = both(given_up, less_than(NO_RING, practice_asks))
short_for_practice = count(less_than(call.ring, practice_asks), of=practice_base, by=of_campaign, over=day)

CLAUSE = Clause(
    id="ring-time", letter=Letter.A, title=Text(en="Time to answer", fr="Temps laissé pour décrocher"),
    citation=Citation(
        law="47 CFR 64.1200(a)(6); 16 CFR 310.4(b)(4)(ii)",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2003, 10, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Agents dialed by hand and saw their mistake at once.",
             fr="Les agents composaient à la main et se sont aussitôt aperçus d'une erreur."),
        Text(en="The network gave up, and the record calls that no answer.",
             fr="Le réseau a renoncé ; le relevé appelle cela une absence de réponse."),
        Text(en="The calls went to an account's own telephones for a test.",
             fr="Il s'agissait d'essais vers les propres téléphones du compte."),
    ),
    runbook=Text(
        en="Ask for the campaign's no-answer timeout on that day and who set it. Then look at the ring times:"
        " a heap at one value is a timeout, a slope is people. Fewer than 15 s costs the campaign the safe"
        " harbor for its abandoned calls as well.",
        fr="Demandez le délai de non-réponse réglé ce jour-là et qui l'a fixé. Regardez ensuite les durées de"
        " sonnerie : un pic trahit un réglage, une pente des humains. Sous 15 s, la campagne perd aussi la"
        " tolérance admise pour ses appels abandonnés.",
    ),
    rules=(
        Rule(id="A-RNG", name="short-rings", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(short_for_law.at_least(SHORT_RINGS),),
             title=Text(en="Given up too soon", fr="Raccroché trop tôt"),
             reason=Text(
                 en="Of {base} unanswered calls in a day, {hits} were cut before 15 s; the limit is {limit}.",
                 fr="Sur {base} appels sans réponse en un jour, {hits} ont été coupés avant 15 s, limite"
                 " {limit}.")),
        Rule(id="A-RNG", name="short-rings-practice", mode=Mode.OBSERVE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, when=(short_for_practice.at_least(SHORT_RINGS),),
             title=Text(en="Given up sooner than good practice", fr="Raccroché plus tôt que l'usage"),
             reason=Text(
                 en="Of {base} unanswered calls in a day, {hits} were cut before the 15 s of good practice.",
                 fr="Sur {base} appels sans réponse en un jour, {hits} coupés en deçà des 15 s d'usage.")),
    ),
)  # fmt: skip
