"""The words of the command line: help texts, headings and messages, in English and French."""

from fairline.facts import Purpose
from fairline.policy import Text

PURPOSES = ", ".join(Purpose)

PROGRAM = Text(
    en="A contact center provider's fair-use policy, measured on call records. "
    "Exit status of audit: 0 no finding, 1 findings, 2 unusable input.",
    fr="La politique d'usage loyal d'un opérateur de centres de contact, mesurée sur des relevés d'appels. "
    "Code de retour d'audit\u00a0: 0 aucun constat, 1 des constats, 2 entrée inutilisable.",
)
COMMANDS = {
    "audit": Text(
        en="Find which use in call records is not fair, by which clause and measure.",
        fr="Trouver l'usage qui n'est pas loyal dans des relevés d'appels, avec sa clause et sa mesure.",
    ),
    "policy": Text(
        en="List the clauses and rules, with their limits and modes.",
        fr="Lister les clauses et les règles, avec leurs limites et leurs modes.",
    ),
    "explain": Text(
        en="Explain a rule: clause, law, limits, windows, what a reviewer does.",
        fr="Expliquer une règle\u00a0: clause, loi, limites, fenêtres, conduite de l'examen.",
    ),
    "columns": Text(
        en="Propose a mapping file for a table of records: fairline columns FILE > map.toml",
        fr="Proposer un fichier de correspondance pour un tableau\u00a0: fairline columns FILE > map.toml",
    ),
    "formats": Text(
        en="List the formats that can be read, and what each cannot tell.",
        fr="Lister les formats lisibles, et ce que chacun ne dit pas.",
    ),
    "sip-check": Text(
        en="Try what a new SIP peer should try, and say what is wrong; status 1 if anything is.",
        fr="Essayer ce qu'un nouveau pair SIP doit essayer, et dire ce qui est faux\u00a0; code 1 alors.",
    ),
    "journal": Text(
        en="What was decided and found, as it was written down.",
        fr="Ce qui a été décidé et constaté, tel que consigné.",
    ),
    "journal verify": Text(
        en="Check that every entry is there, unaltered and in its place, and so in the console's audit log;"
        " status 1 if not.",
        fr="Vérifier que chaque entrée est là, intacte et à sa place, de même dans le journal d'audit de la"
        " console\u00a0; code 1 sinon.",
    ),
    "journal export": Text(
        en="Write entries as NDJSON, one a line.",
        fr="Écrire les entrées en NDJSON, une par ligne.",
    ),
    "journal replay": Text(
        en="Decide all of it again, by its own policy or another; status 1 if something differs.",
        fr="Tout décider à nouveau, avec sa politique ou une autre\u00a0; code 1 si quelque chose diffère.",
    ),
    "journal hold": Text(
        en="Keep days for a case, however long the journal is kept.",
        fr="Garder des jours pour un dossier, quelle que soit la conservation du journal.",
    ),
    "journal release": Text(
        en="Keep nothing for a case any more.",
        fr="Ne plus rien garder pour un dossier.",
    ),
    "law": Text(
        en="What the law says, where and when, and how sure that is.",
        fr="Ce que dit le droit, où et quand, et avec quelle certitude.",
    ),
    "law show": Text(
        en="Show the law of a place on a day, with citations.",
        fr="Montrer le droit d'un lieu un jour donné, avec ses références.",
    ),
    "law diff": Text(
        en="Show what changes between two days, in one place or in all.",
        fr="Montrer ce qui change entre deux jours, dans un lieu ou dans tous.",
    ),
    "law check": Text(
        en="Show what is doubtful in the book of law; status 1 if it contradicts itself.",
        fr="Montrer ce qui est douteux dans le recueil de droit\u00a0; code 1 en cas de contradiction.",
    ),
}
OPTIONS = {
    "sip host": Text(
        en="The SIP port, or a switch in front of it.",
        fr="Le port SIP, ou un commutateur placé devant lui.",
    ),
    "sip caller": Text(en="A caller that the policy allows.", fr="Un appelant que la politique autorise."),
    "sip called": Text(
        en="Whom to call; if a switch sets the call up, it rings there and is hung up at once.",
        fr="Qui appeler\u00a0; si un commutateur établit l'appel, il y sonne et est aussitôt raccroché.",
    ),
    "sip refused": Text(en="A caller that the policy refuses.", fr="Un appelant que la politique refuse."),
    "sip emergency": Text(
        en="An emergency number; it is only tried where no call can be set up.",
        fr="Un numéro d'urgence\u00a0; essayé seulement là où aucun appel ne peut être établi.",
    ),
    "coverage": Text(
        en="List every row of the catalogue: working, always held, or a draft and what it lacks.",
        fr="Lister les lignes du catalogue\u00a0: en service, garanties, ou en projet et ce qui manque.",
    ),
    "files": Text(
        en="Call records, plain or compressed (gzip, zstd); - is standard input.",
        fr="Relevés d'appels, bruts ou compressés (gzip, zstd)\u00a0; - est l'entrée standard.",
    ),
    "file": Text(en="A table of records.", fr="Un tableau d'enregistrements."),
    "rule": Text(
        en="A rule's name, or its id in the catalogue.",
        fr="Le nom d'une règle, ou son identifiant au catalogue.",
    ),
    "format": Text(
        en="The format of all files, instead of recognising it.",
        fr="Le format des fichiers, sans le deviner.",
    ),
    "map": Text(
        en="A mapping file: which column is which.",
        fr="Fichier de correspondance\u00a0: à quoi sert quelle colonne.",
    ),
    "zone": Text(
        en="The time zone of times that name none, such as Europe/Paris.",
        fr="Le fuseau des heures qui n'en nomment pas, par exemple Europe/Paris.",
    ),
    "region": Text(
        en="The country (ISO code) of numbers written nationally, such as FR.",
        fr="Le pays (code ISO) des numéros écrits au format national, par exemple FR.",
    ),
    "account": Text(
        en="The account of records that name none.", fr="Le compte des enregistrements qui n'en nomment pas."
    ),
    "campaign": Text(
        en="The campaign of records that name none.",
        fr="La campagne des enregistrements qui n'en nomment pas.",
    ),
    "purpose": Text(
        en=f"The purpose of campaigns that declare none: {PURPOSES}.",
        fr=f"La finalité des campagnes qui n'en déclarent pas\u00a0: {PURPOSES}.",
    ),
    "direction": Text(
        en="The direction of calls and messages that do not say theirs, seen from the account.",
        fr="Le sens des appels et messages qui ne l'indiquent pas, vu du compte.",
    ),
    "plan": Text(
        en="The calling plan of accounts that name none.", fr="Le forfait des comptes qui n'en nomment pas."
    ),
    "policy": Text(
        en="Your own tighter limits, and rules switched off (TOML).",
        fr="Vos propres limites, plus strictes, et les règles désactivées (TOML).",
    ),
    "engine": Text(
        en="Who counts: history (a database, whole files) or online (fact by fact); otherwise the faster.",
        fr="Qui compte\u00a0: history (une base, fichiers entiers), online (fait par fait)"
        " ou le plus rapide.",
    ),
    "on-spark": Text(
        en="Count on Apache Spark: spark://HOST:PORT, local-cluster[EXECUTORS,CORES,MB] or local[CORES].",
        fr="Compter sur Apache Spark\u00a0: spark://HOST:PORT, local-cluster[EXÉCUTEURS,CŒURS,MO] ou"
        " local[CŒURS].",
    ),
    "folder": Text(en="The folder of the data.", fr="Le dossier des données."),
    "log-head": Text(
        en="An entry of the console's audit log noted earlier, as verify prints it: NUMBER:HASH.",
        fr="Une entrée du journal d'audit de la console notée auparavant, telle que verify l'affiche\u00a0:"
        " NUMÉRO:EMPREINTE.",
    ),
    "config": Text(
        en="The configuration, for an audit log in PostgreSQL; one in the folder is found without.",
        fr="La configuration, pour un journal d'audit dans PostgreSQL\u00a0; celui du dossier s'en passe.",
    ),
    "hold-name": Text(
        en="Who holds: letters, digits, dots and hyphens.",
        fr="Qui garde\u00a0: lettres, chiffres, points et traits d'union.",
    ),
    "hold-days": Text(
        en="The days (UTC), as 2026-11-24; they take the place of those held before.",
        fr="Les jours (UTC), comme 2026-11-24\u202f; ils remplacent ceux gardés auparavant.",
    ),
    "why": Text(en="Why they are held.", fr="Pourquoi ils sont gardés."),
    "head": Text(
        en="An entry noted earlier, as verify prints it: NUMBER:HASH.",
        fr="Une entrée notée auparavant, telle que verify l'affiche\u00a0: NUMÉRO:EMPREINTE.",
    ),
    "out": Text(
        en="The file to write; - is standard output.",
        fr="Le fichier à écrire\u00a0; - est la sortie standard.",
    ),
    "kind": Text(
        en="Only entries of this kind, such as attempt; may be given several times.",
        fr="Seulement les entrées de ce genre, par exemple attempt\u00a0; peut être répétée.",
    ),
    "since": Text(
        en="From this day or time (UTC) on, such as 2026-11-24 or 2026-11-24T15:00.",
        fr="À partir de ce jour ou de cette heure (UTC), par exemple 2026-11-24 ou 2026-11-24T15:00.",
    ),
    "until": Text(
        en="Up to and without this day or time (UTC).",
        fr="Jusqu'à ce jour ou cette heure (UTC), non compris.",
    ),
    "place": Text(en="A country or state: FR, US, US-FL.", fr="Un pays ou un État\u00a0: FR, US, US-FL."),
    "on": Text(
        en="The day, such as 2026-08-11; otherwise today.",
        fr="Le jour, par exemple 2026-08-11\u00a0; sinon aujourd'hui.",
    ),
    "topic": Text(
        en="One topic only, such as calling_hours.", fr="Un seul sujet, par exemple calling_hours."
    ),
    "from": Text(en="The earlier day.", fr="Le premier jour."),
    "to": Text(en="The later day.", fr="Le second jour."),
    "lang": Text(
        en="en or fr; otherwise from LC_ALL, LC_MESSAGES or LANG.",
        fr="en ou fr\u00a0; sinon d'après LC_ALL, LC_MESSAGES ou LANG.",
    ),
    "json": Text(
        en="Write the whole audit as JSON; - is standard output.",
        fr="Écrire tout l'audit en JSON\u00a0; - est la sortie standard.",
    ),
    "csv": Text(
        en="Write one finding a row as CSV; - is standard output.",
        fr="Écrire un constat par ligne en CSV\u00a0; - est la sortie standard.",
    ),
    "parquet": Text(en="Write one finding a row as Parquet.", fr="Écrire un constat par ligne en Parquet."),
    "html": Text(en="Write the report as one HTML page.", fr="Écrire le rapport en une page HTML."),
    "generated": Text(
        en="Print the program that the rules are compiled to.", fr="Afficher le programme issu des règles."
    ),
}
PANELS = {
    "ARGUMENTS_PANEL_TITLE": Text(en="Arguments", fr="Arguments"),
    "OPTIONS_PANEL_TITLE": Text(en="Options", fr="Options"),
    "COMMANDS_PANEL_TITLE": Text(en="Commands", fr="Commandes"),
    "ERRORS_PANEL_TITLE": Text(en="Error", fr="Erreur"),
    "DEFAULT_STRING": Text(en="[default: {}]", fr="[par défaut\u00a0: {}]"),
    "REQUIRED_LONG_STRING": Text(en="[required]", fr="[obligatoire]"),
    "RICH_HELP": Text(
        en="Try [blue]'{command_path} {help_option}'[/] for help.",
        fr="Aide\u00a0: [blue]«\u00a0{command_path} {help_option}\u00a0»[/].",
    ),
}
"""Headings of typer's own help pages."""
USAGE = Text(en="Usage: ", fr="Usage\u00a0: ")
SHOW_HELP = Text(en="Show this message and exit.", fr="Afficher cette aide et s'arrêter.")
MISTAKES = {
    r"^Missing argument '(.*)'\.$": "Argument manquant\u00a0: «\u00a0\\1\u00a0».",
    r"^Missing option '(.*)'\.$": "Option manquante\u00a0: «\u00a0\\1\u00a0».",
    r"^Missing command\.$": "Commande manquante.",
    r"^No such command '(.*?)'\.": "Commande inconnue\u00a0: «\u00a0\\1\u00a0».",
    r"^No such option: (\S+)": "Option inconnue\u00a0: \\1",
    r"\(Possible options: (.*)\)$": "(options possibles\u00a0: \\1)",
    r"Did you mean (.*)\?": "Vouliez-vous dire \\1\u00a0?",
    r"^Option '(.*)' requires an argument\.$": "L'option «\u00a0\\1\u00a0» attend une valeur.",
    r"^Option '(.*)' does not take a value\.$": "L'option «\u00a0\\1\u00a0» n'attend pas de valeur.",
    r"^Got unexpected extra argument\(s\) \((.*)\)$": "Arguments en trop\u00a0: \\1",
    r"^Invalid value for '(.*?)': (?:Value error, )?": "Valeur incorrecte pour «\u00a0\\1\u00a0»\u00a0: ",
    r"'([^']*)' is not one of (.*)\.$": "«\u00a0\\1\u00a0» n'est pas l'une de \\2.",
}
"""What typer says of a mistake, and what we say in French."""

