"""Whether hard words are said to somebody, or quoted, reported, refused, denied or meant in fun.

Models that count words take "he said he would kill me" for a threat. Where a text shows such a context, a
finding of threat or harassment becomes "cannot tell": a person reads it. English only, as the models are.
"""

import re
from enum import StrEnum


class Context(StrEnum):
    """What stands around the words."""

    REPORTED = "reported"
    """Somebody tells what another said."""
    REFUSED = "refused"
    """Somebody speaks against such words."""
    BANTER = "banter"
    """It is marked as a joke, or as kind."""
    NEGATED = "negated"
    """It is denied."""


_WHO = (
    r"(?:he|she|they|who|someone|somebody|which|that|it|(?:a|an|the|my|your|our|one|some|this|another)"
    r" (?:\w+ ){0,2}?\w+(?:'s)?)"
)
_SAYS = (
    r"(?:said|says|saying|told|tells|telling|call(?:s|ed)|wrote|writes|texted|texts|yell(?:s|ed)"
    r"|shout(?:s|ed)|mutter(?:s|ed)|scream(?:s|ed)|threaten(?:s|ed)|read"
    r"|keeps? (?:calling|texting|writing|saying|telling))"
)
_ME = r"(?:me|us|him|her|them|my|our|his|their|people|anyone|anybody|someone|somebody|everyone|women|i|a)"


def _any(*signs: str) -> re.Pattern[str]:
    return re.compile("|".join(signs))


_SIGNS: tuple[tuple[Context, re.Pattern[str]], ...] = (
    (
        Context.REFUSED,
        _any(
            r"\b(?:not|never|n't|isnt|unacceptable|wrong) (?:\w+ ){0,3}"
            r"(?:acceptable|allowed|tolerated?|okay?|fine|right|funny)\b",
            r"\b(?:tolerate|offensive|racist|racism|hate|hateful|hurtful|insults?)\b",
            r"\b(?:is a crime|has no place|have no place|it is wrong|it's wrong)\b",
            r"\bwords? (?:\w+ )?(?:like|such|again|is|are)\b",
            r"\bdeserves?\b|\bshould(?: not|n't)? (?:have to|be)\b",
            r"\b(?:don't|do not|never|please|to) (?:let|stop|call|tell|mock)\b",
            r"\bstop (?:calling|shouting|saying)\b|\bcalling (?:\w+ )?\w+ (?:is|are)\b",
            r"\b(?:who are|it hurts when people|kids who|those who|without wishing|saying that"
            r"|telling anyone)\b",
        ),
    ),
    (
        Context.REPORTED,
        _any(
            rf"\b{_WHO} (?:\w+ )?{_SAYS}\b",
            rf"\b(?:called|told|threaten(?:s|ed|ing)|calling|telling) {_ME}\b",
            r"\b(?:report(?:ing|ed)?|received|got|gets?|left|keep) (?:\w+ ){0,4}"
            r"(?:threats?|messages?|voicemails?|notes?|calls?|texts?|user|agent|caller|man)\b",
            r"\b(?:was|been|being|be) (?:told|called)\b",
            r"\b(?:text|message|note|caller|voicemail) (?:\w+ )?(?:said|says|saying|read)\b",
            r"\baccording to\b|\"[^\"]{4,200}\"|\b(?:told|said|threatened|screenshot|witness)\b",
        ),
    ),
    (
        Context.BANTER,
        _any(
            r"\b(?:lol|lmao|rofl|a?(?:ha){2,}h?|hehe+|jk|just kidding|xx+|love you|luv u)\b",
            r"\b(?:happy birthday|best friend|champ)\b|[:;]-?[)dp](?!\w)|<3",
            r"[\U0001f600-\U0001f60d\U0001f618\U0001f61c\U0001f923\U0001f970\u2764]",
        ),
    ),
)
_NOT = re.compile(
    r"\b(?:not|never|nobody|no one|none|no|cannot|neither|nor|without|cant|wont|dont|doesnt|didnt|isnt|arent"
    r"|wasnt|wouldnt|shouldnt|couldnt)\b|n't\b"
)
_CLAUSE = re.compile(r"[.,;!?\n]+|\b(?:and|but|or|because|so|when|if|unless)\b")


def context(text: str) -> Context | None:
    """Return what the whole of a plain text shows, or ``None``. Looks for all but negation."""
    text = text.casefold()
    for kind, sign in _SIGNS:
        if sign.search(text) is not None:
            return kind
    return None


def affirmed(text: str) -> str:
    """Return the clauses of a plain text that deny nothing; all of it if it denies nothing."""
    text = text.casefold()
    if _NOT.search(text) is None:
        return text
    return ". ".join(each for each in _CLAUSE.split(text) if _NOT.search(each) is None)
