"""What a check of text says for its judgment, in both languages. Nothing of the content is quoted."""

from fairline.facts import Direction, Topic
from fairline.policy import Text

TOO_LONG = Text(
    en="The text is longer than anything this check reads.",
    fr="Le texte dépasse tout ce que cette vérification sait lire.",
)
OTHER_LANGUAGE = Text(
    en="None of the known phrases is there, and whether the text is in English or French cannot be told.",
    fr="Aucune tournure connue n'y figure, et rien ne dit si le texte est en français ou en anglais.",
)
NO_WORDS = Text(en="There is no text to read.", fr="Il n'y a aucun texte à lire.")
TOO_SHORT = Text(
    en="The start of the script is too short to tell whether it says who calls.",
    fr="Le début du script est trop court pour savoir s'il dit qui appelle.",
)

FOUND = {
    Topic.CHILD_AGE: Text(
        en="Somebody writes of themselves an age or a school class below the age limit.",
        fr="Quelqu'un dit de lui-même un âge ou une classe en dessous de la limite d'âge.",
    ),
    Topic.HIGH_RISK_WORDS: Text(
        en="The text has a word of the list on machines and lives that may hang on a call.",
        fr="Le texte contient un mot de la liste sur les machines ou les vies qui dépendent d'un appel.",
    ),
    Topic.RESALE_OFFER: Text(
        en="The text offers telephone lines, numbers, minutes or agents' seats for sale.",
        fr="Le texte propose à la vente des lignes, des numéros, des minutes ou des postes d'agents.",
    ),
    Topic.HIDDEN_TEXT: Text(
        en="Parts of the text are written so that a program reads something else than a person.",
        fr="Une partie du texte est écrite de sorte qu'un programme y lise autre chose qu'une personne.",
    ),
    Topic.GROOMING: Text(
        en="Several kinds of phrases seen in approaches to children stand together; that proves nothing.",
        fr="Plusieurs sortes de tournures vues dans l'approche d'enfants s'y trouvent\u202f; cela ne prouve"
        " rien.",
    ),
}
NOT_FOUND = {
    Topic.CHILD_AGE: Text(
        en="Nobody writes of themselves an age or a school class below the age limit.",
        fr="Nul n'y dit de lui-même un âge ou une classe en dessous de la limite d'âge.",
    ),
    Topic.PERSONAL_DATA_REQUEST: Text(
        en="None of the known ways to ask for personal data or secrets is there.",
        fr="Aucune façon connue de demander des données personnelles ou des secrets n'y figure.",
    ),
    Topic.HIGH_RISK_WORDS: Text(
        en="No word of the list on machines and lives is there.",
        fr="Aucun mot de la liste sur les machines et les vies n'y figure.",
    ),
    Topic.RESALE_OFFER: Text(
        en="None of the known ways to offer lines, numbers or minutes for sale is there.",
        fr="Aucune façon connue de vendre des lignes, des numéros ou des minutes n'y figure.",
    ),
    Topic.HIDDEN_TEXT: Text(
        en="A program reads in the text what a person reads.",
        fr="Un programme y lit ce qu'une personne y lit.",
    ),
    Topic.GROOMING: Text(
        en="Fewer than two kinds of phrases seen in approaches to children are there.",
        fr="Moins de deux sortes de tournures vues dans l'approche d'enfants y figurent.",
    ),
    Topic.BRAND_CLAIM: Text(
        en="No protected name signs the text, speaks in it or sends it.",
        fr="Aucun nom protégé ne signe le texte, n'y parle ni ne l'envoie.",
    ),
    Topic.NO_IDENTITY: Text(
        en="The start of the script says who calls, and for whom.",
        fr="Le début du script dit qui appelle, et pour qui.",
    ),
}
ASKED_BY = {
    Direction.OUTBOUND: Text(
        en="The account's side asks the other person for personal data or for what opens an account.",
        fr="Le compte demande à l'autre personne des données personnelles ou de quoi ouvrir un compte.",
    ),
    Direction.INBOUND: Text(
        en="The other person asks the account's side for personal data or for what opens an account.",
        fr="L'autre personne demande au compte des données personnelles ou de quoi ouvrir un compte.",
    ),
    None: Text(
        en="Somebody asks for personal data or for what opens an account; nobody told who.",
        fr="Quelqu'un demande des données personnelles ou de quoi ouvrir un compte\u202f; nul n'a dit qui.",
    ),
}
NOBODY = Text(
    en="The start of the script says neither who calls nor for whom.",
    fr="Le début du script ne dit ni qui appelle ni pour qui.",
)
FOR_NOBODY = Text(
    en="The start of the script names a person, and does not say for whom they call.",
    fr="Le début du script nomme une personne sans dire pour qui elle appelle.",
)


def claims(name: str, how: str) -> Text:
    """Return that the protected ``name``, of the operator's own list, is claimed."""
    name = name.replace("{", "(").replace("}", ")")
    en, fr = _CLAIMS[how]
    return Text(en=f"{en}: {name}.", fr=f"{fr}\u00a0: {name}.")


_CLAIMS = {
    "SENDER": (
        "The sender's id is, contains or looks like a protected name",
        "L'identifiant de l'expéditeur est, contient ou imite un nom protégé",
    ),
    "DISGUISED": (
        "A word of the text only looks like a protected name",
        "Un mot du texte ne fait qu'imiter un nom protégé",
    ),
    "CLAIMED": ("The text speaks for a protected name", "Le texte se réclame d'un nom protégé"),
}