HEADINGS = {
    "row": Text(en="row", fr="ligne"),
    "state": Text(en="state", fr="état"),
    "by": Text(en="by", fr="par"),
    "severity": Text(en="severity", fr="gravité"),
    "rule": Text(en="rule", fr="règle"),
    "who": Text(en="who", fr="qui"),
    "measure": Text(en="measure", fr="mesure"),
    "limit": Text(en="limit", fr="limite"),
    "count": Text(en="count", fr="nombre"),
    "when": Text(en="since - until", fr="du - au"),
    "mode": Text(en="mode", fr="mode"),
    "title": Text(en="what it finds", fr="ce qu'elle constate"),
    "format": Text(en="format", fr="format"),
    "source": Text(en="documented at", fr="documenté à"),
    "tried": Text(en="tried on", fr="éprouvé sur"),
    "silent": Text(en="cannot tell", fr="ne dit pas"),
    "never": Text(en="never says", fr="ne dit jamais"),
}
TRIED = {
    "real records": Text(en="real records", fr="relevés réels"),
    "documented samples": Text(en="documented samples", fr="exemples documentés"),
}

CLAUSE = Text(en="Clause {letter}: {title}", fr="Clause {letter}\u00a0: {title}")
MORE_ROWS = Text(
    en="more rows, which --json and --html have: {count}",
    fr="lignes de plus, dans --json et --html\u00a0: {count}",
)
MORE_KEYS = Text(en="{who} and {count} more", fr="{who} et {count} de plus")
WHOSE = Text(en="{limit} ({whose})", fr="{limit} ({whose})")
NO_FINDING = Text(en="No finding.", fr="Aucun constat.")
FINDINGS = Text(en="Findings: {count}.", fr="Constats\u00a0: {count}.")
NOT_KEPT = Text(
    en="{rule}: findings counted and not listed, because the gravest are kept: {count}",
    fr="{rule}\u00a0: constats comptés sans être listés, les plus graves étant gardés\u00a0: {count}",
)
PERIOD = Text(en="From {since} to {until}: {facts}.", fr="Du {since} au {until}\u00a0: {facts}.")
NO_RECORDS = Text(en="There are no records in it.", fr="Il n'y a aucun enregistrement.")
FILE = Text(
    en="{name}: {title}, records: {facts}", fr="{name}\u00a0: {title}, enregistrements\u00a0: {facts}"
)
ZONE = Text(
    en="its times name no zone and were read in {zone}; --zone names another",
    fr="ses heures ne nomment pas de fuseau et ont été lues en {zone}\u00a0; --zone en indique un autre",
)
DAMAGED = Text(
    en="is damaged, and was used up to where it breaks ({damage})",
    fr="est endommagé, et a été utilisé jusqu'à la rupture ({damage})",
)
UNREADABLE = Text(
    en="{name}: records that could not be read: {count}",
    fr="{name}\u00a0: enregistrements illisibles\u00a0: {count}",
)
BEFORE = Text(en="before it happens", fr="avant que l'acte ait lieu")
ENTRY = Text(en="{name}: {value}", fr="{name}\u00a0: {value}")
COUNTED = Text(en="{kind}: {count}", fr="{kind}\u00a0: {count}")
MORE_EXAMPLES = Text(en="and so on", fr="et ainsi de suite")
NATIONAL = Text(
    en="numbers written nationally are known only with their country: try --region",
    fr="un numéro au format national n'est reconnu qu'avec son pays\u00a0: essayez --region",
)
UNDIRECTED = Text(
    en="calls of which no record says whether they are inbound or outbound, so that rules on either leave "
    "them out: {count}; --direction says it for all of them",
    fr="appels dont rien n'indique le sens, entrant ou sortant, et que les règles sur l'un ou l'autre "
    "laissent de côté\u00a0: {count}\u00a0; --direction l'indique pour tous",
)
DUPLICATES = Text(
    en="Records that came more than once and were counted once: {count}.",
    fr="Enregistrements reçus plusieurs fois et comptés une seule\u00a0: {count}.",
)
NOT_MEASURED = Text(en="Not measured", fr="Non mesuré")
TIGHTENED = Text(
    en="Changed by the policy file: {rules}.", fr="Modifiées par le fichier de politique\u00a0: {rules}."
)
WRITTEN = Text(en="written: {path}", fr="écrit\u00a0: {path}")
UNUSABLE = Text(en="{name} {why}", fr="{name} {why}")
READING, JUDGING = Text(en="reading", fr="lecture"), Text(en="measuring", fr="mesure")
STOPPED = Text(en="stopped", fr="interrompu")

