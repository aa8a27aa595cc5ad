"""Statements of one's own age, or of the class one is in, in English and French.

Of the speaker alone: a child's age told by a parent is none, nor are years of anything else, distances, hours
and jokes. Which ages count is the caller's, as the law of the place has it.
"""

from fairline.checks.text.phrases import Phrases

AGE_MIN = 3  # ours: younger children do not write
BARE_MIN = 5  # ours: "I'm 2" is a size, a seat or a score more often than an age
CLASS_FIRST, CLASS_LAST = 5, 6  # ages in grade n of the United States: n + 5, and n + 6 by the end
YEAR_LAST = 5  # in year n of England: n + 5 by the end

_EN = "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_FR = "trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
NUMBERS = {word: 3 + at for words in (_EN, _FR) for at, word in enumerate(words.split())}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
ORDINALS = {word: 1 + at for at, word in enumerate(_ORDINALS.split())}
FRENCH_CLASSES = {
    "maternelle": 6, "petite section": 4, "moyenne section": 5, "grande section": 6, "cp": 7, "ce1": 8,
    "ce2": 9, "cm1": 10, "cm2": 11, "6e": 12, "6eme": 12, "sixieme": 12, "5e": 13, "5eme": 13,
    "cinquieme": 13, "4e": 14, "4eme": 14, "quatrieme": 14, "3e": 15, "3eme": 15, "troisieme": 15,
}  # fmt: skip
"""How old children are at the end of each class of French schools."""
ENGLISH_CLASSES = {
    "kindergarten": 6, "kinder": 6, "preschool": 5, "nursery school": 4, "reception class": 5,
    "elementary school": 11, "primary school": 11,
}  # fmt: skip

_N = rf"(?P<age>\d{{1,2}}|{'|'.join(word for word in NUMBERS)})"
_AM = r"(?:i'?m|i am|im|i just turned|i turned|i've just turned|ive just turned)"
_ONLY = (
    r"(?:only |just |almost |nearly |turning |about to be |actually |like |a |an |really |still |now |"
    r"already )*"
)
_OLD = (
    r"(?: ?-? ?(?:years?|yrs?|yr|y)(?: |-)?(?:old|o)\b| ?(?:yo|y/o|yrs?)\b|(?: years)? of age\b|"
    r" and a half\b)"
)
_STOP = (
    r"(?:$|[,:).!?;\n\"]| (?:and|but|so|too|lol|btw|haha|xd|please|pls|can|my|what|how|is|are|do|because|"
    r"cuz|i)\b| ?<3)"
)
_JAI = r"(?:j'ai|jai|g|j ai|j'aurai|je vais avoir|je viens d'avoir|moi c'est)"
_SEUL = r"(?:que |seulement |juste |bientot |presque |deja |a peine |tout juste |environ )*"

