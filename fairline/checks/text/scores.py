"""What small trained models say of a text: scam, marketing, impersonation, threat, harassment.

``judge`` is the entry. It answers for English alone; what is short, of another language or mostly of words
that training has not seen, it cannot tell. The models were trained by ``make models``; ``docs/models`` has a
card for each. A score is the probability at even odds, and evidence of class D: it never sanctions alone.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from fairline.checks.gate import Look
from fairline.checks.judgment import Judgment, cannot_tell
from fairline.checks.text import grams
from fairline.checks.text.context import Context, affirmed, context
from fairline.checks.text.language import language
from fairline.checks.text.plain import plain
from fairline.checks.text.reading import Reading
from fairline.checks.text.scorer import Scorer, probability
from fairline.checks.text.weights import Head, shipped
from fairline.facts import Channel, Topic
from fairline.policy import Text

WORDS_MIN = 4  # ours: of three words nothing can be told
KNOWN_MIN = 0.6  # ours: where no language is told, so many of the words must be ones that training has seen
SEEN_BY_CHANCE = 2  # ours: shorter words are in every language
MAIL_FROM = 900  # ours: a text so long, of which nobody says how it travelled, is judged as a mail
SPOKEN = ("scam", "marketing", "impersonation", "threat", "harassment")
MAIL = ("mail", "mail", "impersonation", "threat", "harassment")
TOPICS = (Topic.SCAM, Topic.MARKETING, Topic.IMPERSONATION, Topic.THREAT, Topic.HARASSMENT)
"""What is judged, in the order of the answer; above, by which head a short text is, and a mail."""
IN_CONTEXT = frozenset({"threat", "harassment"})

SHORT = Text(
    en="The text is too short for a model to tell anything.",
    fr="Le texte est trop court pour qu'un modèle en dise quoi que ce soit.",
)
FOREIGN = Text(
    en="The models know English alone, and this text does not seem to be English.",
    fr="Les modèles ne connaissent que l'anglais, et ce texte ne semble pas être en anglais.",
)
UNKNOWN = Text(
    en="Most words of the text are none that the models have seen.",
    fr="La plupart des mots du texte sont inconnus des modèles.",
)
WHAT: Mapping[Topic, Text] = {
    Topic.SCAM: Text(en="a scam", fr="une escroquerie"),
    Topic.MARKETING: Text(en="an advertisement", fr="une publicité"),
    Topic.IMPERSONATION: Text(
        en="a call in the name of a known company or office",
        fr="un appel au nom d'une entreprise ou d'une administration connue",
    ),
    Topic.THREAT: Text(en="a threat", fr="une menace"),
    Topic.HARASSMENT: Text(en="an insult", fr="une insulte"),
}
IN: Mapping[Context, Text] = {
    Context.REPORTED: Text(en="tells what somebody said", fr="rapporte les propos de quelqu'un"),
    Context.REFUSED: Text(en="speaks against such words", fr="s'élève contre de tels mots"),
    Context.BANTER: Text(en="is marked as a joke or as kind", fr="se présente comme amical ou plaisant"),
    Context.NEGATED: Text(en="denies it", fr="le nie"),
}


def judge(content: Look | Reading, *, channel: Channel | None = None) -> tuple[Judgment, ...]:
    """Return a judgment for each of ``TOPICS``, in their order. Raises ``Shut`` if a look opens no content.

    ``channel``: how the text travelled; mail is judged by a model of its own. Scores have three digits. A
    long text is judged by its head and its tail (``grams.HEAD``, ``grams.TAIL`` letters), which bounds time.
    """
    if isinstance(content, Look) or grams.cut(content.text) is not content.text:
        return judged(content.text, channel)
    return _judged(content.text, content.plain.text, lambda: content.language, channel)


def judged(text: str, channel: Channel | None = None) -> tuple[Judgment, ...]:
    """Return what ``judge`` does, of a text that the gate has let through already. Never raises."""
    shown = plain(grams.cut(text))
    return _judged(text, shown, lambda: language(shown), channel)


def _judged(
    text: str, shown: str, spoken: Callable[[], str | None], channel: Channel | None
) -> tuple[Judgment, ...]:
    """Judge a text by what of it a person sees. ``spoken`` tells its language, which only some texts need."""
    tokens = grams.tokens(shown)
    version = shipped().version
    why = _untold(tokens, spoken)
    if why is not None:
        return tuple(cannot_tell(topic, why, version) for topic in TOPICS)
    heads, values = by_name(), _scorer().decisions(tokens)
    numbers = {
        head.name: probability(head, value) for head, value in zip(heads.values(), values, strict=True)
    }
    names = MAIL if _is_mail(text, channel) else SPOKEN
    return tuple(
        _judgment(topic, heads[name], numbers[name], shown, version)
        for topic, name in zip(TOPICS, names, strict=True)
    )


def ready() -> str:
    """Make the weights ready, half a second before anybody waits for it; return their version."""
    _scorer()
    return shipped().version


@cache
def by_name() -> Mapping[str, Head]:
    """Return the shipped heads by their names, in the order of the file."""
    return {head.name: head for head in shipped().header.heads}


@cache
def _scorer() -> Scorer:
    return Scorer(shipped())


def _is_mail(text: str, channel: Channel | None) -> bool:
    return channel is Channel.EMAIL or (channel is None and len(text) >= MAIL_FROM)


def _untold(tokens: list[str], tell: Callable[[], str | None]) -> Text | None:
    """Return why nothing can be told of a text, or ``None``."""
    words = [each for each in tokens if not each.isupper()]
    if len(words) < WORDS_MIN:
        return SHORT
    spoken = tell()
    if spoken == "en":
        return None
    if spoken is not None:
        return FOREIGN
    telling = [each for each in words if len(each) > SEEN_BY_CHANCE]
    known = sum(map(_scorer().known, telling))
    return None if known >= KNOWN_MIN * len(telling) and known else UNKNOWN


def _judgment(topic: Topic, head: Head, number: float, shown: str, version: str) -> Judgment:
    score = round(Decimal(number), 3)
    found = float(score) >= head.threshold
    around = _around(head, shown) if found and head.name in IN_CONTEXT else None
    if around is not None:
        return cannot_tell(topic, _in_context(topic, around), version)
    return Judgment(topic=topic, found=found, score=score, why=_why(topic, found), version=version)


def _around(head: Head, shown: str) -> Context | None:
    """Return the context that makes a finding doubtful, or ``None``."""
    around = context(shown)
    if around is not None:
        return around
    left = affirmed(shown)
    if len(left) >= len(shown):
        return None
    at = list(by_name()).index(head.name)
    value = probability(head, _scorer().decisions(grams.tokens(left))[at])
    return None if value >= head.threshold else Context.NEGATED


@cache
def _why(topic: Topic, found: bool) -> Text:
    what = WHAT[topic]
    if found:
        return Text(
            en=f"Its words are those of {what.en}, by a trained model's score.",
            fr=f"Ses mots sont ceux d'{what.fr}, d'après le score d'un modèle entraîné.",
        )
    return Text(
        en=f"Its words are not clearly those of {what.en}, by a trained model's score.",
        fr=f"Ses mots ne sont pas nettement ceux d'{what.fr}, d'après le score d'un modèle entraîné.",
    )


@cache
def _in_context(topic: Topic, around: Context) -> Text:
    what, where = WHAT[topic], IN[around]
    return Text(
        en=f"There are words of {what.en}, but the text {where.en}; a person has to read it.",
        fr=f"On y lit les mots d'{what.fr}, mais le texte {where.fr}\u202f; il faut qu'une personne le lise.",
    )
