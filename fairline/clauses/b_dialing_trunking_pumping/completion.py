"""Poor completion: too few outbound attempts are answered, or those that are answered are over at once.

Measured as a carrier's minimum call statistics: answered attempts among all attempts, and mean talk of
answered calls, by campaign and UTC day. Calls without a campaign are measured together, under the campaign
"-". Business telephony has the higher floors that the carrier asks of conversations. The carrier's page words
its floors "less than"; they are read as minimums. 500 attempts make a share, and 500 answered calls a mean.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Unit, both, calendar, columns, equal, first_known, mean, peer, per_plan, share

call = columns(Call)

PAGE = "Phoenix Solutions, article 48001230058"
ANSWERED_SHARE_MIN = per_plan({"business-phone": peer(0.50, PAGE)}, otherwise=peer(0.40, PAGE))
MEAN_TALK_MIN = per_plan(
    {"business-phone": peer(timedelta(seconds=60), PAGE)}, otherwise=peer(timedelta(seconds=30), PAGE)
)
CALLS_MIN = 500  # ours: a morning of one bad list must not decide

outbound = equal(call.direction, Direction.OUTBOUND)
campaign = (call.account, first_known(call.campaign, "-"))
day = calendar("day", zone="UTC")
answered_share = share(call.answered, of=outbound, by=campaign, over=day)
mean_talk = mean(call.talk, of=both(outbound, call.answered), by=campaign, over=day, unit=Unit.DURATION)

CLAUSE = Clause(
    id="completion",
    letter=Letter.B,
    title=Text(en="Poor completion of calls", fr="Appels qui n'aboutissent guère"),
    citation=Citation(
        law="Phoenix Solutions, Minimum call statistics requirements for SIP trunk customers",
        url="https://phoenixsolutionssl.freshdesk.com/support/solutions/articles/48001230058",
        in_force=date(2026, 11, 23),  # the page names no day: when it was read
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(
            en="An emergency notice called everybody at once.",
            fr="Une alerte a appelé tout le monde à la fois.",
        ),
        Text(
            en="A carrier on the way lost the calls, as its release causes show.",
            fr="Un opérateur de transit a perdu les appels : ses causes de libération le montrent.",
        ),
        Text(
            en="Reminders or security codes, read out and done.",
            fr="Des rappels ou des codes de sécurité, lus puis terminés.",
        ),
    ),
    runbook=Text(
        en="Break the unanswered attempts down by release cause, hour and area code. Ask where the list"
        " comes from and how old it is. For short talk, listen to nothing: compare which side hung up and"
        " when the agent came on.",
        fr="Ventilez les échecs par cause de libération, heure et indicatif. Demandez l'origine et l'âge de"
        " la liste. Si l'on parle peu, n'écoutez rien : voyez qui raccroche, et quand l'agent arrive en"
        " ligne.",
    ),
    rules=(
        Rule(
            id="B-ASR", name="answered-share-low", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE,
            title=Text(en="Few attempts answered", fr="Peu de tentatives décrochées"),
            when=(answered_share.below(ANSWERED_SHARE_MIN, base_min=CALLS_MIN, wilson=True),),
            reason=Text(
                en="Only {hits} of {base} attempts of campaign {campaign} were answered in a day: {value};"
                " at least {limit} is expected.",
                fr="Campagne {campaign} : {hits} tentatives décrochées seulement sur {base} en un jour, soit"
                " {value} ; au moins {limit} sont attendus.",
            ),
        ),
        Rule(
            id="B-ASR", name="mean-talk-low", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, title=Text(en="Brief conversations", fr="Conversations trop brèves"),
            when=(mean_talk.below(MEAN_TALK_MIN, base_min=CALLS_MIN),),
            reason=Text(
                en="{base} answered calls of campaign {campaign} lasted {value} on average in a day; at"
                " least {limit} is expected.",
                fr="Campagne {campaign} : {base} appels décrochés en un jour ont duré {value} en moyenne ;"
                " au moins {limit} sont attendues.",
            ),
        ),
    ),
)  # fmt: skip
