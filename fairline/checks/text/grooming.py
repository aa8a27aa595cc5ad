"""Phrases seen in many approaches to children: secrecy, elsewhere, alone, pictures. A score, no proof."""

from decimal import Decimal

from fairline.checks.text.phrases import Phrases

SECRECY = Phrases(
    (
        r"\b(?:don'?t|do not|never|dont|u can'?t|you can'?t|please don'?t) (?:ever )?(?:tell|"
        r"say anything to|show|mention (?:this|it) to) "
        r"(?:your|ur|yr) (?:mom|mum|mommy|mummy|mother|dad|daddy|father|parents?|teacher|folks|family|"
        r"sister|brother|friends?)\b",
        r"\b(?:our|a) (?:little |special |big )?secret\b",
        r"\bkeep (?:this|it|that|us)(?: a secret| secret| between us| just between us| to yourself)\b",
        r"\b(?:delete|erase|clear) (?:this|these|our|the|all) (?:chats?|messages?|conversations?|texts?|"
        r"history)\b",
        r"\b(?:ne |n')?(?:dis|parle|montre|raconte)(?: \S+){0,3}? (?:pas|rien|"
        r"jamais)(?: \S+){0,3}? (?:a |de ca a )?(?:tes parents|ta mere|ton pere|ta maman|"
        r"ton papa|ta prof|ton prof|tes amis|personne)",
        r"\b(?:notre|un) (?:petit )?secret\b",
        r"\b(?:ca reste|reste|garde ca|gardons ca) entre nous\b",
        r"\b(?:efface|supprime) (?:ces|nos|cette|la|les|tous les) (?:messages?|conversations?|"
        r"discussions?)\b",
    ),
    unless=(
        r"\b(?:surprise|birthday|anniversaire|secret santa|recipe|recette|victoria|noel|christmas)\b",
        r"\b(?:gift|cadeau)\b",
    ),
)
PARENTS = Phrases(
    (
        r"\b(?:don'?t|do not|dont|never) (?:ever )?tell (?:your|ur) (?:mom|mum|mommy|mummy|mother|dad|"
        r"daddy|father|parents?|teacher)\b",
        r"\b(?:dis|parle|raconte)(?: \S+){0,3}? (?:pas|rien)(?: \S+){0,3}? (?:tes parents|ta mere|"
        r"ton pere|ta maman|ton papa)",
    ),
    unless=(r"\b(?:surprise|birthday|anniversaire|noel|christmas|gift|cadeau)\b",),
)
ELSEWHERE = Phrases(
    (
        r"\b(?:add|text|message|dm|find|write|call|contact|hit) me (?:up )?(?:on|at|in|"
        r"over) (?:my )?(?:snap\w*|insta\w*|whats ?app|telegram|kik|discord|signal|tiktok)\b",
        r"\b(?:what'?s|whats|what is|give me|send me|got|have) (?:your|ur|a) (?:\w+ )?(?:snap\w*|"
        r"insta\w*|whats ?app|telegram|kik|discord|own number|private number)\b",
        r"\b(?:let'?s|lets|we (?:can|could|should)) (?:talk|chat|go|switch|move|"
        r"text)(?: \S+){0,3}? (?:snap\w*|insta\w*|whats ?app|telegram|kik|discord|private\w*|"
        r"somewhere else)\b",
        r"\b(?:do you have|u have|got) (?:snap\w*|insta\w*|whats ?app|telegram|kik|discord)\b",
        r"\b(?:ajoute|ecris|contacte|rejoins)[- ]?(?:moi|m'ecrire)? (?:sur|via) (?:mon )?(?:snap\w*|"
        r"insta\w*|whats ?app|telegram|discord|kik)",
        r"\b(?:c'est quoi|donne(?:-moi)?|t'as|tu as) (?:ton |un )?(?:snap\w*|insta\w*|whats ?app|"
        r"telegram|discord)\b",
        r"\b(?:on (?:peut|pourrait)|viens|allons) (?:se )?(?:parler|discuter|"
        r"passer)(?: \S+){0,2}? (?:snap\w*|insta\w*|whats ?app|telegram|discord|ailleurs|en prive)",
    ),
)
ALONE = Phrases(
    (
        r"\b(?:are|r) (?:you|u) (?:home )?alone\b|\byou home alone\b",
        r"\bwhere (?:are|r) (?:your|ur) (?:parents|mom|mum|dad)\b|\b(?:are|r) (?:your|"
        r"ur) parents (?:home|there|around|away|asleep)\b",
        r"\b(?:es-tu|t'es|tu es) (?:tout[e]? )?seule?\b(?: \S+){0,3}?(?: maison| chez toi)?|\b(?:ou sont|"
        r"ils sont ou) tes parents\b|\btes parents sont (?:la|absents|sortis|partis)",
        r"\b(?:meet|see) (?:me |you |u )?(?:alone|in secret|secretly|without your)\b|\bse voir (?:seuls?|"
        r"en secret|sans tes)",
    ),
)
PICTURES = Phrases(
    (
        r"\bsend (?:me )?(?:a |another |some |more )?(?:\w+ )?(?:pics?|photos?|pictures?|selfies?|"
        r"videos?)(?: of (?:you|yourself|u|your body))?\b",
        r"\b(?:turn on|show me on|go on) (?:your|ur) (?:cam|camera|webcam)\b",
        r"\benvoie(?:-moi)? (?:une |des |d'autres )?(?:photos?|videos?|selfies?)(?: de toi)?",
        r"\ballume ta (?:cam|camera|webcam)\b",
    ),
    unless=(
        r"\b(?:order|product|parcel|damage\w*|receipt|item|meter|invoice|colis|produit|facture|compteur|commande|casse|recu)\b",
    ),
)
FLATTERY = Phrases(
    (
        r"\b(?:so |very |really )?mature for (?:your|ur) age\b|\bage is (?:just|only) a number\b|"
        r"\b(?:mûre?|mure?) pour ton age\b",
        r"\bhow old (?:are|r) (?:you|u)\b|\bquel age as[- ]tu\b|\bt'as quel age\b",
        r"\b(?:i can|i could|i'll|ill|let me) (?:buy|get|give) (?:you|u)(?: \S+){0,3}? (?:gift|present|"
        r"phone|robux|vbucks|v-bucks|skins?|money|anything)\b",
        r"\bje (?:peux|pourrais|vais) t(?:e |')(?:acheter|offrir|donner)\b",
    ),
)
KINDS = (SECRECY, ELSEWHERE, ALONE, PICTURES, FLATTERY)
_ALL = Phrases(tuple(form for kind in KINDS for form in kind.forms))
SCORES = (Decimal(0), Decimal("0.3"), Decimal("0.6"), Decimal("0.8"), Decimal("0.9"), Decimal("0.9"))
"""By how many kinds of phrases are there. Ours: they say how many signs came together, no likelihood."""
FOUND_MIN = Decimal("0.6")  # ours: one sign alone is what friends say


def grooming(text: str) -> Decimal:
    """Return the score of a folded text: 0 where no phrase is; that parents must not know counts as two."""
    if not _ALL.any(text):
        return SCORES[0]
    kinds = sum(kind.any(text) for kind in KINDS) + PARENTS.any(text)
    return SCORES[min(kinds, len(SCORES) - 1)]
