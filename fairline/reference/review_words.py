"""What the page of the right to review says around its data, in English and French."""

from fairline.policy import Occasion, Text

TITLE = Text(en="The right to review", fr="Le droit de réexamen")
INTRO = Text(
    en="What may follow when a clause is broken, who decides it, and how it is contested. Why it is so"
    " stands in [the explanation](../explanation/review.md). “The catalogue” is the list of checks from"
    " which the policy was written.",
    fr="Ce qui peut s'ensuivre quand une clause est enfreinte, qui en décide, et comment on le conteste. Le"
    " pourquoi est dans [l'explication](../explanation/review.fr.md). « Le catalogue » est la liste de"
    " contrôles d'où vient la politique.",
)
EVIDENCE = Text(en="What evidence permits", fr="Ce que les preuves permettent")
EVIDENCE_INTRO = Text(
    en="Items of class B count once for each rule, complaints once for each who complains. Two independent"
    " complaints stand in for one B; a third is then the C beside it.",
    fr="Les éléments de classe B comptent une fois par règle, les plaintes une fois par plaignant. Deux"
    " plaintes indépendantes valent un B ; une troisième est alors le C qui s'y ajoute.",
)
CLASS = Text(en="class", fr="classe")
WHAT = Text(en="what it is", fr="de quoi il s'agit")
ANSWER = Text(en="answer", fr="réponse")
NEEDS = Text(en="needs", fr="demande")
SOURCE = Text(en="where that stands", fr="d'où cela vient")
OR = Text(en=", or ", fr=", ou ")
ANY = Text(en="any one item", fr="un élément quelconque")
NOTHING = Text(en="nothing", fr="rien")
PERSON = Text(en="{persons} person", fr="{persons} personne")
PERSONS = Text(en="{persons} persons", fr="{persons} personnes")
VOLUME = Text(
    en="What a rule of clause {clause} counts weighs nothing toward suspending or terminating: volume alone"
    " is told, priced or slowed down. These rules of that clause are about who uses the service or how,"
    " and weigh as others do: {rules}.",
    fr="Ce que compte une règle de la clause {clause} ne pèse rien pour suspendre ou résilier : pour le"
    " volume seul, on informe, on facture ou on ralentit. Ces règles de la clause disent qui se sert du"
    " service ou comment, et pèsent comme les autres : {rules}.",
)
CONDITIONS = Text(en="At once and without notice", fr="Aussitôt et sans préavis")
CONDITIONS_INTRO = Text(
    en="A suspension or termination may take effect without notice only when all of these hold. What is not"
    " known does not hold.",
    fr="Une suspension ou une résiliation ne peut prendre effet sans préavis que si tout ceci est rempli. Ce"
    " qui n'est pas su n'est pas rempli.",
)
NUMBER = Text(en="no.", fr="nº")
CONDITION = Text(en="condition", fr="condition")
UNKNOWN = Text(en="not known while", fr="inconnue tant que")
LADDER = Text(en="The ladder", fr="L'échelle des mesures")
LADDER_INTRO = Text(
    en="A rung is a ceiling: less is always open. The second time is within the days named below of the"
    " first; an aggravating circumstance leads to the third, unless a mitigating one stands against it.",
    fr="Un palier est un plafond : moins est toujours possible. La deuxième fois suit la première dans le"
    " délai nommé plus bas ; une circonstance aggravante mène à la troisième, sauf si une circonstance"
    " atténuante s'y oppose.",
)
OCCASIONS = {
    Occasion.FIRST: Text(en="first", fr="première fois"),
    Occasion.SECOND: Text(en="second", fr="deuxième"),
    Occasion.THIRD: Text(en="third, or aggravated", fr="troisième, ou aggravée"),
}
HARM = Text(en="harm", fr="dommage")
HARM_AT_LEAST = Text(en="harm, at least", fr="dommage, au moins")
SEVERITY = Text(en="severity of the rule", fr="gravité de la règle")
OCCASION = Text(en="time", fr="fois")
DOES = Text(en="what is done", fr="ce qui se fait")
CURE = Text(en="time to mend", fr="délai pour corriger")
NOTICE = Text(en="notice before the end", fr="préavis de résiliation")
AT_ONCE = Text(en="may be at once", fr="possible aussitôt")
YES, NO = Text(en="yes", fr="oui"), Text(en="no", fr="non")
SLOW = Text(
    en="These have the longer time to mend, whatever the harm: {rules}.",
    fr="Celles-ci ont le délai le plus long pour corriger, quel que soit le dommage : {rules}.",
)
CIRCUMSTANCES = Text(en="Circumstances", fr="Circonstances")
CIRCUMSTANCES_INTRO = Text(
    en="A person finds them; a ruling names them.", fr="Une personne les constate ; la décision les nomme."
)
NAME = Text(en="name", fr="nom")
WEIGHS = Text(en="weighs", fr="pèse")
AGGRAVATES = Text(en="more", fr="davantage")
MITIGATES = Text(en="less", fr="moins")
PERIODS = Text(en="Periods and shares", fr="Délais et parts")
PERIODS_INTRO = Text(
    en="Every number says whose it is; what is marked “verify” has not been checked against the text.",
    fr="Chaque nombre dit à qui il est ; ce qui est marqué « à vérifier » n'a pas été confronté au texte.",
)
PERIOD = Text(en="what", fr="quoi")
VALUE = Text(en="number", fr="nombre")
WHOSE = Text(en="whose it is", fr="à qui il est")
WHOSE_AND_WHERE = Text(en="{whose}: {source}", fr="{whose} : {source}")
UNITS = {
    "days": Text(en="{value} days", fr="{value}\u00a0jours"),
    "business days": Text(en="{value} business days", fr="{value}\u00a0jours ouvrés"),
    "hours": Text(en="{value}\u00a0h", fr="{value}\u00a0h"),
    "months": Text(en="{value} months", fr="{value}\u00a0mois"),
    "breaches": Text(en="{value} breaches", fr="{value} manquements"),
    "rulings": Text(en="{value} rulings", fr="{value} décisions"),
}
LASTING = Text(en="What keeps working", fr="Ce qui continue de fonctionner")
LASTING_INTRO = Text(en="Under every standing, terminated too:", fr="Dans toute situation, même résiliée :")
INTERPRETATIONS = Text(en="Interpretations", fr="Interprétations")
INTERPRETATIONS_INTRO = Text(
    en="What the vague words of the policy are taken to mean. A restriction on a rule that rests on such a"
    " word is refused unless the word had a meaning in force on the day the facts began, and the ruling"
    " cites it. A new version is a new text with its own day; it never holds for the past.",
    fr="Ce que veulent dire les mots imprécis de la politique. Une restriction fondée sur une règle qui"
    " s'appuie sur un tel mot est refusée si le mot n'avait pas de sens en vigueur le jour où les faits"
    " ont commencé, ou si la décision ne le cite pas. Une nouvelle version est un nouveau texte, avec sa"
    " date ; elle ne vaut jamais pour le passé.",
)
BECAUSE = Text(en="**Reasons**: {reasons}", fr="**Motifs** : {reasons}")
RULES = Text(en="rules that rest on it: {rules}", fr="règles qui s'y appuient : {rules}")
PUBLISHED = Text(
    en="published on {published}, in force from {since}",
    fr="publiée le {published}, en vigueur à partir du {since}",
)
THRESHOLD = Text(en="{rule}, {title}: {value} ({whose})", fr="{rule}, {title} : {value} ({whose})")
