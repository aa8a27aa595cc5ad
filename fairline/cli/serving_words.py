"""The words of the commands that run a guard and tell how it stands."""

from fairline.policy import Text

COMMANDS = {
    "serve": Text(
        en="Start the guard: every port and switch that the configuration names, until it is stopped.",
        fr="Lancer le garde\u00a0: les ports et commutateurs de la configuration, jusqu'à l'arrêt.",
    ),
    "status": Text(
        en="Show how a running guard stands; status 1 if none runs, or if it takes nothing.",
        fr="Montrer l'état d'un garde en marche\u00a0; code 1 si aucun ne tourne ou si rien n'est pris.",
    ),
    "config": Text(
        en="Show every value in force, and whether it stands in the file or is the default.",
        fr="Montrer les valeurs en vigueur, et si elles viennent du fichier ou par défaut.",
    ),
}
CONFIG_FILE = Text(
    en="The configuration file; paths in it count from its own folder.",
    fr="Le fichier de configuration\u00a0; ses chemins partent de son propre dossier.",
)
LISTENS = Text(en="{port} listens on {listens}", fr="{port} écoute sur {listens}")
RUNS = Text(
    en="fairline guards; policy {policy}, {standing} not active",
    fr="fairline garde\u00a0; politique {policy}, {standing} non actifs",
)
NO_PORT = Text(
    en="no port is configured: nothing can ask",
    fr="aucun port n'est configuré\u00a0: personne ne peut demander",
)
NONE_RUNS = Text(en="no guard runs over {folder}", fr="aucun garde ne tourne sur {folder}")
TROUBLE = Text(en="NOTHING IS ACKNOWLEDGED: {why}", fr="RIEN N'EST CONFIRMÉ\u00a0: {why}")
SINCE = Text(en="running since {since}", fr="en marche depuis {since}")
JOURNAL = Text(
    en="journal: entry {sequence}, {pending} not on disk yet",
    fr="journal\u00a0: entrée {sequence}, dont {pending} pas encore sur disque",
)
STANDBY = Text(
    en="store: PostgreSQL, with a synchronous standby",
    fr="stockage\u00a0: PostgreSQL, avec un secondaire synchrone",
)
NO_STANDBY = Text(
    en="store: PostgreSQL WITHOUT A SYNCHRONOUS STANDBY: what is acknowledged is on one machine alone",
    fr="stockage\u00a0: PostgreSQL SANS SECONDAIRE SYNCHRONE\u00a0: ce qui est confirmé n'est que sur une"
    " seule machine",
)
WATCH = Text(
    en="watching: {behind} entries behind",
    fr="veille\u00a0: {behind} entrées de retard",
)
CATCHING_UP = Text(
    en="CATCHING UP: {left} entries still to be read; only standing and calls for help are decided",
    fr="RATTRAPAGE\u00a0: {left} entrées encore à lire\u202f; seuls les situations et les appels à l'aide"
    " sont décidés",
)
SHARED = Text(
    en="other guards: all that they were told was known {age} s ago",
    fr="autres gardes : tout ce qui leur a été dit était connu il y a {age} s",
)
SHARED_LOST = Text(en="OTHER GUARDS CANNOT BE HEARD: {why}", fr="LES AUTRES GARDES SONT INJOIGNABLES : {why}")
POLICY = Text(en="policy {policy}", fr="politique {policy}")
STANDING = Text(en="not active: {told}", fr="non actifs\u00a0: {told}")
NOBODY = Text(en="nobody", fr="personne")
GAP = Text(
    en="not acknowledged by {actuator}: {subject} wanted {desired}, is {acknowledged}, {tries} tries ({why})",
    fr="non confirmé par {actuator}\u00a0: {subject} voulu {desired}, encore {acknowledged},"
    " {tries} essais ({why})",
)
FINDINGS = Text(en="findings since then: {told}", fr="constats depuis\u00a0: {told}")
NONE = Text(en="none", fr="aucun")
COUNT = Text(en="{what}: {count}", fr="{what}\u00a0: {count}")
DEFAULT = Text(en="default", fr="par défaut")
IN_FILE = Text(en="file", fr="fichier")
HEADINGS = (Text(en="key", fr="clé"), Text(en="value", fr="valeur"), Text(en="from", fr="origine"))
