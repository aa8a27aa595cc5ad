"""One-time codes asked for by machines, to numbers whose operator pays for each message that arrives.

One-time codes that an account sends to numbers with the same first eight digits in any 10 minutes: fewer
than one in ten is used, and ten numbers in a row are one after another (each at most 3 more than the one
before). A code that may still be used, so that nobody knows yet, counts on neither side of the share. The
account is mostly the victim: somebody sits at its form. The answer is to slow such codes down.
"""

from datetime import date

from fairline.facts import Direction, Message
from fairline.facts.numbering import digits, range_of
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, derived, equal, first_known, longest_run, ours, share, sliding

message = columns(Message)

USED_MIN = ours(0.10, en="people use most of the codes that they ask for",
                fr="on se sert de presque tous les codes qu'on demande")  # fmt: skip
IN_A_ROW = ours(10, en="ten neighbors in ten minutes are no chance",
                fr="dix voisins en dix minutes, ce n'est pas le hasard")  # fmt: skip
STEP_MAX = 3  # ours: a machine may leave out numbers that failed before
CODES_MIN = 20  # ours: below it, one code weighs five points

codes = both(equal(message.direction, Direction.OUTBOUND), message.one_time_code)
numbers = (message.account, first_known(derived(range_of, message.recipient), ""))
minutes = sliding(minutes=10)
used = share(message.converted, of=codes, by=numbers, over=minutes)
in_a_row = longest_run(
    derived(digits, message.recipient), step_max=STEP_MAX, of=codes, by=numbers, over=minutes
)

CLAUSE = Clause(
    id="message-pumping", letter=Letter.B,
    title=Text(en="Pumped one-time codes", fr="Codes à usage unique détournés"),
    citation=Citation(
        law="Sinch, glossary: artificial inflation of traffic (AIT)",
        url="https://sinch.com/glossary/artificial-inflation-traffic-ait/",
        in_force=date(2026, 11, 23), checked_on=date(2026, 11, 23),  # the page names no day
    ),
    innocent=(
        Text(en="A class or a depot enrolls: new SIM cards in a row, and slow hands.",
             fr="Une classe ou un dépôt s'inscrit : des cartes SIM à la suite, et des gens lents."),
        Text(en="An operator's outage: codes do not arrive and are asked for again.",
             fr="Une panne d'opérateur : les codes n'arrivent pas, on les redemande."),
        Text(en="The source tells late whether a code was used.",
             fr="La source dit avec retard si un code a servi."),
    ),
    runbook=Text(
        en="Look at what asked for the codes: address, device, form and the gaps between requests. Ask the"
        " customer whether anybody lives at those numbers, and put a limit for each range and a check for"
        " people at the form. Ask the route's operator who is paid for the messages.",
        fr="Voyez qui a demandé ces codes : adresse, appareil, formulaire, écarts entre demandes. Le client"
        " a-t-il des usagers à ces numéros ? Posez un plafond par tranche et un contrôle humain au"
        " formulaire. Demandez à l'opérateur de la route qui est payé pour ces messages.",
    ),
    rules=(
        Rule(id="B-AIT", name="message-pumping", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.THROTTLE, when=(
                 used.below(USED_MIN, base_min=CODES_MIN), in_a_row.at_least(IN_A_ROW)),
             title=Text(en="Codes nobody uses, in a row", fr="Codes inutilisés, numéros à la suite"),
             reason=Text(
                 en="{hits} of {base} codes to numbers that begin {range_of} were used within 10 min:"
                 " {value}; at least {limit} is usual. {hits2} numbers in a row; the limit is {limit2}.",
                 fr="{hits} des {base} codes envoyés aux numéros en {range_of} ont servi en 10 min, soit"
                 " {value} ; {limit} au moins est d'usage. {hits2} numéros à la suite ; la limite est de"
                 " {limit2}.")),
    ),
)  # fmt: skip
