"""The words of ``fairline people``."""

from fairline.policy import Text

GROUP = Text(
    en="People who may sign in to the console.", fr="Les personnes qui peuvent entrer dans la console."
)
ADD = Text(
    en="Add somebody and print a password to begin with, this once.",
    fr="Ajouter quelqu'un et afficher un mot de passe pour commencer, une seule fois.",
)
NAME = Text(en="The name to sign in with.", fr="Le nom de connexion.")
ROLE = Text(en="What they are here for.", fr="Leur rôle.")
EMAIL = Text(
    en="Their e-mail address, for letters and for signing in through OpenID.",
    fr="Leur adresse électronique, pour les lettres et pour entrer par OpenID.",
)
ACCOUNT = Text(
    en="A customer's account; only for customers.", fr="Le compte d'un client\u00a0; pour les clients seuls."
)
MADE = Text(en="{name} may sign in as {role}.", fr="{name} peut entrer comme {role}.")
PASSWORD = Text(
    en="The password, shown only now: {password}",
    fr="Le mot de passe, affiché cette seule fois\u00a0: {password}",
)
