"""Sequential dialing: numbers are called one after another as they stand in the numbering plan.

Canada's regulator forbids it and Ofcom calls scanning numbers misuse in all cases; neither names a length, so
the lengths are ours. Runs are looked for in the order of dialing, within 10 minutes, by campaign, or by
caller number where there is no campaign. "Half of 100 calls stand within 3 of one another" is read as a run
of 50 calls, each 1 to 3 above the one before. A dialer that shuffles a block of numbers breaks the run: its
dead numbers give it away.
"""

from datetime import date

from fairline.facts import Call, Direction
from fairline.facts.numbering import digits
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, derived, equal, first_known, longest_run, ours, sliding

call = columns(Call)

CONSECUTIVE_MIN = ours(20, en="nobody's customers have 20 numbers in a row",
                       fr="personne n'a pour clients 20 numéros qui se suivent")  # fmt: skip
NEAR_MIN = ours(50, en="half of 100 calls: a block of numbers is being worked off",
                fr="la moitié de 100 appels : une tranche de numéros est parcourue")  # fmt: skip
STEP_MAX = 3  # ours: a scan may skip numbers known to be dead
ATTEMPTS_MIN = 100  # ours: fewer calls are no block

number_called = derived(digits, call.called)
outbound = equal(call.direction, Direction.OUTBOUND)
dialer = (call.account, first_known(call.campaign, call.caller))
consecutive = longest_run(number_called, of=outbound, by=dialer, over=sliding(minutes=10))
near = longest_run(number_called, step_max=STEP_MAX, of=outbound, by=dialer, over=sliding(minutes=10))

CLAUSE = Clause(
    id="sequential-dialing",
    letter=Letter.B,
    title=Text(en="Sequential dialing", fr="Composition séquentielle"),
    citation=Citation(
        law="CRTC Unsolicited Telecommunications Rules, Part III; Ofcom, persistent misuse, 2016, annex",
        url="https://crtc.gc.ca/eng/trules-reglest.htm",
        in_force=date(2008, 9, 30),
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(
            en="The numbers are one company's extensions, called by agreement.",
            fr="Ces numéros sont les postes d'une même entreprise, appelés avec son accord.",
        ),
        Text(en="The customer tests numbers of its own.", fr="Le client vérifie ses propres numéros."),
        Text(
            en="A municipal alert calls every line of a street.",
            fr="Une alerte municipale appelle toutes les lignes d'une rue.",
        ),
    ),
    runbook=Text(
        en="Look up who holds the block: one subscriber, or as many as numbers? Ask for the list as it was"
        " loaded, with its source and consents. How many did not exist, and were any of them emergency or"
        " hospital lines?",
        fr="Cherchez à qui appartient le bloc : un seul abonné, ou autant que de numéros ? Demandez la liste"
        " telle que chargée, sa source, les consentements. Combien n'existaient pas ? Des urgences, un"
        " hôpital parmi eux ?",
    ),
    rules=(
        Rule(
            id="B-SEQ", name="consecutive-numbers", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD,
            title=Text(en="Consecutive numbers dialed", fr="Numéros consécutifs composés"),
            when=(consecutive.at_least(CONSECUTIVE_MIN),),
            reason=Text(
                en="{hits} calls in a row from {campaign} each went to the next number; {limit} within"
                " 10 min is scanning.",
                fr="{campaign} : {hits} appels de suite, chacun au numéro suivant ; {limit} en 10 min, c'est"
                " un balayage.",
            ),
        ),
        Rule(
            id="B-SEQ", name="neighboring-numbers", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.HOLD, title=Text(en="Neighboring numbers dialed", fr="Numéros voisins composés"),
            when=(near.at_least(NEAR_MIN, base_min=ATTEMPTS_MIN),),
            reason=Text(
                en="Of {base} calls from {campaign} within 10 min, {hits} in a row each went 1 to 3 numbers"
                " further; the limit is {limit}.",
                fr="{campaign} : sur {base} appels en 10 min, {hits} de suite ont avancé de 1 à 3 numéros ;"
                " la limite est de {limit}.",
            ),
        ),
    ),
)  # fmt: skip
