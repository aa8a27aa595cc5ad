"""What the reference says around the program's own words, in English and French."""

from fairline.policy import Text
from fairline.reference.law_words import LAW_FUNCTIONS

HARD = "\u00a0"

# How a measure is made of the facts that count.
COUNTINGS = {
    "count": Text(en="the number for which {value}", fr="le nombre de ceux pour lesquels {value}"),
    "count all": Text(en="their number", fr="leur nombre"),
    "share": Text(en="the share for which {value}", fr="la part de ceux pour lesquels {value}"),
    "total": Text(en="the sum of {value}", fr="la somme de {value}"),
    "mean": Text(en="the mean of {value}", fr="la moyenne de {value}"),
    "ratio": Text(
        en="the sum of {value} where {against}, divided by its sum where that is not so",
        fr="la somme de {value} là où {against}, divisée par la somme là où ce n'est pas le cas",
    ),
    "distinct": Text(
        en="the number of different values of {value}", fr="le nombre de valeurs différentes de {value}"
    ),
    "distinct share": Text(
        en="the number of different values of {value}, divided by the number of facts",
        fr="le nombre de valeurs différentes de {value}, divisé par le nombre de faits",
    ),
    "highest": Text(en="the highest {value}", fr="le plus grand {value}"),
    "longest run": Text(
        en="the longest run of {value} in which each is more than the one before by at most {step}",
        fr="la plus longue suite de {value} où chacun dépasse le précédent d'au plus {step}",
    ),
    "concurrent": Text(
        en="the most that were open at once, each from {value} to {until}",
        fr="le plus grand nombre ouvert à la fois, chacun de {value} à {until}",
    ),
    "occasions": Text(
        en="how often {level} came to be open at once, each from {value} to {until}",
        fr="combien de fois {level} ont été ouverts à la fois, chacun de {value} à {until}",
    ),
    "overdue": Text(
        en="how often {until} was not known within {within} of {value}",
        fr="combien de fois {until} n'a pas été connu dans les {within} suivant {value}",
    ),
    "cohort": Text(
        en="the sum of {value}, divided by its mean over the cohort: all for whom this is the same, {cohort};"
        " measured from {cohort_min} of them on",
        fr="la somme de {value}, divisée par sa moyenne dans la cohorte, soit tous ceux pour qui ceci est"
        " identique\u00a0: {cohort}\u00a0; mesurée à partir de {cohort_min} d'entre eux",
    ),
    "cohort median": Text(
        en="the sum of {value}, divided by its median over the cohort: all for whom this is the same,"
        " {cohort}; measured from {cohort_min} of them on",
        fr="la somme de {value}, divisée par sa médiane dans la cohorte, soit tous ceux pour qui ceci est"
        " identique\u00a0: {cohort}\u00a0; mesurée à partir de {cohort_min} d'entre eux",
    ),
    "cohort spread": Text(
        en="how far the sum of {value} is above its median over the cohort, divided by the cohort's spread"
        " (1.4826 times the median distance from the median); the cohort is all for whom this is the same,"
        " {cohort}; measured from {cohort_min} of them on",
        fr="l'écart entre la somme de {value} et sa médiane dans la cohorte, divisé par la dispersion de"
        " celle-ci (1,4826 fois la médiane des écarts à la médiane)\u00a0; la cohorte est formée de tous ceux"
        " pour qui ceci est identique\u00a0: {cohort}\u00a0; mesure à partir de {cohort_min} d'entre eux",
    ),
}
LASTING = Text(en=" (without an end: for {longest})", fr=" (sans fin connue\u00a0: pendant {longest})")
ALL_OF = Text(en="all {kind}", fr="tous les {kind}")
THOSE_OF = Text(en="{kind} for which {where}", fr="les {kind} pour lesquels {where}")

