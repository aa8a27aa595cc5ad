"""Which language a text is in, or that it cannot be told.

Two witnesses: short words that mostly one language has, and py3langid's model of letters. Where they
disagree, where a text is short, or where two languages share it, nothing is told. The model alone is sure of
everything, "ok" included; so it is believed alone only for longer texts without any small word.
"""

import re
from functools import cache
from typing import Protocol, cast

READ_MAX = 2_000  # ours: characters read; a language shows in far fewer
LETTERS_MIN = 6  # ours: below it, a text is a word or two
HITS_MIN = 2  # ours: one small word may be a name, or borrowed
MIXED_BELOW = 2  # ours: a text with half as many small words of another language is in both
LEAD_MIN, SURE_HITS_MIN, SHARE_OF_WORDS = 3, 3, 6
"""Ours: so many times the next language's small words, so many at least, and one word in so many: then the
model need not be asked."""
ONE_SHARE_MIN = 0.8  # ours: what the model must say, of 1, beside a single small word
ALONE_LETTERS_MIN, ALONE_SHARE_MIN = (
    30,
    0.99,
)  # ours: letters and share from which the model is believed alone


_SMALL = {
    "en": """the and you your is are was were have has had this that with for not but what when where how who
        will would can could should there their they them from been do did does don't didn't i'm i'll i've
        it's you're u ur we our my he she his her its if at by an as of to in on it be get got just know
        please thanks thank hello hi yes ok going want need like good time then now too so any some all out
        about into which why because here i am me no a so come per ha he die son will or also much
        day today tomorrow more after before only never always every been really still""",
    "fr": """le la les un une des du de et est sont avec pour dans sur pas ne que qui quoi où vous nous je tu
        il elle ils elles votre vos notre nos mon ma mes ton ta tes son sa ses ce cette ces mais ou donc car
        si être avoir ai as avez avons ont suis es sommes êtes été fait faire plus très bien merci bonjour oui
        non aux au par en y chez sans sous c'est j'ai d'un d'une qu'il n'est l'on veuillez voici aussi comme
        quand alors peut peux veux svp stp""",
    "de": """der die das und ist nicht ein eine einen ich du sie er wir ihr mit für auf von zu im den dem des
        auch noch nur wie was wenn aber oder haben hat sind wird werden bitte danke kann mir mich dich sich
        bei nach aus schon so am""",
    "es": """el los las una unos y es son con para por no que de en su sus mi tu se lo le al del como pero más
        muy está esta este eso ya hola gracias sí qué cuando donde hay usted nos me te ha he""",
    "it": """il lo gli una e è sono con per non che di del della nel nella su mi ti si ci ma come più anche
        questo questa hai ho ha grazie ciao sì cosa quando dove tutto molto""",
    "pt": """o os as um uma e é são com para por não que de do da em no na seu sua meu minha se mas mais muito
        está este isso já olá obrigado sim quando onde você nos me ao""",
    "nl": """de het een en is zijn niet met voor op van te dat die ik je jij hij wij ook maar als aan er naar
        bij om uit nog wel geen heb heeft wordt dank wat""",
}
_OWNER: dict[str, set[str]] = {}
for _language, _words in _SMALL.items():
    for _word in _words.split():
        _OWNER.setdefault(_word, set()).add(_language)
SMALL = {word: min(owners) for word, owners in _OWNER.items() if len(owners) == 1}
"""Small words that one of these languages has alone, and whose they are."""
_FRENCH_BEFORE_VOWELS = frozenset({"j", "qu", "n", "jusqu", "lorsqu", "puisqu"})
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


class _Model(Protocol):
    def classify(self, text: bytes) -> tuple[str, float]: ...


@cache
def _model() -> _Model:
    # Loading takes a third of a second, which a process that meets no such text need not spend.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return cast(_Model, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))


def language(text: str) -> str | None:
    """Return ISO 639-1 of the language of ``text``, or ``None`` if that cannot be told. Never raises."""
    text = text[:READ_MAX].replace("\u2019", "'").lower()
    if "://" in text or "www." in text or "@" in text:
        text = _LINK.sub(" ", text)
    words = _TOKEN.findall(text)
    letters = sum(map(len, words))
    if letters < LETTERS_MIN:
        return None
    best, hits, next_hits = _small_words(words)
    if next_hits and hits <= MIXED_BELOW * next_hits:
        return None
    clear = hits >= max(SURE_HITS_MIN, LEAD_MIN * next_hits)
    if clear and hits * SHARE_OF_WORDS >= len(words):
        return best
    found, share = _model().classify(text.encode("utf-8", "replace"))
    if hits and found == best:
        return best if hits >= HITS_MIN or share >= ONE_SHARE_MIN else None
    alone = not hits and letters >= ALONE_LETTERS_MIN and share >= ALONE_SHARE_MIN
    return found if alone else None


def _small_words(words: list[str]) -> tuple[str, int, int]:
    """Return the language of most small words, how many it has, and how many the next has."""
    counts: dict[str, int] = {}
    for word in words:
        owner = SMALL.get(word)
        if owner is None and word.partition("'")[0] in _FRENCH_BEFORE_VOWELS and "'" in word:
            owner = "fr"
        if owner is not None:
            counts[owner] = counts.get(owner, 0) + 1
    ranked = sorted(counts.items(), key=lambda each: -each[1])[:2]
    best, hits = ranked[0] if ranked else ("", 0)
    return best, hits, ranked[1][1] if len(ranked) > 1 else 0
