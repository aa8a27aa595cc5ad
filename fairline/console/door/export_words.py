"""What a customer's export says of itself, in both languages."""

from fairline.policy import Text

README = Text(
    en="""This is what {provider} holds of your account {account} in its fair-use review, as of {now}.

findings    what rules found, of investigations that are closed; numbers of others are masked
rulings     what was decided, with outcome, scope, reasons and end
statements  the statements of reasons; the JSON file has all of each
notices     the letters that were sent to you, as they were sent
questions   what you were asked, and your answers
appeals     your appeals, what you added, and the decisions
files       what you sent, with the list of it

Each comes as JSON for machines and as CSV for a spreadsheet. Times are UTC. In CSV a cell that would be a
formula has an apostrophe before it. Not here: findings of investigations that are still open, and what may
not be told yet by an order or so as not to spoil an investigation. Your calls, recordings and numbers are in
the exports of the services themselves.
""",
    fr="""Voici ce que {provider} détient sur votre compte {account} pour le contrôle de l'usage équitable,
au {now}.

findings    les constats des règles, pour les enquêtes closes\u00a0; les numéros d'autrui sont masqués
rulings     les décisions, avec leur issue, leur portée, leurs motifs et leur terme
statements  les exposés des motifs\u00a0; le fichier JSON les contient en entier
notices     les lettres qui vous ont été envoyées, telles quelles
questions   les questions qui vous ont été posées, et vos réponses
appeals     vos recours, ce que vous y avez ajouté, et les décisions
files       ce que vous avez envoyé, avec sa liste

Chacun existe en JSON pour les machines et en CSV pour un tableur. Les heures sont en UTC. Dans les CSV, une
cellule qui serait une formule est précédée d'une apostrophe. N'y figurent pas\u00a0: les constats des
enquêtes encore ouvertes, ni ce qui ne peut pas encore être dit à cause d'une injonction ou pour ne pas
compromettre une enquête. Vos appels, enregistrements et numéros se trouvent dans les exports des services
eux-mêmes.
""",
)
"""Laid out as a file of plain text."""
NAMES = Text(en="README.txt", fr="LISEZ-MOI.txt")
