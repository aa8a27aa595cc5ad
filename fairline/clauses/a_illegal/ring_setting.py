"""A campaign set to give up before the called person can get to the telephone: changed before each call.

What the dialer is set to let ring is the campaign's; what the law wants, or good practice, that of the called
place. The call is let pass with the longer ring. Rings as they were are in the clause on time to answer. A
campaign of which no setting is known is not counted.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.law.ring_time import binding_ring, recommended_ring
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mend, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, equal, first_known, industry, law, negated, sliding
from fairline.signals.expressions import less_than, more_than

call, campaign = columns(Call), columns(Campaign)

SET_SHORT = law(1, "47 CFR 64.1200(a)(6); 16 CFR 310.4(b)(4)(ii)")
SET_SHORT_PRACTICE = industry(1,
    "Ofcom's 2010 statement, kept as good practice: 15 s",
    fr="La déclaration d'Ofcom de 2010, gardée comme bonne pratique : 15 s")  # fmt: skip
NO_RING = timedelta(0)

telemarketing = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
law_asks = by_law(binding_ring, call.called_places, call.started_at)
practice_asks = by_law(recommended_ring, call.called_places, call.started_at)
too_short = both(telemarketing, less_than(campaign.ring_max, law_asks))
shorter_than_usual = both(
    telemarketing, less_than(campaign.ring_max, practice_asks), negated(more_than(law_asks, NO_RING))
)
of_campaign, day = (call.account, call.campaign), sliding(hours=24)
set_short = count(too_short, of=too_short, by=of_campaign, over=day)
set_short_practice = count(shorter_than_usual, of=shorter_than_usual, by=of_campaign, over=day)

CLAUSE = Clause(
    id="ring-setting", letter=Letter.A, title=Text(en="Ring set too short", fr="Sonnerie réglée trop court"),
    citation=Citation(
        law="47 CFR 64.1200(a)(6); 16 CFR 310.4(b)(4)(ii)",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2003, 10, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The setting counts from the first ring, and ours from the attempt.",
             fr="Le réglage court depuis la première sonnerie, le nôtre depuis la tentative."),
        Text(en="The setting was a test's and no live campaign's.",
             fr="Ce réglage était celui d'un essai, pas d'une campagne réelle."),
    ),
    runbook=Text(
        en="Ask who set the no-answer timeout and why: a short ring saves agents' time at the cost of whoever"
        " needs ten seconds to reach the telephone. See whether it was put back after we lengthened the ring,"
        " and whether the campaign relies on the safe harbor for abandoned calls, which asks for 15 s.",
        fr="Demandez qui a réglé le délai de non-réponse et pourquoi : une sonnerie brève ménage les agents"
        " aux dépens de qui met dix secondes à atteindre le téléphone. Voyez si le réglage a été remis après"
        " notre allongement, et si la campagne invoque la tolérance sur les abandons, qui suppose 15 s.",
    ),
    rules=(
        Rule(
            id="A-RNG", name="ring-set-too-short", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.RING_LONGER, evidence=Evidence.A,
            title=Text(en="Ring set too short", fr="Sonnerie réglée trop court"),
            when=(set_short.at_least(SET_SHORT),),
            reason=Text(
                en="Calls of a campaign set to give up before the law's time to answer: {hits}.",
                fr="Appels d'une campagne réglée pour renoncer avant le délai légal de réponse : {hits}.",
            ),
        ),
        Rule(
            id="A-RNG", name="ring-set-short-practice", mode=Mode.ENFORCE, severity=Severity.NOTICE,
            answer=Answer.OBSERVE, act=Act.CHANGE, mend=Mend.RING_LONGER,
            title=Text(en="Ring shorter than good practice", fr="Sonnerie plus courte que l'usage"),
            when=(set_short_practice.at_least(SET_SHORT_PRACTICE),),
            reason=Text(
                en="Calls of a campaign set to give up sooner than good practice does: {hits}.",
                fr="Appels d'une campagne réglée pour renoncer plus tôt que l'usage : {hits}.",
            ),
        ),
    ),
)  # fmt: skip
