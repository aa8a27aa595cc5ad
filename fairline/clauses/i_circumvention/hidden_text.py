"""Text written so that filters cannot read it.

Counted per account and campaign (those without one together) over 24 hours: outbound messages whose words are
look-alike letters, hidden characters or pictures of text. A message that no check looked at is on neither
side.
"""

from datetime import date

from fairline.facts import Direction, Message
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, equal, first_known, ours, share, sliding

message = columns(Message)

HIDDEN = ours(0.05, en="people write an odd letter now and then; I-CIR-10",
              fr="il arrive à chacun d'écrire un signe inhabituel ; I-CIR-10")  # fmt: skip
SENT_MIN = 100  # ours: below it, six odd messages would pass the limit

hidden = share(
    message.hides_text, of=equal(message.direction, Direction.OUTBOUND),
    by=(message.account, first_known(message.campaign, "-")), over=sliding(hours=24),
)  # fmt: skip

CLAUSE = Clause(
    id="hidden-text", letter=Letter.I, title=Text(en="Hidden text", fr="Texte dissimulé"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A language or a name that mixes alphabets.",
             fr="Une langue ou un nom qui mêle les alphabets."),
        Text(en="An editor put invisible joiners and spaces into the template.",
             fr="Un éditeur a glissé des liants et des espaces invisibles dans le modèle."),
        Text(en="Emoji, logos and pictures that stand beside the words, not in their place.",
             fr="Des émojis, logos et images à côté des mots, sans les remplacer."),
    ),
    runbook=Text(
        en="Ask the account for the template and show it character by character, or under the basis by which"
        " the check could look. Which words are hidden: the name of a bank, of a drug, a link? One template"
        " with a stray character is repaired; many spellings of one word are an evasion.",
        fr="Demandez le modèle au compte et affichez-le caractère par caractère, ou dans le cadre qui a"
        " permis l'examen. Quels mots se cachent : une banque, un médicament, un lien ? Un caractère égaré se"
        " corrige ; vingt graphies d'un même mot sont une esquive.",
    ),
    rules=(
        Rule(
            id="I-CIR-10", name="hidden-text", mode=Mode.OBSERVE, severity=Severity.MAJOR, answer=Answer.HOLD,
            evidence=Evidence.B, when=(hidden.above(HIDDEN, base_min=SENT_MIN, wilson=True),),
            title=Text(en="Text that filters cannot read", fr="Texte illisible pour les filtres"),
            reason=Text(
                en="{hits} of {base} messages in 24 h hid their text ({value}); the limit is {limit}.",
                fr="En 24 h, {hits} des {base} messages dissimulaient leur texte ({value}) ; la limite est de"
                " {limit}.",
            ),
        ),
    ),
)  # fmt: skip
