"""Things that are counted, one and many of them, in both languages. French counts nothing as one."""

from fairline.policy import Text

COUNTED = {
    "days": (Text("{n} day", "{n} jour"), Text("{n} days", "{n} jours")),
    "findings": (Text("{n} finding", "{n} constat"), Text("{n} findings", "{n} constats")),
    "clauses": (Text("{n} clause", "{n} clause"), Text("{n} clauses", "{n} clauses")),
    "accounts": (Text("{n} account", "{n} compte"), Text("{n} accounts", "{n} comptes")),
    "rules": (Text("{n} rule", "{n} règle"), Text("{n} rules", "{n} règles")),
    "files": (Text("{n} file", "{n} fichier"), Text("{n} files", "{n} fichiers")),
    "records": (Text("{n} record", "{n} enregistrement"), Text("{n} records", "{n} enregistrements")),
    "samples": (
        Text("{n} record behind it, as a sample", "{n} enregistrement à l'appui, pour exemple"),
        Text("{n} records behind it, as a sample", "{n} enregistrements à l'appui, pour exemple"),
    ),
    "kept to": (
        Text("the one rule that could be measured was kept to", "la seule règle mesurable a été respectée"),
        Text(
            "the {n} rules that could be measured were kept to",
            "les {n} règles mesurables ont été respectées",
        ),
    ),
    "not measured": (
        Text("{n} rule could not be measured", "{n} règle n'a pas pu être mesurée"),
        Text("{n} rules could not be measured", "{n} règles n'ont pas pu être mesurées"),
    ),
    "observing": (
        Text(
            "One of them comes from a rule that only observes: read it as a question, not as a breach.",
            "L'un d'eux vient d'une règle qui ne fait qu'observer : à lire comme une question, non comme un"
            " manquement.",
        ),
        Text(
            "{n} of them come from rules that only observe: read those as questions, not as breaches.",
            "{n} d'entre eux viennent de règles qui ne font qu'observer : à lire comme des questions, non"
            " comme des manquements.",
        ),
    ),
    "in short": (
        Text("{n} more, in short", "{n} de plus, en bref"),
        Text("{n} more, in short", "{n} de plus, en bref"),
    ),
    "only counted": (
        Text(
            "{n} more is counted but not shown here; the JSON, CSV and Parquet exports hold it.",
            "{n} de plus est compté mais n'est pas montré ici ; les exports JSON, CSV et Parquet le"
            " contiennent.",
        ),
        Text(
            "{n} more are counted but not shown here; the JSON, CSV and Parquet exports hold them.",
            "{n} de plus sont comptés mais ne sont pas montrés ici ; les exports JSON, CSV et Parquet les"
            " contiennent.",
        ),
    ),
    "past the cap": (
        Text(
            "{n} more was counted by the audit, which keeps only the gravest of each rule.",
            "{n} de plus a été compté par l'audit, qui ne conserve que les plus graves de chaque règle.",
        ),
        Text(
            "{n} more were counted by the audit, which keeps only the gravest of each rule.",
            "{n} de plus ont été comptés par l'audit, qui ne conserve que les plus graves de chaque règle.",
        ),
    ),
    "more accounts": (
        Text(
            "{n} more account has findings of this rule, counted but not shown here; the exports hold them.",
            "{n} autre compte a des constats de cette règle, comptés mais non montrés ici ; les exports les"
            " contiennent.",
        ),
        Text(
            "{n} more accounts have findings of this rule, counted but not shown here; the exports hold"
            " them.",
            "{n} autres comptes ont des constats de cette règle, comptés mais non montrés ici ; les exports"
            " les contiennent.",
        ),
    ),
    "more rows": (
        Text("{n} more is not shown here.", "{n} de plus n'est pas montré ici."),
        Text("{n} more are not shown here.", "{n} de plus ne sont pas montrés ici."),
    ),
    "unknown": (
        Text("{n} unknown, counted on neither side", "{n} inconnu, compté d'aucun côté"),
        Text("{n} unknown, counted on neither side", "{n} inconnus, comptés d'aucun côté"),
    ),
}