# Expressions.
AND = Text(en=" and ", fr=" et ")
NOT = Text(en="not {term}", fr="non {term}")
KNOWN = Text(en="{term} is known", fr="{term} est connu")
FIRST_KNOWN = Text(en="the first known of ({terms})", fr="le premier connu de ({terms})")
IF = Text(
    en="(if {condition}: {yes}; otherwise: {no})", fr="(si {condition}\u00a0: {yes}\u00a0; sinon\u00a0: {no})"
)
ONLY_IF = Text(en="({yes}, only if {condition})", fr="({yes}, seulement si {condition})")
YES, NO, UNKNOWN = Text(en="yes", fr="oui"), Text(en="no", fr="non"), Text(en="unknown", fr="inconnu")
DAYS = Text(en="{days} days", fr="{days}\u00a0jours")
NEWLY_SEEN = Text(
    en="({value} is new to {by}: first seen less than {within} ago, or after {after} without it, and not in"
    " the first {history} of the records)",
    fr="({value} est nouveau pour {by}\u00a0: vu pour la première fois depuis moins de {within}, ou après"
    " {after} d'absence, et hors des {history} du début des relevés)",
)
FUNCTIONS = {
    **LAW_FUNCTIONS,
    "calls_for_help": Text(
        en="it is an emergency number somewhere", fr="c'est quelque part un numéro d'urgence"
    ),
    "needs_fail_safe": Text(
        en="one of the sectors needs fail-safe control", fr="l'un des secteurs exige une sûreté intégrée"
    ),
    "can_do_great_harm": Text(
        en="one of the sectors can do great harm", fr="l'un des secteurs peut causer de graves dommages"
    ),
    "any_among": Text(
        en="some of the ones are among the others", fr="certains des uns sont parmi les autres"
    ),
    "outside_binding_hours": Text(
        en="outside hours that bind by law", fr="hors des heures imposées par la loi"
    ),
    "outside_recommended_hours": Text(
        en="outside hours that are recommended", fr="hors des heures recommandées"
    ),
    "binding_cap": Text(
        en="a law that binds allows so many attempts in so long",
        fr="une loi contraignante permet tant de tentatives en tant de temps",
    ),
    "recommended_cap": Text(
        en="a practice or an uncertain law allows so many attempts in so long",
        fr="un usage ou une loi incertaine permet tant de tentatives en tant de temps",
    ),
    "binding_ring": Text(
        en="the ring time that the law demands", fr="la durée de sonnerie que la loi impose"
    ),
    "recommended_ring": Text(
        en="the ring time that good practice asks for", fr="la durée de sonnerie que demande l'usage"
    ),
    "off_hours": Text(
        en="outside Monday to Friday, 07:00 to 20:00",
        fr="hors du lundi au vendredi, de 7\u00a0h à 20\u00a0h",
    ),
    "covers": Text(
        en="the consent covers this channel and purpose", fr="l'accord couvre ce canal et cette finalité"
    ),
    "day_after": Text(en="24 hours later", fr="24\u00a0heures plus tard"),
    "digits": Text(en="the number as an integer", fr="le numéro comme entier"),
    "same_exchange": Text(
        en="the same North American area code and exchange",
        fr="le même indicatif régional et le même central nord-américains",
    ),
    "contact_weight": Text(
        en="2 at night, from 22:00 to 07:00, otherwise 1", fr="2 la nuit, de 22\u00a0h à 7\u00a0h, sinon 1"
    ),
    "between": Text(en="the time from the first to the second", fr="le temps du premier au second"),
    "hour_slot": Text(en="the whole hour of", fr="l'heure entière de"),
    "range_of": Text(en="the first eight digits of", fr="les huit premiers chiffres de"),
    "number_of": Text(
        en="the number as an integer, if it is one", fr="le numéro comme entier, si c'en est un"
    ),
    "is_among": Text(en="the first is among the second", fr="le premier figure parmi les seconds"),
    "per_thousand": Text(
        en="share in thousandths, rounded up",
        fr="rapport en millièmes, arrondi au-dessus",
    ),
    "in_sector": Text(en="the sector is", fr="le secteur est"),
    "lacks": Text(en="the first does not have the second", fr="le premier n'a pas le second"),
    "spacing": Text(
        en="the time between two at this rate a second", fr="l'écart entre deux à ce rythme par seconde"
    ),
    "for_each": Text(
        en="the first divided among the second, cut off", fr="le premier réparti entre le second, tronqué"
    ),
    "hundredths": Text(
        en="the first in hundredths of the second, cut off",
        fr="le premier en centièmes du second, tronqué",
    ),
    "minute_of_hour": Text(en="the minute of the hour of", fr="la minute dans l'heure de"),
    "speaks_of_high_risk": Text(
        en="its name speaks of machines or lives at stake",
        fr="son nom évoque des machines ou des vies en jeu",
    ),
    "permitted": Text(
        en="an agreement that both have signed permits it at the time",
        fr="un accord signé des deux parties le permet à ce moment",
    ),
    "is_pbx": Text(en="it names itself as an exchange", fr="le nom est celui d'un autocommutateur"),
    "is_softswitch": Text(
        en="it names itself as a carrier's switch", fr="le nom est celui d'un commutateur d'opérateur"
    ),
    "is_scanner": Text(
        en="it names itself as a tool that scans", fr="le nom est celui d'un outil de balayage"
    ),
}
"""What each function that clauses use tells, by its name."""

