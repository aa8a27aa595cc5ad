"""A card number is recorded.

Counted per account and campaign (those without one together) over 24 hours: recordings in which, or in whose
transcript, a check found a card number by its check digit, typed or spoken. The recording pauses until the
payment is over. A recording that nobody checked is not counted.
"""

from datetime import date

from fairline.facts import Recording
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mend, Mode, Rule, Severity, Text
from fairline.signals import columns, count, first_known, industry, sliding

recording = columns(Recording)

CARDS = industry(1, "PCI DSS 4.0.1, 3.3.1: what authenticates a card is not kept",
                 fr="PCI DSS 4.0.1, 3.3.1 : les données d'authentification ne se gardent pas")  # fmt: skip

cards = count(
    recording.card_number, of=recording.card_number,
    by=(recording.account, first_known(recording.campaign, "-")), over=sliding(hours=24),
)  # fmt: skip

CLAUSE = Clause(
    id="card-numbers", letter=Letter.J, title=Text(en="Cards recorded", fr="Cartes enregistrées"),
    citation=Citation(
        law="PCI DSS 4.0.1, requirement 3.3.1",
        url="https://www.pcisecuritystandards.org/document_library/",
        in_force=date(2024, 12, 31), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="An order or contract number that happens to have a right check digit: one in ten has.",
             fr="Un numéro de commande dont la clé est juste par hasard : c'est le cas d'un sur dix."),
        Text(en="A test card, in a recording made for a demonstration.",
             fr="Une carte d'essai, dans un enregistrement de démonstration."),
        Text(en="The caller read the number out before anybody asked.",
             fr="L'appelant a lu son numéro avant qu'on le lui demande."),
    ),
    runbook=Text(
        en="See that the number is one, by its first digits and by what was said around it; listen to no"
        " more. Have it cut from recording and transcript. Ask how payments are taken, and whether the pause"
        " or the keypad that hides tones can be switched on for the whole campaign.",
        fr="Vérifiez qu'il s'agit bien d'une carte, par ses premiers chiffres et les mots voisins ; n'écoutez"
        " rien d'autre. Faites-la couper de l'enregistrement et de la transcription. Demandez comment se font"
        " les paiements, et si la pause ou la saisie masquée peut valoir pour toute la campagne.",
    ),
    rules=(
        Rule(
            id="J-PCI", name="card-number-recorded", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.PAUSE_RECORDING,
            when=(cards.at_least(CARDS),),
            title=Text(en="A card in the recording", fr="Une carte dans l'enregistrement"),
            reason=Text(
                en="Card numbers were recorded ({hits} recordings in 24 h; limit {limit}).",
                fr="Des numéros de carte ont été enregistrés (enregistrements en 24 h : {hits} ; limite :"
                " {limit}).",
            ),
        ),
    ),
)  # fmt: skip
