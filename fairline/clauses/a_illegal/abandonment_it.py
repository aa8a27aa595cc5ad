"""Silent calls in Italy: at most three in a hundred successful calls, and the next call needs an agent.

Successful calls are those that somebody answered; silent ones those without an agent within three seconds.
The authority measures by campaign; we take each 30 days of one, so that a long campaign does not dilute a bad
month. Whoever got a silent call is called again within five days only by an agent who is there: a second
silent call in that time is the breach, which slides by the hour. Calls that nobody classified count on
neither side.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, either, equal, first_known, law, share, sliding, successive
from fairline.signals.expressions import more_than

call, campaign = columns(Call), columns(Campaign)

SILENT_SHARE_MAX = law(0.03, "Garante privacy, provv. 83 of 20 February 2014",
                       fr="Garante privacy, provv. 83 du 20 février 2014")  # fmt: skip
SILENT_TWICE = law(2,
    "Garante privacy, provv. 83 of 20 February 2014: the next call needs an agent",
    fr="Garante privacy, provv. 83 du 20 février 2014 : l'appel suivant veut un agent")  # fmt: skip
ANSWERED_MIN = 100  # the law's own measure: three in a hundred
AGENT_DELAY_MAX = timedelta(seconds=3)  # the law's: provv. 83/2014

nobody = either(equal(call.agent_joined, False), more_than(call.agent_delay, AGENT_DELAY_MAX))
silent = first_known(call.abandoned, nobody)
successful = both(
    call.answered,
    equal(call.direction, Direction.OUTBOUND),
    equal(call.called_country, "IT"),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
periods = successive(days=30, since=first_known(call.campaign_started_at, campaign.started_at))
silent_share = share(silent, of=successful, by=(call.account, call.campaign), over=periods)
silent_call = both(successful, silent)
silent_again = count(
    silent_call, of=silent_call, by=(call.account, call.called), over=sliding(days=5, hop=timedelta(hours=1))
)

CLAUSE = Clause(
    id="abandonment-it", letter=Letter.A,
    title=Text(en="Silent calls, Italy", fr="Appels muets, Italie"),
    citation=Citation(
        law="Garante privacy, provv. 83/2014 (doc. web 3017499)",
        url="https://www.garanteprivacy.it/home/docweb/-/docweb-display/docweb/3017499",
        in_force=date(2014, 10, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Answering machines were counted as people, and nobody heard the silence.",
             fr="Des répondeurs ont été comptés comme des personnes : nul n'a entendu ce silence."),
        Text(en="The agent was there, and the line failed on the way.",
             fr="L'agent était là, et c'est la ligne qui a lâché en chemin."),
        Text(en="Comfort noise played while the agent joined within the time.",
             fr="Un bruit de confort a joué pendant que l'agent arrivait, dans le délai."),
    ),
    runbook=Text(
        en="Ask for the dialer's log by the minute and the register of silent calls that the authority wants"
        " kept for two years. Look up how numbers that got a silent call were marked, and what the dialer"
        " does with such a mark before it calls again.",
        fr="Demandez le journal du composeur minute par minute et le relevé des appels muets que l'autorité"
        " fait garder deux ans. Voyez comment sont marqués les numéros ayant reçu un appel muet, et ce que le"
        " composeur fait de cette marque avant de rappeler.",
    ),
    rules=(
        Rule(
            id="A-ABN-IT", name="silent-share-it", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.THROTTLE, title=Text(en="Silent in 30 days", fr="Appels muets sur 30 jours"),
            when=(silent_share.above(SILENT_SHARE_MAX, base_min=ANSWERED_MIN, wilson=True),),
            reason=Text(
                en="{hits} of {base} successful calls were silent ({value}); the limit is {limit}.",
                fr="{hits} des {base} appels aboutis sont restés muets ({value}) ; la limite est de {limit}.",
            ),
        ),
        Rule(
            id="A-ABN-IT", name="silent-again-it", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.THROTTLE,
            title=Text(en="Silent again in five days", fr="Muet encore sous cinq jours"),
            when=(silent_again.at_least(SILENT_TWICE),),
            reason=Text(
                en="{called} got {hits} silent calls in five days; after the first an agent must be there.",
                fr="{called} a reçu {hits} appels muets en cinq jours ; après le premier, il faut un agent.",
            ),
        ),
    ),
)  # fmt: skip
