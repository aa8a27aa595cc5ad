"""Made-up blasts of messages: one text sent again and again with other names, sums, links, words and letters.

All sentences are ours. What changes is what senders change so that no two messages are the same.
"""

import random
from collections.abc import Iterator

TEXTS = (
    "Hi {name}, your parcel {code} could not be delivered today. Please pay the fee of "
    "{sum} at {link} to get it.",
    "Hello {name}, your appointment with Dr {name} is on {day} at {hour}. Reply to this "
    "message if you cannot come.",
    "{name}, we noticed a strange sign-in to your account. Please verify your details at "
    "{link} or it will be closed.",
    "Dear {name}, you have won a voucher worth {sum}! Claim your prize before {day} at "
    "{link} and enjoy your shopping.",
    "Your invoice {code} of {sum} is due on {day}. Please pay by card at {link} to avoid "
    "a late fee on your account.",
    "Hi {name}! Big sale this weekend: get up to 50% off all shoes and jackets in our "
    "shop. See {link} for the offers.",
    "Hello, this is {name} from the solar programme. Your house may get a grant of "
    "{sum}. Call {number} to ask for it.",
    "Reminder for {name}: the school meeting is moved to {day} at {hour} in room {code}. "
    "Please tell the other parents.",
    "Bonjour {name}, votre colis {code} est en attente. Merci de régler les frais de "
    "{sum} sur {link} pour le recevoir.",
    "Bonjour {name}, votre rendez-vous avec le docteur {name} est fixé au {day} à "
    "{hour}. Répondez si vous ne venez pas.",
    "{name}, votre compte formation expire le {day}. Demandez vite vos {sum} de droits "
    "sur {link} avant la fermeture.",
    "Cher {name}, grande braderie ce week-end dans votre magasin : les vestes à moitié "
    "prix. Toutes les offres sur {link}.",
)
NAMES = (
    "Anna", "Bob", "Carla", "David", "Emma", "Farid", "Grace", "Hugo", "Inès", "Jules", "Karim",
    "Laura", "Mehdi", "Nina", "Oscar", "Paula", "Rachel", "Sami", "Tom", "Zoé", "Durand", "Smith",
    "Martin", "Jones", "Petit", "Brown", "Leroy", "Wilson", "Moreau", "Taylor",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "3 May", "12/06", "lundi", "mardi", "le 4 juin", "Friday")
SAME = {
    "please": ("kindly", "just"), "today": ("this morning", "now"), "get": ("receive", "collect"),
    "fee": ("charge", "cost"), "strange": ("unusual", "suspicious"), "closed": ("blocked", "locked"),
    "claim": ("collect", "take"), "account": ("profile",), "big": ("huge", "great"), "offers": ("deals",),
    "merci": ("veuillez", "pensez"), "régler": ("payer",), "frais": ("coûts",), "vite": ("maintenant",),
    "grande": ("super",), "magasin": ("boutique",),
}  # fmt: skip
DOUBLES = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і"}
UNSEEN = ("\u200b", "\u200c", "\u2060")


def blast(text: str, seed: int, *, other_words: float = 0.5, disguised: float = 0.0) -> Iterator[str]:
    """Yield messages of one blast without end: the slots filled, words replaced, letters disguised.

    ``other_words``: the share of words with a synonym that are replaced; ``disguised``: of letters.
    """
    chance = random.Random(seed)
    while True:
        made = text
        while "{" in made:
            start, end = made.index("{"), made.index("}")
            made = made[:start] + _filled(made[start + 1 : end], chance) + made[end + 1 :]
        words = [
            chance.choice(SAME[word.lower()])
            if word.lower() in SAME and chance.random() < other_words
            else word
            for word in made.split(" ")
        ]
        yield "".join(_disguised(sign, disguised, chance) for sign in " ".join(words))


def _filled(slot: str, chance: random.Random) -> str:
    match slot:
        case "name":
            return chance.choice(NAMES)
        case "sum":
            return f"{chance.choice('$€£')}{chance.randint(1, 2000)}.{chance.randint(0, 99):02}"
        case "code":
            return f"{chance.choice('ABCDEF')}{chance.randint(100, 99999)}"
        case "link":
            host = f"{chance.choice('abcdefgh')}{chance.randint(1, 999)}"
            return f"https://{host}.example/{chance.randint(1, 10**6):x}"
        case "day":
            return chance.choice(DAYS)
        case "hour":
            return f"{chance.randint(8, 18)}:{chance.choice(('00', '15', '30'))}"
        case _:
            return f"+1 555 {chance.randint(100, 999)} {chance.randint(1000, 9999)}"


def _disguised(sign: str, share: float, chance: random.Random) -> str:
    if share and chance.random() < share:
        return DOUBLES.get(sign, sign + chance.choice(UNSEEN) if sign.isalpha() else sign)
    return sign