AGES = Phrases(
    (
        rf"\b{_AM} {_ONLY}{_N}{_OLD}",
        rf"\b(?:i'?ll be|i will be|i'?m gonna be|i'?m going to be) {_N}(?:{_OLD}| (?:next|in|on|this|"
        rf"tomorrow)\b)",
        rf"\bmy age(?: is|'s|:) {_N}\b",
        rf"(?:^|, )age ?[:=] ?{_N}\b",
        rf"\b{_JAI} {_SEUL}{_N} ?ans\b",
        rf"\bmon age(?: est|,? c'est| :|:) {_N}\b",
        rf"(?:^|, )age ?[:=] ?{_N} ?ans\b",
        rf"\b(?:fille|garcon|enfant|eleve) de {_N} ans(?: et (?:je|j')| qui s'appelle moi)",
        rf"\bi'?m (?:a |an )?(?:girl|boy|kid|child)(?: of|,| aged) {_N}\b",
        rf"^{_N}(?: ?years?| ?yrs?)(?: |-)old (?:girl|boy|kid) here\b",
    ),
    unless=(
        # Years of something else, and more or fewer of them than another has.
        r"\byears? (?:older|younger|sober|clean|into|in|ahead|behind|away|late|early|with|at|"
        r"of experience|as)\b",
        r"\bans (?:(?:de|que|dans|a|en (?:tant|france)|comme|apres|avant|plus)\b|d')",
        r"\bans (?:chez|ici|passes|ensemble|maries|sobre)\b",
        # Not now, not I, not meant.
        r"\b(?:when|if|as if|as though|wish|pretend|imagine|feel like|not like|act like|like when|"
        r"thinks?|thought) (?:i|im|i'm)\b",
        r"\b(?:not|isn'?t|ain'?t|no longer|never) (?:even )?(?:a |an )?(?:\d{1,2}|child|kid)\b",
        r"\b(?:quand|si|lorsque|comme si|que quand|croit que|pense que|dit que) (?:je|j')",
        r"\b(?:he|she|they|said|says|told|elle|il|ils|mon fils|ma fille|son|daughter|brother|sister|"
        r"nephew|niece|cousin|"
        r"grandson|grandchild|petit-fils|neveu|niece|frere|soeur) ?:? ?[\"'](?:i|j)",
        r"\b(?:married|customer|client|subscriber|member|working|worked|waiting|mere|pere|mother|father|"
        r"parent) ",
        r"\b(?:plus|moins) (?:vieux|vieille|jeune|age)\b",
        r"\b(?:kidding|joking|joke|blague|rigole|plaisante)\b",
        r"\b(?:in my head|at heart|mentally|dans ma tete|mentalement)\b",
        r"\b(?:dog|cat|car|house|company|chien|chat|voiture|maison|entreprise|bail|contrat|credit|pret|"
        r"garantie)\b",
    ),
)
"""A number with the word for years, or after the word for age."""
BARE = Phrases(
    (rf"\b{_AM} {_ONLY}{_N}{_STOP}",),
    unless=(
        r"\b(?:minutes?|mins?|hours?|hrs?|km|miles?|feet|foot|ft|cm|kg|lbs?|pounds?|percent|months?|"
        r"weeks?|days?|pm|am|%)\b",
        r"\b(?:number|seat|room|flat|unit|line|queue|floor|size|stop|away|late|early|out|of|people|th|st|"
        r"nd|rd|points?)\b",
        r"\b(?:when|if|as if|wish|pretend|imagine|feel like|not|act like|said|says|told|he|she|thinks?)\b",
        r"\b(?:kidding|joking|joke|in my head|at heart|mentally|wins?|score|level|version|apartment|apt|"
        r"house)\b",
        r"\d[:/]\d|\d ?[-+*x] ?\d|\d\.\d",
    ),
)
"""A number alone: only at the end of what is said, or before a new start."""
CLASSES = Phrases(
    (
        r"\b(?:i'?m|i am|im) (?:a |an |only |just |still |now |going into |starting |"
        r"finishing )*(?:in )?(?:the )?"
        rf"(?:(?P<grade>\d{{1,2}})(?:st|nd|rd|th)|(?P<ordinal>{'|'.join(ORDINALS)}))[ -](?:grade\b|grader\b)",
        r"\bi(?:'?m| am|m) (?:only |just |still |now )*in grade (?P<grade>\d{1,2})\b",
        r"\bi(?:'?m| am|m) (?:only |just |still |now )*in year (?P<year>\d{1,2})(?:$|[,)]| (?:at|and|so|"
        r"but|too)\b)",
        r"\bi(?:'?m| am|m) (?:only |just |still |now )*in (?P<class>kindergarten|preschool|"
        r"elementary school|primary school)\b",
        r"\bi go to (?P<class>kindergarten|preschool|elementary school|primary school)\b",
        r"\bje (?:suis|rentre|passe|vais|serai) (?:seulement |encore |bientot |juste |"
        r"actuellement )*en (?:classe de )?"
        rf"(?P<class>{'|'.join(FRENCH_CLASSES)})(?:$|[,)'\" ])",
        r"\bj'?suis en (?P<class>cp|ce1|ce2|cm1|cm2|6e|6eme|5e|5eme|4e|4eme)\b",
    ),
    unless=(
        r"\b(?:teach\w*|teacher|tutor|volunteer\w*|work\w*|substitute|aide|professor|coach|librarian|"
        r"nurse|principal)\b",
        r"\b(?:prof|profs|professeur|enseign\w*|instit\w*|maitresse|maitre|remplacant\w*|stage|stagiaire|"
        r"travaill\w*|atsem|avs)\b",
        r"\b(?:of my|de mon|de ma|annee|of residency|medecine|droit|medical|university|uni|fac|licence|"
        r"master|prepa|contract)\b",
        r"\b(?:when|if|quand|si|wish|feel like|kidding|joking|blague|rigole|meeting|conge|deplacement|"
        r"position|rang|place)\b",
        r"\b(?:picking up|pick up|drop|parking|outside|chercher|devant|reunion)\b",
    ),
)
"""The class one is in. Each stands for the age at its end, so that a doubt is not taken for a child."""


def own_ages(text: str) -> list[int]:
    """Return the ages, in years, that people say in a folded text that they have."""
    ages = [_number(match["age"]) for match in AGES.hits(text)]
    bare = (_number(match["age"]) for match in BARE.hits(text))
    ages += [age for age in bare if age >= BARE_MIN]
    ages += [age for match in CLASSES.hits(text) if (age := _age_in(match)) is not None]
    return [age for age in ages if age >= AGE_MIN]


def _number(word: str) -> int:
    return NUMBERS[word] if word in NUMBERS else int(word)


def _age_in(named: dict[str, str]) -> int | None:
    """Return the age at the end of a class."""
    grade, ordinal, year, name = (named.get(key) for key in ("grade", "ordinal", "year", "class"))
    if grade or ordinal:
        return (int(grade) if grade else ORDINALS[ordinal or ""]) + CLASS_LAST
    if year:
        return int(year) + YEAR_LAST
    return FRENCH_CLASSES.get(name or "", ENGLISH_CLASSES.get(name or "")) if name else None
