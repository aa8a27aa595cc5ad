"""The words of ``fairline store``."""

from fairline.policy import Text

GROUP = Text(
    en="Where the journal and the console's records are kept.",
    fr="Où sont gardés le journal et les données de la console.",
)
COPY = Text(
    en="Copy all that a data folder's guard and console keep to PostgreSQL, or back to files, and compare"
    " both sides by hash. The guard must be stopped. Afterwards the folder goes by the copy; change"
    " store.database in the configuration. Status 2 if anything is not the same, or cannot be copied.",
    fr="Copier tout ce que gardent le garde et la console d'un dossier vers PostgreSQL, ou de retour en"
    " fichiers, et comparer les deux côtés par empreinte. Le garde doit être arrêté. Ensuite le dossier suit"
    " la copie\u202f; changez store.database dans la configuration. Code 2 si quelque chose diffère ou ne"
    " peut être copié.",
)
FOLDER = Text(en="The data folder of the guard.", fr="Le dossier de données du garde.")
TO = Text(
    en="postgresql://user@host/name, or sqlite: the folder's own files.",
    fr="postgresql://utilisateur@hôte/nom, ou sqlite\u00a0: les fichiers du dossier.",
)
GUARD = Text(
    en="Under which name the journal is in the database: store.guard of the configuration.",
    fr="Sous quel nom le journal est dans la base\u00a0: store.guard de la configuration.",
)
PASSWORD = Text(
    en="The file with the database's password.", fr="Le fichier qui contient le mot de passe de la base."
)
HEADINGS = (
    Text(en="what", fr="quoi"),
    Text(en="rows", fr="lignes"),
    Text(en="source = target", fr="source = cible"),
)
JOURNAL = Text(en="journal, entries {first} to {last}", fr="journal, entrées {first} à {last}")
NO_CONSOLE = Text(
    en="The folder has no console's records: none were copied.",
    fr="Le dossier n'a pas de données de console\u00a0: aucune n'a été copiée.",
)
STAYS = Text(
    en="What stays in {folder}, whichever the store: snapshots, Parquet of days that are over, the index of"
    " calls, uploaded files, flagged texts, keys, holds made by hand.",
    fr="Reste dans {folder}, quel que soit le stockage\u00a0: instantanés, Parquet des jours terminés, index"
    " des appels, fichiers déposés, textes signalés, clés, rétentions faites à la main.",
)
DONE = Text(
    en="All is the same. Now set store.database = {database} in the configuration.",
    fr="Tout est identique. Mettez maintenant store.database = {database} dans la configuration.",
)