# Pages of clauses.
OTHER_LANGUAGE = Text(en="En français", fr="In English")
CLAUSE_INTRO = Text(
    en="Every limit says whose it is. Columns are explained in the [list of facts](../facts.md), windows in"
    " [why windows have kinds](../../explanation/windows.md).",
    fr="Chaque limite dit à qui elle est. Les colonnes sont expliquées dans la"
    " [liste des faits](../facts.md), les fenêtres dans"
    " [pourquoi les fenêtres ont un genre](../../explanation/windows.md), deux pages en anglais.",
)
NO_RULE = Text(
    en="No rule of this version measures this clause. An audit says nothing about it, and that is not"
    " compliance.",
    fr="Aucune règle de cette version ne mesure cette clause. Un audit n'en dit rien, et cela ne vaut pas"
    " conformité.",
)
ID = Text(en="id in the catalogue", fr="identifiant au catalogue")
HOW_TO_CONTEST = Text(en="How to contest", fr="Comment contester")
REVIEW = Text(en="How a ruling comes about.", fr="Comment naît une décision.")
DRAFT = Text(
    en="Not measured yet: {missing}",
    fr="Pas encore mesuré\u00a0: {missing}",
)
INVARIANT = Text(en="Always holds: {held_by}", fr="Toujours garanti\u00a0: {held_by}")
COUNTED_FACTS = Text(en="which facts count", fr="faits comptés")
MEASURE = Text(en="measure", fr="mesure")
KEY = Text(en="counted for each", fr="comptée pour chaque")
WINDOW = Text(en="window, {kind}", fr="fenêtre {kind}")
WINDOW_KINDS = {
    "sliding": Text(en="sliding", fr="glissante"),
    "successive": Text(en="successive", fr="de périodes successives"),
    "calendar": Text(en="calendar", fr="civile"),
}
ANCHOR = Text(en="counted from {anchor}", fr="à compter de {anchor}")
HOP = Text(en="moved in hops of {hop}", fr="avançant par pas de {hop}")
AND_ALSO = Text(en="and also, at once", fr="et aussi, à la fois")
LADDER = Text(en="steps", fr="paliers")
NEEDS = Text(en="what a source must say", fr="ce que la source doit dire")
EVIDENCE = Text(en="class {letter}, {words}", fr="classe {letter}, {words}")
REASON = Text(en="reason given", fr="motif donné")
CATALOGUE = Text(en="Rules", fr="Règles")
CATALOGUE_INTRO = Text(
    en="All {rules} rules, by clause. The same list, with your own limits, is printed by `fairline policy`.",
    fr="Les {rules} règles, par clause. La même liste, avec vos propres limites, est affichée par"
    " `fairline policy`.",
)
NO_RULE_YET = Text(en="No rule of this version.", fr="Aucune règle dans cette version.")

# Formats.
FORMATS = Text(en="Formats", fr="Formats")
FORMATS_INTRO = Text(
    en="What can be read, the strictest recognition first. What a format is silent on makes rules not"
    " measurable, never kept to. “Real records” were written by a real system (for Kamailio and SIP captures:"
    " in the tests, or captured) and are read by the tests; they are not part of this repository, so those"
    " tests are skipped where the files are missing. “Documented samples” are what the vendor publishes, or"
    " records made to its documentation: expect surprises with yours, and please report them.",
    fr="Ce qui peut être lu, la reconnaissance la plus stricte d'abord. Ce qu'un format ne dit pas rend des"
    " règles non mesurables, jamais respectées. Les «\u00a0relevés réels\u00a0» ont été écrits par un vrai"
    " système (pour Kamailio et les captures SIP\u00a0: dans les tests, ou capturés) et sont lus par les"
    " tests\u00a0; ils ne font pas partie de ce dépôt, et ces tests sont sautés quand les fichiers manquent."
    " Les «\u00a0exemples documentés\u00a0» sont ceux que publie l'éditeur, ou des relevés faits d'après sa"
    " documentation\u00a0: attendez-vous à des surprises avec les vôtres, et signalez-les.",
)
HOLDS = Text(en="holds", fr="contient")
RECOGNISED = Text(en="recognised by itself", fr="reconnu sans aide")
BY_MAPPING = Text(
    en="no: name it with --map and a mapping file, which `fairline columns FILE` proposes",
    fr="non\u00a0: indiquez-le par --map et un fichier de correspondance, que `fairline columns FILE`"
    " propose",
)
NOTHING = Text(en="nothing: it has every field of a call", fr="rien\u00a0: il a tous les champs d'un appel")
ITS_COLUMNS = Text(
    en="whatever the mapping file does not name", fr="tout ce que le fichier de correspondance ne nomme pas"
)

