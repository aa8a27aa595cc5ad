"""What an audit on Spark says while it lasts."""

from fairline.policy import Text

STAGES = {
    "read": Text(en="reading files, each fact once", fr="lecture des fichiers, chaque fait une fois"),
    "count": Text(en="counting", fr="comptage"),
    "compare": Text(en="comparing accounts", fr="comparaison des comptes"),
}
TASKS = Text(
    en="{stage}: {done} of {total} tasks",
    fr="{stage}\u00a0: {done} tâches sur {total}",
)
FAILED = Text(en=", {failed} failed and run again", fr=", {failed} échouées et reprises")
LOST = Text(en=", {lost} executors lost", fr=", {lost} exécuteurs perdus")
BALANCE = Text(
    en="{facts} facts in {bins} bins; the heaviest counts {most}",
    fr="{facts} faits en {bins} lots\u00a0; le plus lourd en compte {most}",
)
HEAVIEST = Text(
    en="; the heaviest account is {account} with {share} of all",
    fr="\u00a0; le compte le plus lourd est {account}, avec {share} du tout",
)
CUT = Text(en="; cut further: {cut}", fr="\u00a0; découpés davantage\u00a0: {cut}")
