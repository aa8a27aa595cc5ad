"""The words of ``fairline watch``."""

from fairline.policy import Text

COMMAND = Text(
    en="Detect continuously on Spark: facts as they come, findings to PostgreSQL, each exactly once.",
    fr="Détecter en continu sur Spark\u00a0: les faits dès qu'ils arrivent, les constats vers PostgreSQL,"
    " chacun une"
    " seule fois.",
)
OPTIONS = {
    "on": Text(
        en="Spark: spark://HOST:PORT, local-cluster[EXECUTORS,CORES,MEGABYTES] or local[CORES]. One core"
        " for each"
        " executor.",
        fr="Spark\u00a0: spark://HÔTE:PORT, local-cluster[EXÉCUTEURS,CŒURS,MÉGAOCTETS] ou local[CŒURS]."
        " Un cœur par"
        " exécuteur.",
    ),
    "from": Text(
        en="Where facts come from: a folder of files, postgresql://… (journals of guards; #GUARD for one"
        " of them) or"
        " nats://HOST:PORT/STREAM. May be given several times.",
        fr="D'où viennent les faits\u00a0: un dossier de fichiers, postgresql://… (journaux des"
        " gardes\u00a0; #GARDE pour"
        " un seul) ou nats://HÔTE:PORT/FLUX. Peut être répété.",
    ),
    "from-secret": Text(
        en="A file with the password of the journals' database, or the credentials of the NATS server.",
        fr="Un fichier avec le mot de passe de la base des journaux, ou les identifiants du serveur NATS.",
    ),
    "checkpoint": Text(
        en="The folder that the query goes on from after a stop; every machine must see it at this path.",
        fr="Le dossier dont la requête repart après un arrêt\u00a0; chaque machine doit le voir sous ce"
        " chemin.",
    ),
    "database": Text(
        en="PostgreSQL for the findings, without a password.",
        fr="PostgreSQL pour les constats, sans mot de passe.",
    ),
    "database-password-file": Text(en="A file with its password.", fr="Un fichier avec son mot de passe."),
    "database-wait": Text(
        en="How many seconds a batch waits for a database that does not answer, before the query ends.",
        fr="Combien de secondes un lot attend une base qui ne répond pas, avant que la requête ne se"
        " termine.",
    ),
    "name": Text(en="What the query is called in the database.", fr="Le nom de la requête dans la base."),
    "policy": Text(
        en="A policy file; when it changes, the next batch goes by it.",
        fr="Un fichier de politique\u00a0; quand il change, le lot suivant s'y conforme.",
    ),
    "lateness": Text(
        en="How many seconds behind the latest fact one may come and still count.",
        fr="De combien de secondes un fait peut suivre le plus récent et compter encore.",
    ),
    "shards": Text(
        en="How many parts are counted apart; by default one for each core. A checkpoint keeps it.",
        fr="Le nombre de parts comptées séparément\u00a0; par défaut une par cœur. Un point de reprise le"
        " conserve.",
    ),
    "batch": Text(
        en="About how many facts a batch has at most.", fr="Le nombre de faits d'un lot, au plus, environ."
    ),
    "ahead": Text(
        en="How many seconds ahead of the clock a fact may be; a later one is refused.",
        fr="De combien de secondes un fait peut précéder l'horloge\u00a0; au-delà il est refusé.",
    ),
    "metrics": Text(
        en="Where Prometheus may ask, such as 127.0.0.1:9109.",
        fr="Où Prometheus peut interroger, par exemple 127.0.0.1:9109.",
    ),
    "once": Text(en="Count what is there, then end.", fr="Compter ce qui est là, puis terminer."),
    "conclude": Text(
        en="With --once: judge open periods at the end, as an audit does. The checkpoint is then used up.",
        fr="Avec --once\u00a0: juger à la fin les périodes ouvertes, comme un audit. Le point de reprise"
        " est alors"
        " épuisé.",
    ),
    "no-past": Text(
        en="When a policy brings new signals: let them warm up, rather than count them from what the sources"
        " still have of the past.",
        fr="Quand une politique apporte de nouveaux indicateurs\u00a0: les laisser s'établir, plutôt que les"
        " compter d'après ce que les sources ont encore du passé.",
    ),
    "account": Text(
        en="The account of facts that name none.", fr="Le compte des faits qui n'en nomment aucun."
    ),
}
FROM_IS = Text(
    en="--from: found {found}, wanted a folder, postgresql://… or nats://HOST:PORT/STREAM",
    fr="--from\u00a0: trouvé {found}, attendu un dossier, postgresql://… ou nats://HÔTE:PORT/FLUX",
)
BEGINS = Text(
    en="watching on {on}: {shards} shards, policy {policy}",
    fr="détection sur {on}\u00a0: {shards} parts, politique {policy}",
)
BATCH = Text(
    en="batch {number}: {records} records, {used} used, {duplicates} duplicates, {late} late, {refused}"
    " refused;"
    " {findings} findings; {seconds} s; {rate} a second; heaviest shard {share}",
    fr="lot {number}\u00a0: {records} relevés, {used} utilisés, {duplicates} doublons, {late} en retard,"
    " {refused}"
    " refusés\u00a0; {findings} constats\u00a0; {seconds} s\u00a0; {rate} par seconde\u00a0; part la plus"
    " lourde {share}",
)
FILE = Text(
    en="{name}: {unreadable} unreadable of {records}{why}",
    fr="{name}\u00a0: {unreadable} illisibles sur {records}{why}",
)
FAULT = Text(en="the engine failed at {fault}", fr="le moteur a échoué sur {fault}")
RESTORED = Text(en="restored from the checkpoint: {shards}", fr="repris du point de reprise\u00a0: {shards}")
WAITS = Text(
    en="waiting: {why}; again in {seconds} s",
    fr="en attente\u00a0: {why}\u00a0; nouvel essai dans {seconds} s",
)
POLICY = Text(
    en="policy {digest} from the next batch on; new signals {how}",
    fr="politique {digest} dès le lot suivant\u00a0; nouveaux indicateurs\u00a0: {how}",
)
FROM_PAST = Text(en="are counted from the past first", fr="d'abord comptés d'après le passé")
AS_THEY_COME = Text(en="there are none, or they warm up", fr="aucun, ou ils s'établissent")
REFUSED = Text(
    en="the policy file cannot be used, the policy stays: {why}",
    fr="le fichier de politique est inutilisable, la politique reste\u00a0: {why}",
)
LOST = Text(en="executors lost: {number}", fr="exécuteurs perdus\u00a0: {number}")
ENDS = Text(
    en="ended: {records} records = {used} used + {duplicates} duplicates + {late} late + {refused} refused",
    fr="terminé\u00a0: {records} relevés = {used} utilisés + {duplicates} doublons + {late} en retard +"
    " {refused} refusés",
)