LAW, LIMITS, WINDOW, LADDER = (
    Text(en="law or source", fr="loi ou source"),
    Text(en="limit", fr="limite"),
    Text(en="window", fr="fenêtre"),
    Text(en="past {limit}", fr="au-delà de {limit}"),
)
TABLE_OF_LAW = Text(
    en="the law of each place concerned is cited in the finding (table {topic})",
    fr="le droit de chaque lieu concerné est cité dans le constat (table {topic})",
)
IN_FORCE = Text(en="in force since {day}, read {read}", fr="en vigueur depuis le {day}, lu le {read}")
BASE_MIN = Text(en="measured from {base} on", fr="mesurée à partir de {base}")
WILSON = Text(
    en="judged by the 95% interval, so that chance alone does not accuse",
    fr="jugée par l'intervalle à 95\u00a0%, pour que le hasard n'accuse pas seul",
)
REPEATED = Text(en="in {times} of {periods} periods", fr="dans {times} périodes sur {periods}")
EACH = Text(en="counted for each", fr="comptée par")
INNOCENT = Text(en="fair use can look the same", fr="un usage loyal peut donner la même chose")
RUNBOOK = Text(en="for the reviewer", fr="pour l'examen")
PLAN = Text(en="plan {plan}", fr="forfait {plan}")
NO_PLAN = Text(en="other plans", fr="autres forfaits")
SINCE = Text(en="from {day}", fr="à partir du {day}")
EVIDENCE, ANSWER = Text(en="evidence", fr="preuve"), Text(en="what may follow", fr="suite possible")
