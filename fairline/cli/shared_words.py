"""The words of ``fairline shared``."""

from fairline.policy import Text

GROUP = Text(
    en="What several guards of one provider share, through PostgreSQL.",
    fr="Ce que partagent plusieurs gardes d'un même opérateur, par PostgreSQL.",
)
GUARDS = Text(
    en="Show every guard: how far it has read, and by which policy and law it decides.",
    fr="Montrer chaque garde\u00a0: où en est sa lecture, selon quelle politique et quel droit il décide.",
)
POLICY = Text(
    en="Give all guards limits of your own, which take the place of each one's policy file.",
    fr="Donner à tous les gardes vos propres limites, à la place du fichier de politique de chacun.",
)
LAW = Text(
    en="Give all guards a later book of law, which they take without a restart.",
    fr="Donner à tous les gardes un recueil de droit plus récent, qu'ils adoptent sans redémarrer.",
)
LAW_PATH = Text(
    en="A folder with all files of the book (.yaml), or one file in place of the one of its name.",
    fr="Un dossier avec tous les fichiers du recueil (.yaml), ou un fichier qui remplace celui de même nom.",
)
LACKING = Text(
    en="It is meant that the book lacks places or topics that the one in force has.",
    fr="Il est voulu que le recueil n'ait pas des lieux ou des sujets de celui en vigueur.",
)
ENACTED = Text(
    en="All guards have the law as of {day} ({digest}) as soon as they hear of it.",
    fr="Tous les gardes auront le droit à la date du {day} ({digest}) dès qu'ils en seront avertis.",
)
FILE = Text(en="The policy file.", fr="Le fichier de politique.")
GIVEN = Text(
    en="All guards have the limits of {file} as soon as they hear of them.",
    fr="Tous les gardes auront les limites de {file} dès qu'ils en seront avertis.",
)
ONE = Text(
    en="{name}: entry {sequence}, policy {policy}, law {law}, version {version}, heard of {age} s ago",
    fr="{name}\u00a0: entrée {sequence}, politique {policy}, droit {law}, version {version}, entendu il y a"
    " {age} s",
)
NONE = Text(en="no guard has told of itself yet", fr="aucun garde ne s'est encore annoncé")
DIFFER = Text(
    en="THEY DO NOT DECIDE ALIKE: {what} differs", fr="ILS NE DÉCIDENT PAS DE MÊME\u00a0: {what} diffère"
)
POLICY_WORD, LAW_WORD, VERSION_WORD = (
    Text(en="the policy", fr="la politique"),
    Text(en="the law", fr="le droit"),
    Text(en="the version", fr="la version"),
)
