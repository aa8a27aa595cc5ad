"""Numbers that do not exist: a list that was guessed, scanned or harvested is full of them.

Outbound attempts that the network answered with "no such number", among all attempts, by campaign and UTC
day. Attempts without a campaign are measured together, under the campaign "-". Attempts whose end is not told
count on neither side. Both limits are ours.
"""

from datetime import date

from fairline.facts import Call, Direction, EndReason
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import calendar, columns, equal, first_known, ours, share

call = columns(Call)

UNALLOCATED_MAX = ours(0.10, en="a list of a year's age loses fewer numbers than this",
                       fr="une liste vieille d'un an perd moins de numéros que cela")  # fmt: skip
GUESSED = Rung(
    ours(
        0.25,
        en="one number in four: no list of customers is so wrong",
        fr="un numéro sur quatre : aucun fichier de clients n'est aussi faux",
    ),
    Severity.MAJOR,
    Answer.HOLD,
)
ATTEMPTS_MIN = 200  # ours: below it, one attempt weighs half a point

unallocated_share = share(
    equal(call.end_reason, EndReason.UNALLOCATED),
    of=equal(call.direction, Direction.OUTBOUND),
    by=(call.account, first_known(call.campaign, "-")),
    over=calendar("day", zone="UTC"),
)

CLAUSE = Clause(
    id="unallocated-numbers",
    letter=Letter.B,
    title=Text(en="Numbers that do not exist", fr="Numéros inexistants"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clauses b and g (dialing, harvested lists)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1),
        checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(
            en="The list lost its leading zeros or country codes in a spreadsheet.",
            fr="Un tableur a fait disparaître les zéros initiaux ou les indicatifs de pays.",
        ),
        Text(
            en="Old but lawful files, such as alumni or warranty holders.",
            fr="Un fichier ancien mais licite : anciens élèves, titulaires d'une garantie.",
        ),
        Text(
            en="A carrier reports busy or barred lines as unallocated.",
            fr="Un opérateur signale comme inexistantes des lignes occupées ou restreintes.",
        ),
    ),
    runbook=Text(
        en="Ask where the list comes from, when it was last cleaned, and for the consent record of ten of"
        " the numbers. Sort the dead numbers: neighbors in sequence were guessed, scattered ones grew old."
        " Check the release causes.",
        fr="Demandez l'origine de la liste, son dernier nettoyage et la preuve de consentement de dix"
        " numéros. Triez les numéros morts : voisins, ils ont été devinés ; épars, ils ont vieilli. Vérifiez"
        " les causes de libération.",
    ),
    rules=(
        Rule(
            id="B-UNR",
            name="unallocated-numbers",
            title=Text(en="Unallocated numbers dialed", fr="Numéros non attribués composés"),
            when=(unallocated_share.above(UNALLOCATED_MAX, base_min=ATTEMPTS_MIN, wilson=True),),
            severity=Severity.MINOR,
            answer=Answer.CHALLENGE,
            mode=Mode.OBSERVE,
            ladder=(GUESSED,),
            reason=Text(
                en="{hits} of {base} attempts of campaign {campaign} in a day went to numbers that do not"
                " exist: {value}; the limit is {limit}.",
                fr="Campagne {campaign} : {hits} des {base} tentatives du jour visaient des numéros"
                " inexistants, soit {value} ; la limite est de {limit}.",
            ),
        ),
    ),
)