# The command line.
COMMAND_LINE = Text(en="Command line", fr="Ligne de commande")
ARGUMENT = Text(en="argument or option", fr="argument ou option")
DOES = Text(en="what it says", fr="ce qu'il dit")
USUAL = Text(en="usual value", fr="valeur d'usage")
STATUSES = Text(en="Exit status", fr="Code de retour")
STATUS = Text(en="status", fr="code")
MEANS = Text(en="meaning", fr="sens")
STATUS_WORDS = (
    Text(
        en="`audit`: no finding. Other commands: done.",
        fr="`audit`\u00a0: aucun constat. Les autres commandes\u00a0: fait.",
    ),
    Text(en="`audit`: at least one finding.", fr="`audit`\u00a0: au moins un constat."),
    Text(
        en="A file that could not be used (the others are audited), or a wrong option, mapping or policy"
        " file.",
        fr="Un fichier inutilisable (les autres sont audités), ou une option, une correspondance ou un"
        " fichier de politique erronés.",
    ),
    Text(en="Stopped by Ctrl-C.", fr="Interrompu par Ctrl-C."),
    Text(
        en="Whoever read the output closed it, as `head` does.",
        fr="Le lecteur de la sortie l'a fermée, comme le fait `head`.",
    ),
)

# The policy file.
POLICY_FILE = Text(en="Policy file", fr="Fichier de politique")
POLICY_FILE_INTRO = Text(
    en="`fairline audit FILE --policy my-policy.toml` applies your own limits. They may tighten the policy"
    " and never loosen it; loosening is a change of the clause. There is one table a rule,"
    " `[rules.NAME]`:\n\n"
    "- `limit` is the limit of the rule's first test, `limit2` of its second, and so on. One value holds for"
    ' every plan; a table such as `{ business-phone = "40 h" }` for the plans it names.\n'
    "- A share is from 0 to 1. A duration is text with a unit: ms, s, min, h or d.\n"
    '- `mode = "muted"` switches the rule off; `observe`, `sample` and `enforce` say how far it may go. A'
    " rule with a limit proposed by us may only observe or be muted, unless the same table gives it a tighter"
    " limit of your own: that says you have calibrated it on your traffic. In an audit every mode but `muted`"
    " measures alike.\n"
    "- The smallest number of facts, windows and keys are the clause's and cannot be set.\n\n"
    "A key that does not exist is an error that names the nearest. The values below are the policy's own:"
    " written into a file as they stand, they change nothing.",
    fr="`fairline audit FILE --policy my-policy.toml` applique vos propres limites. Elles peuvent durcir la"
    " politique, jamais l'assouplir\u00a0: assouplir, c'est modifier la clause. Une table par règle,"
    " `[rules.NOM]`\u00a0:\n\n"
    "- `limit` est la limite du premier test de la règle, `limit2` celle du deuxième, et ainsi de suite. Une"
    ' valeur vaut pour tous les forfaits\u00a0; une table comme `{ business-phone = "40 h" }` vaut pour ceux'
    " qu'elle nomme.\n"
    "- Une part va de 0 à 1. Une durée est un texte avec son unité\u00a0: ms, s, min, h ou d.\n"
    '- `mode = "muted"` désactive la règle\u00a0; `observe`, `sample` et `enforce` disent jusqu\'où elle peut'
    " aller. Une règle dont une limite est proposée par nous peut seulement observer ou être désactivée,"
    " sauf si la même table lui donne votre propre limite, plus stricte\u00a0: c'est dire que vous l'avez"
    " étalonnée sur votre trafic. Dans un audit, tous les modes sauf `muted` mesurent de même.\n"
    "- Le nombre minimal de faits, les fenêtres et les clés sont ceux de la clause et ne se règlent pas.\n\n"
    "Une clé qui n'existe pas est une erreur, qui nomme la plus proche. Les valeurs ci-dessous sont celles de"
    " la politique\u00a0: écrites telles quelles dans un fichier, elles ne changent rien.",
)
TABLE, TOML_KEY = Text(en="table", fr="table"), Text(en="key", fr="clé")
PRESENT = Text(en="the policy's own value", fr="valeur de la politique")
TIGHTER = Text(en="tighter is", fr="plus strict")
SMALLER, LARGER = Text(en="smaller", fr="plus petit"), Text(en="larger", fr="plus grand")
MODES = Text(en="modes", fr="modes")
PLANS = Text(en="Calling plans", fr="Forfaits")
PLAN = Text(en="plan", fr="forfait")
PLANS_INTRO = Text(
    en="An account that names no plan has that of `--plan`, which is `{plan}` unless said otherwise.",
    fr="Un compte qui ne nomme pas de forfait a celui de `--plan`, soit `{plan}` sauf indication contraire.",
)
