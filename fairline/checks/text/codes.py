"""Messages that bring a one-time code, in English and French."""

from fairline.checks.text.phrases import Phrases

_CODE = r"(?:[a-z]{1,3}-)?\d{3}[ -]?\d{1,5}\b|\d{4,8}\b"
_KIND = (
    r"(?:verification|security|confirmation|authentication|authori[sz]ation|access|log[- ]?in|"
    r"sign[- ]?in|one[- ]?time|activation|"
    r"validation|single[- ]use|temporary|sms|2fa|two[- ]factor)"
)
_NOM = (
    r"(?:verification|securite|confirmation|authentification|connexion|validation|activation|acces|"
    r"usage unique)"
)

CODES = Phrases(
    (
        rf"\b{_KIND} (?:pass)?(?:code|pin|password)s?(?: \S+){{0,6}}?(?: is| are|:| -)? ?:? ?(?:{_CODE})",
        rf"\b(?:{_CODE}) (?:is|are) (?:your|the|ur)(?: \S+){{0,4}}? (?:code|otp|pin|passcode|password)\b",
        rf"\b(?:your|ur)(?: \S+){{0,3}}? (?:code|otp|passcode|pin)(?: \S+){{0,5}}?(?: is|:|"
        rf" =)? ?:? ?(?:{_CODE})",
        rf"\b(?:use|enter|type) (?:the )?(?:code |otp |pin )?(?:{_CODE})(?: \S+){{0,4}}? (?:to (?:log|"
        rf"sign|verify|confirm|complete|access|authenticate|reset)|as your)",
        rf"\b(?:otp|tan|2fa)(?: \S+){{0,4}}?(?: is|:| =| -)? ?(?:{_CODE})",
        rf"\bcode (?:sms |temporaire |secret )?(?:de |d'|a )?{_NOM}(?: \S+){{0,6}}?(?: est|"
        rf":)? ?:? ?(?:{_CODE})",
        rf"\bvotre code(?: \S+){{0,5}}?(?: est|:)? ?:? ?(?:{_CODE})",
        rf"\b(?:{_CODE}) est (?:votre|le|ton)(?: \S+){{0,2}}? code\b",
        rf"\b(?:saisissez|entrez|utilisez|tapez) (?:le )?(?:code )?(?:{_CODE}) (?:pour|afin)",
    ),
    unless=(
        r"\b(?:promo\w*|discount|coupon|voucher|offers?|sale|off your|% off|reduction|remise|soldes?|zip|"
        r"post ?code|postal|area code|"
        r"dress code|bar ?code|parrainage|referral|gift|qr)\b",
        r"\b(?:call|text|txt|appelez|repondez|reply|send|quote) (?:\S+ ){0,3}?\d",
    ),
)
"""A code of four to eight digits and what it is for. Codes for a discount and of places are none."""
