"""What a statement of reasons says around its record, in English and French."""

from fairline.policy import Text

DECISION = Text(en="What was decided", fr="Ce qui a été décidé")
FACTS = Text(en="What was found", fr="Ce qui a été constaté")
MEASURES = Text(en="What was measured", fr="Ce qui a été mesuré")
GROUNDS = Text(en="On which grounds", fr="Sur quels fondements")
HOW = Text(en="How it was found and decided", fr="Comment cela a été constaté et décidé")
PROPORTION = Text(en="Why no less", fr="Pourquoi pas moins")
CURE = Text(en="What you can do", fr="Ce que vous pouvez faire")
REDRESS = Text(en="How to contest it", fr="Comment contester")
LASTING = Text(en="What keeps working", fr="Ce qui continue de fonctionner")
REVERSAL = Text(en="What became of it", fr="Ce qu'il en est advenu")

OUTCOME = Text(en="Statement {id}, on {object}: {outcome}.", fr="Exposé {id}, sur {object}\u00a0: {outcome}.")
OBJECT = Text(en="{kind} {name} (account {account})", fr="{kind} {name} (compte {account})")
OF_ACCOUNT = Text(en="the account {account}", fr="le compte {account}")
DECIDED = Text(
    en="Decided on {decided}, in effect from {effective}.",
    fr="Décidé le {decided}, en vigueur à partir du {effective}.",
)
EVERYWHERE = Text(en="It holds everywhere.", fr="La mesure vaut partout.")
WHERE = Text(en="It holds for {territory}.", fr="La mesure vaut pour {territory}.")
UNTIL = Text(en="It ends by itself on {until}.", fr="Elle prend fin d'elle-même le {until}.")
FOR_GOOD = Text(en="It holds until it is lifted.", fr="Elle vaut jusqu'à sa levée.")
NO_NOTICE = Text(en="No notice was given beforehand. {why}", fr="Aucun préavis n'a été donné. {why}")
DELAYED = Text(
    en="This statement was held back until {until} at the latest, because {reason}.",
    fr="Cet exposé a été différé jusqu'au {until} au plus tard, car {reason}.",
)
HIT = Text(
    en="Rule {id} ({name}), from {since} to {until}: measured {measured}, limit {limit} ({source}).",
    fr="Règle {id} ({name}), du {since} au {until}\u00a0: mesuré {measured}, limite {limit} ({source}).",
)
COUNTED = Text(
    en="It counts {k} of {n} records; {unknown} could not be told.",
    fr="Elle compte {k} relevés sur {n}\u00a0; {unknown} n'ont pu être tranchés.",
)
BOUNDS = Text(
    en="The share is between {lower} and {upper} with a confidence of 95%.",
    fr="La part est comprise entre {lower} et {upper} avec une confiance de 95\u00a0%.",
)
LEGAL = Text(
    en="Law in {place}: {citation}, in force since {since} (our confidence in this text: {confidence}).",
    fr="Droit applicable en {place}\u00a0: {citation}, en vigueur depuis le {since} (notre confiance dans ce"
    " texte\u00a0: {confidence}).",
)
CONFIDENCE = {
    "high": Text(en="high", fr="haute"),
    "medium": Text(en="medium", fr="moyenne"),
    "low": Text(en="low, to be verified", fr="basse, à vérifier"),
}
CITED = Text(
    en="The vague words are read as published: {ids}.",
    fr="Les mots imprécis sont lus comme publié\u00a0: {ids}.",
)
NO_LAW = Text(en="The ruling rests on the contract alone.", fr="La décision repose sur le contrat seul.")
WRITTEN = Text(
    en="In the words of the reviewers (in English): {words}",
    fr="Selon les termes des réviseurs (en anglais)\u00a0: {words}",
)
WRITTEN_FR = Text(
    en="In the words of the reviewers (in French): {words}",
    fr="Selon les termes des réviseurs (en français)\u00a0: {words}",
)
ORIGIN = Text(en="The case began by {origin}.", fr="Le dossier est né de ceci\u00a0: {origin}.")
DETECTION = {
    True: Text(en="It was found by automated means.", fr="Le constat a été fait par des moyens automatisés."),
    False: Text(en="It was found by people.", fr="Le constat a été fait par des personnes."),
}
BY = {
    True: Text(en="The decision was automated.", fr="La décision a été automatisée."),
    False: Text(
        en="People decided it. Number of those who did: {persons}.",
        fr="Des personnes en ont décidé. Leur nombre\u00a0: {persons}.",
    ),
}
EVIDENCE = Text(
    en="Evidence on file (its first digits): {ids}.",
    fr="Preuves au dossier (leurs premiers chiffres)\u00a0: {ids}.",
)
CONSIDERED = Text(
    en="Restricting only {reach} was considered. {why}",
    fr="Ne restreindre que {reach} a été envisagé. {why}",
)
NOTHING_CONSIDERED = Text(en="No smaller measure is on record.", fr="Aucune mesure moindre n'est consignée.")
NO_CURE = Text(
    en="No step to mend is on record; ask us, and we answer.",
    fr="Aucune étape de correction n'est consignée\u00a0; demandez-nous, nous répondrons.",
)
COMPLAIN = Text(
    en="You may appeal free of charge until {until}: {url}. A person who took no part in the ruling decides.",
    fr="Vous pouvez former un recours gratuit jusqu'au {until}\u00a0: {url}. Une personne qui n'a pas pris"
    " part à la décision l'examinera.",
)
OUT_OF_COURT = Text(en="Out-of-court settlement: {body}.", fr="Règlement extrajudiciaire\u00a0: {body}.")
COURT = Text(en="You may go to court: {court}.", fr="Vous pouvez saisir le juge\u00a0: {court}.")
SEAT = Text(en="the courts of the provider's seat", fr="les tribunaux du siège du fournisseur")
KEEPS = Text(en="Whatever was decided: {what}.", fr="Quoi qu'il ait été décidé\u00a0: {what}.")
OVERTURNED = Text(
    en="An appeal overturned the ruling on {day}; what it restricted is restored.",
    fr="Un recours a infirmé la décision le {day}\u00a0; ce qu'elle restreignait est rétabli.",
)
UPHELD = Text(
    en="An appeal was decided on {day}; the ruling stands.",
    fr="Un recours a été tranché le {day}\u00a0; la décision est maintenue.",
)
