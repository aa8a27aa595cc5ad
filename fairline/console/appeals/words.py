"""Why an appeal or its decision is not taken, and how long things may take; in both languages."""

from datetime import timedelta

from fairline.policy import Text

DECIDE_WITHIN = 10
"""Ours: business days for an appeal. The law asks for promptness and gives no number."""
REDRESS_WITHIN = timedelta(hours=24)
"""The law's: 47 CFR 64.1200(k)(8), a status within 24 hours."""

NO_TEXT = Text(en="say why the ruling is wrong", fr="dites en quoi la décision est erronée")
NOTHING_ADDED = Text(
    en="write something or choose a file", fr="écrivez quelque chose ou choisissez un fichier"
)
TOO_LONG = Text(
    en="the text is longer than {limit} characters", fr="le texte dépasse {limit}\u00a0caractères"
)
ALREADY = Text(
    en="this ruling has been appealed already; add to that appeal",
    fr="cette décision fait déjà l'objet d'un recours\u00a0; complétez ce recours",
)
NOT_IN_FORCE = Text(en="this ruling is not in force", fr="cette décision n'est pas en vigueur")
NO_SANCTION = Text(
    en="this ruling holds nothing against you", fr="cette décision ne retient rien contre vous"
)
DECIDED = Text(en="the appeal has been decided already", fr="ce recours est déjà tranché")
OTHER_LANGUAGE = Text(
    en="the reasons have to be in the customer's language: {language}",
    fr="les motifs doivent être dans la langue du client\u00a0: {language}",
)
LANGUAGES = {
    "en": Text(en="English", fr="anglais"),
    "fr": Text(en="French", fr="français"),
}
NO_OUTCOME = Text(
    en="say whether the ruling stands or is overturned",
    fr="dites si la décision est maintenue ou infirmée",
)
