"""What the report says, in both languages. Spaces that must not break are put in by ``Wording``."""

from fairline.policy import Evidence, Text

WORDS = {
    "title": Text("Audit of fair use", "Audit d'usage loyal"),
    "skip": Text("Skip to the findings", "Aller aux constats"),
    "contents": Text("Contents", "Sommaire"),
    "answer none": Text("No finding: {kept}.", "Aucun constat : {kept}."),
    "answer none, some unmeasured": Text(
        "No finding: {kept}; {unmeasured}.", "Aucun constat : {kept} ; {unmeasured}."
    ),
    "answer nothing": Text(
        "Nothing could be measured. That is not the same as fair use.",
        "Rien n'a pu être mesuré. Cela ne veut pas dire que l'usage est équitable.",
    ),
    "answer": Text("{findings} in {clauses} by {accounts}.", "{findings} sur {clauses}, pour {accounts}."),
    "answer, some unmeasured": Text(
        "{findings} in {clauses} by {accounts}; {unmeasured}.",
        "{findings} sur {clauses}, pour {accounts} ; {unmeasured}.",
    ),
    "not a ruling": Text(
        "A finding is a measure past a limit. It is no ruling: a person decides.",
        "Un constat est une mesure qui passe une limite. Ce n'est pas une décision : c'est une personne qui"
        " décide.",
    ),
    # what was audited
    "audited": Text("What was audited", "Ce qui a été audité"),
    "period": Text("Period covered", "Période couverte"),
    "from to": Text("{since} to {until}", "du {since} au {until}"),
    "no period": Text("none: no record could be read", "aucune : rien n'a pu être lu"),
    "facts": Text("Records used", "Enregistrements utilisés"),
    "duplicates": Text("Duplicates set aside", "Doublons écartés"),
    "unreadable count": Text("Unreadable records", "Enregistrements illisibles"),
    "late": Text("Too late to be counted", "Arrivés trop tard pour être comptés"),
    "zone": Text("Times are told in", "Heures données en"),
    "zone assumed": Text("its times name no zone: read as {zone}", "heures sans fuseau : lues comme {zone}"),
    "plan": Text("Calling plan, where none is named", "Forfait, si aucun n'est nommé"),
    "owner": Text("Account, where none is named", "Compte, si aucun n'est nommé"),
    "region": Text("Country of numbers without a prefix", "Pays des numéros sans indicatif"),
    "campaign": Text("Campaign, where none is named", "Campagne, si aucune n'est nommée"),
    "purpose": Text("Purpose, where none is declared", "Finalité, si aucune n'est déclarée"),
    "direction": Text("Direction, where none is told", "Sens, s'il n'est pas indiqué"),
    "undirected": Text("Calls that do not say their direction", "Appels sans indication de sens"),
    "tightened": Text("Limits changed by the operator", "Limites modifiées par l'opérateur"),
    "tightened from to": Text("{before} became {after}", "{before} devenu {after}"),
    "policy": Text("Policy", "Politique"),
    "policy size": Text("{rules} in force or observing", "{rules} en vigueur ou en observation"),
    "file": Text("File", "Fichier"),
    "format": Text("Format", "Format"),
    "read": Text("Read", "Lus"),
    "unreadable": Text("Unreadable", "Illisibles"),
    "note": Text("Note", "Remarque"),
    "damaged": Text(
        "is damaged ({why}); what could be read is used",
        "est endommagé ({why}) ; ce qui a pu être lu est utilisé",
    ),
    "left out": Text(
        "Left out, because they are hidden, markers or no files",
        "Laissés de côté, car cachés, marqueurs ou sans être des fichiers",
    ),
    "more files": Text("The other files", "Les autres fichiers"),
    # the summary
    "summary": Text("Findings by clause", "Constats par clause"),
    "clause": Text("Clause", "Clause"),
    "all": Text("All", "Total"),
    "measured": Text("Rules measured", "Règles mesurées"),
    "unmeasured": Text("Not measurable", "Non mesurables"),
    "no rules": Text("no rule of this version", "aucune règle dans cette version"),
    "summary capped": Text(
        "By severity, only the findings that the audit kept are counted; the total counts them all.",
        "Par gravité, seuls les constats conservés par l'audit sont comptés ; le total les compte tous.",
    ),
    "NOTICE": Text("worth seeing; nobody has to act", "à voir ; personne n'a à agir"),
    "MINOR": Text("a nuisance or a matter of contract", "une gêne ou une question de contrat"),
    "MAJOR": Text(
        "a breach of regulation that can be put right", "un manquement à la réglementation, réparable"
    ),
    "CRITICAL": Text("harm to people, or fraud", "un dommage aux personnes, ou une fraude"),
    "by day": Text(
        "Findings by the day on which they, or the period they are about, began; by severity.",
        "Constats selon le jour où ils commencent, ou la période dont ils parlent ; par gravité.",
    ),
    "by week": Text(
        "Findings by the week (from Monday) in which they began, by severity.",
        "Constats selon la semaine (du lundi) où ils commencent, par gravité.",
    ),
    "by month": Text(
        "Findings by the month in which they began, by severity.",
        "Constats selon le mois où ils commencent, par gravité.",
    ),
    "by year": Text(
        "Findings by the year in which they began, by severity.",
        "Constats selon l'année où ils commencent, par gravité.",
    ),
    "chart kept": Text("Only the findings kept are drawn.", "Seuls les constats conservés sont tracés."),
    "by clause": Text("Findings by clause, by severity.", "Constats par clause, par gravité."),
    "as table": Text("The same as a table", "Les mêmes chiffres en tableau"),
    "when began": Text("Began", "Début"),
    # the findings
    "findings": Text("Findings", "Constats"),
    "severity": Text("Severity", "Gravité"),
    "observes, ours": Text(
        "observes only: its limit is ours and not yet calibrated",
        "observe seulement : sa limite est la nôtre et n'est pas encore étalonnée",
    ),
    "observes": Text("observes only", "observe seulement"),
    "limit": Text("Limit", "Limite"),
    "counted over": Text("Counted over", "Comptée sur"),
    "counted by": Text("Counted for each", "Comptée pour chaque"),
    "citation": Text("Where it stands", "Texte"),
    "in force since": Text("in force since {day}", "en vigueur depuis le {day}"),
    "checked on": Text("checked on {day}", "vérifié le {day}"),
    "evidence": Text("Evidence", "Preuve"),
    "evidence class": Text("class {letter}: {words}.", "classe {letter} : {words}."),
    "innocent": Text("Likely innocent explanations", "Explications innocentes possibles"),
    "runbook": Text("What to look at before ruling", "À examiner avant de décider"),
    "laws": Text("The law in the places concerned", "Le droit dans les lieux concernés"),
    "place": Text("Place", "Lieu"),
    "asks": Text("What it asks", "Ce qu'il demande"),
    "source": Text("Citation", "Référence"),
    "since": Text("In force since", "En vigueur depuis"),
    "confidence": Text("Confidence", "Fiabilité"),
    "advises": Text("advises: {hours}", "conseille : {hours}"),
    "not binding": Text("does not bind", "non contraignant"),
    "HIGH": Text(
        "high: the law's own text, or sources that agree",
        "élevée : le texte même, ou des sources concordantes",
    ),
    "MEDIUM": Text("medium: one secondary source", "moyenne : une source secondaire"),
    "LOW": Text(
        "low: practice, self-regulation or unverified", "faible : usage, autorégulation ou non vérifié"
    ),
    "about": Text("About this rule", "Sur cette règle"),
    "worst shown": Text("The gravest {shown} of {all}.", "Les {shown} plus graves sur {all}."),
    "other accounts": Text("Other accounts, the worst of each", "Autres comptes, le pire de chacun"),
    "still open": Text(
        "still going on at the end of the records", "encore en cours à la fin des enregistrements"
    ),
    "who": Text("Who", "Qui"),
    "when": Text("When", "Quand"),
    "why": Text("Why", "Pourquoi"),
    "how many": Text("Findings", "Constats"),
    "measure": Text("Measure", "Mesure"),
    "of base": Text("{hits} of {base}", "{hits} sur {base}"),
    "from records": Text("from {records}", "tirée de {records}"),
    "at least": Text("at least {value}", "au moins {value}"),
    "interval": Text("95% interval {lower} to {upper}", "intervalle à 95 % : de {lower} à {upper}"),
    "limit is": Text("limit {limit} ({whose})", "limite {limit} ({whose})"),
    "severity proposed": Text("may follow: {answer}", "suite possible : {answer}"),
    "finding id": Text("finding {id}", "constat {id}"),
    "line": Text("Line", "Ligne"),
    "record": Text("Record", "Enregistrement"),
    "at": Text("Time", "Heure"),
    "caller": Text("From", "De"),
    "called": Text("To", "Vers"),
    "talk": Text("Talk", "Conversation"),
    "ended": Text("Ended", "Fin"),
    "channel sms": Text("SMS", "SMS"),
    "channel mms": Text("MMS", "MMS"),
    "channel whatsapp": Text("WhatsApp", "WhatsApp"),
    "channel email": Text("e-mail", "courriel"),
    "channel chat": Text("chat", "messagerie"),
    "ended completed": Text("completed", "terminé"),
    "ended busy": Text("busy", "occupé"),
    "ended no-answer": Text("no answer", "sans réponse"),
    "ended canceled": Text("canceled", "annulé"),
    "ended unallocated": Text("no such number", "numéro non attribué"),
    "ended rejected": Text("rejected", "rejeté"),
    "ended congestion": Text("congestion", "encombrement"),
    "ended failed": Text("failed", "échec"),
    "none found": Text(
        "No rule was broken by what could be measured.",
        "Rien de ce qui a pu être mesuré n'enfreint une règle.",
    ),
    # a test in words
    "several tests": Text("All of these at once:", "Tout ceci à la fois :"),
    "from base": Text("measured from {n} on", "mesurée à partir de {n}"),
    "wilson": Text(
        "broken only if the whole 95% interval is past the limit",
        "enfreinte seulement si tout l'intervalle à 95 % passe la limite",
    ),
    "often": Text("in {times} of {of} successive periods", "dans {times} de {of} périodes successives"),
    "for plan": Text("on the plan “{plan}”", "pour le forfait «\u00a0{plan}\u00a0»"),
    "other plans": Text("on other plans", "pour les autres forfaits"),
    "since day": Text("from {day} on", "à partir du {day}"),
    "rung": Text(
        "past it: {severity}; may follow: {answer}",
        "au-delà : gravité {severity} ; suite possible : {answer}",
    ),
    "successive": Text(
        "each successive {length}, counted from {start}",
        "chaque période successive de {length}, à compter de : {start}",
    ),
    # not measurable
    "gaps": Text("What could not be measured", "Ce qui n'a pas pu être mesuré"),
    "gaps intro": Text(
        "A rule that was not measured was not kept to, and not broken: nothing is known.",
        "Une règle non mesurée n'est ni respectée ni enfreinte : on n'en sait rien.",
    ),
    "FORMAT": Text("Because the format cannot tell", "Parce que le format ne peut pas le dire"),
    "VALUES": Text("Because the format never says so", "Parce que le format ne dit jamais cela"),
    "RECORDS": Text("Because no record told", "Parce qu'aucun enregistrement ne le dit"),
    "NO_FACTS": Text("Because there are no such records", "Parce qu'il n'y a pas de tels enregistrements"),
    "PLAN": Text("Because they are for other calling plans", "Parce qu'elles valent pour d'autres forfaits"),
    "OFF": Text(
        "Because the policy does not apply the rule", "Parce que la politique n'applique pas la règle"
    ),
    "rule": Text("Rule", "Règle"),
    "all measured": Text(
        "Every rule of the policy was measured.", "Toutes les règles de la politique ont été mesurées."
    ),
    # unreadable
    "failures": Text("What could not be read", "Ce qui n'a pas pu être lu"),
    "all read": Text("Every record was read.", "Tous les enregistrements ont été lus."),
    "some unusable": Text(
        "Every record of the files that could be used was read; the table of files says which could not.",
        "Tous les enregistrements des fichiers utilisables ont été lus ; le tableau des fichiers dit"
        " lesquels ne l'étaient pas.",
    ),
    "failures intro": Text(
        "These records are in no measure. The first of each file are shown.",
        "Ces enregistrements n'entrent dans aucune mesure. Les premiers de chaque fichier sont montrés.",
    ),
    "field": Text("Field", "Champ"),
    "found": Text("Found", "Trouvé"),
    "wanted": Text("Wanted", "Attendu"),
    # how to read it
    "how": Text("How to read this report", "Comment lire ce rapport"),
    "what it is": Text("What a finding is", "Ce qu'est un constat"),
    "is": Text(
        "A finding says that a number counted from these records is past a limit, by which rule, over which"
        " time, for whom. It can be counted again from the same records.",
        "Un constat dit qu'un nombre compté dans ces enregistrements passe une limite, selon quelle règle,"
        " sur quelle durée et pour qui. Il peut être recompté sur les mêmes enregistrements.",
    ),
    "is not": Text(
        "It is no ruling, no proof of intent and no legal advice. Before anything follows, a person looks at"
        " the records, asks the account, weighs the innocent explanations and decides with reasons; the"
        " account can ask for a review.",
        "Ce n'est ni une décision motivée, ni la preuve d'une intention, ni un conseil juridique. Avant"
        " toute suite, une personne examine les enregistrements, interroge le titulaire du compte, pèse les"
        " explications innocentes et décide en motivant ; le titulaire peut former un recours.",
    ),
    "silence": Text(
        "No finding is no clearance: only what is measured is told, and only for these records.",
        "L'absence de constat ne vaut pas quitus : seul ce qui est mesuré est dit, et pour ces"
        " enregistrements seulement.",
    ),
    "privacy": Text(
        "The report holds telephone numbers and record ids. Handle it as personal data.",
        "Le rapport contient des numéros de téléphone et des identifiants. À traiter comme des données"
        " personnelles.",
    ),
    "classes": Text("What evidence permits", "Ce que la preuve permet"),
    "windows": Text("Over which time things are counted", "Sur quelle durée on compte"),
    "window sliding": Text(
        "A sliding window is the time up to each moment: “30 days” means the 30 days before it, wherever"
        " they start.",
        "Une fenêtre glissante est le temps qui précède chaque instant\u00a0: «\u00a030 jours\u00a0» désigne"
        " les 30 jours d'avant, où qu'ils commencent.",
    ),
    "window successive": Text(
        "Successive periods follow one another from a start that the records name, such as that of a"
        " campaign; each is counted once.",
        "Des périodes successives se suivent depuis un début que nomment les enregistrements, comme celui"
        " d'une campagne ; chacune est comptée une fois.",
    ),
    "window calendar": Text(
        "A calendar day, week or month is that of the clock named; days on which clocks change have 23 or 25"
        " hours.",
        "Un jour, une semaine ou un mois civil est celui de l'horloge nommée ; les jours de changement"
        " d'heure ont 23 ou 25 heures.",
    ),
    "interval help": Text("What the bars show", "Ce que montrent les barres"),
    "interval means": Text(
        "The mark is what was measured, the band its 95% interval (Wilson), the dashed line the limit. Few"
        " records make a wide band.",
        "Le repère est la mesure, la bande son intervalle à 95 % (Wilson), le trait pointillé la limite. Peu"
        " d'enregistrements font une bande large.",
    ),
    "repeat": Text("How to repeat it", "Comment le refaire"),
    "repeat with": Text(
        "The same records, policy and version (fairline {version}) give the same report, byte for byte:",
        "Les mêmes enregistrements, la même politique et la même version (fairline {version}) donnent le"
        " même rapport, octet pour octet :",
    ),
    "repeat policy": Text(
        "The operator's policy file is needed too, because it changed limits.",
        "Le fichier de politique de l'opérateur est nécessaire aussi, car il a modifié des limites.",
    ),
    "made by": Text("Made by fairline {version}", "Établi par fairline {version}"),
    "not printed": Text(
        "Folded parts are printed only by recent browsers; unfold them first.",
        "Les parties repliées ne sont imprimées que par les navigateurs récents ; dépliez-les d'abord.",
    ),
}

PERMITS = {
    Evidence.A: Text(
        "Enough, alone, to suspend a number and, if a person so decides, a service. Terminating takes it and"
        " two persons.",
        "Suffit à elle seule pour suspendre un numéro et, sur décision d'une personne, un service. Pour"
        " résilier, il la faut et deux personnes.",
    ),
    Evidence.B: Text(
        "Suspends nothing alone. Two of this class may suspend a number; with complaints (class C) and a"
        " person's decision, a service.",
        "Ne suspend rien à elle seule. Deux de cette classe peuvent suspendre un numéro ; avec des plaintes"
        " (classe C) et la décision d'une personne, un service.",
    ),
    Evidence.C: Text(
        "Suspends nothing alone. Two independent complaints count as class B.",
        "Ne suspend rien à elle seule. Deux plaintes indépendantes valent la classe B.",
    ),
    Evidence.D: Text(
        "Permits only to observe or to ask the customer.",
        "Permet seulement d'observer ou d'interroger le client.",
    ),
}
