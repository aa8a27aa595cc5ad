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
FAILED = Text(en=", failed and run again: {failed}", fr=", échouées et reprises\u00a0: {failed}")
LOST = Text(en=", executors lost: {lost}", fr=", exécuteurs perdus\u00a0: {lost}")
BALANCE = Text(
    en="{facts} facts in {bins} bins; the heaviest counts {most}",
    fr="{facts} faits en {bins} lots\u202f; le plus lourd en compte {most}",
)
HEAVIEST = Text(
    en="; the heaviest account is {account} with {share} of all",
    fr="\u202f; le compte le plus lourd est {account}, avec {share} du tout",
)
CUT = Text(en="; cut further: {cut}", fr="\u202f; découpés davantage\u00a0: {cut}")
