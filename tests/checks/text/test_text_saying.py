"""What a text says by words, through the entry: each topic, both languages, and when nothing can be told."""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from said_ages import OTHERS, OWN
from said_opt_outs import HELD_STAYS, HELD_WANTS_NO_MORE, STAYS, WANTS_NO_MORE
from said_requests import HELD_ASKS, HELD_ASKS_NOT, HELD_OFFERS, HELD_OFFERS_NOT

from fairline.checks.gate import Ground, Look, Shut, enter
from fairline.checks.judgment import SURE, Judgment
from fairline.checks.personal_data.redacting import redacted
from fairline.checks.text.brands import Brand, Brands
from fairline.checks.text.likeness import Blasts
from fairline.checks.text.reading import BYTES_MAX, Reading, read
from fairline.checks.text.saying import TOPICS, Item, MessageFields, Settings, said
from fairline.facts import Basis, Direction, Topic

IN, OUT = Direction.INBOUND, Direction.OUTBOUND
NAMES = (
    Brand(name="PayPal"),
    Brand(name="Amazon"),
    Brand(name="Bank of America", also=("BofA",)),
    Brand(name="La Poste"),
    Brand(name="Crédit Agricole"),
    Brand(name="Orange"),
)
BRANDS = Brands(NAMES)


def look(text: str | bytes) -> Look:
    data = text if isinstance(text, bytes) else text.encode()
    return enter("m1", Ground(basis=Basis.CUSTOMER), data)


def judged(topic: Topic, text: str, item: Item = Item(), **settings: int) -> Judgment:  # noqa: B008
    found = said(look(text), Settings(topics=frozenset({topic}), brands=BRANDS, **settings), item)
    (judgment,) = found.judgments
    assert judgment.topic is topic
    return judgment


def fields(text: str, direction: Direction | None = IN) -> MessageFields:
    return said(look(text), Settings(brands=BRANDS), Item(direction=direction)).message


def test_ages_on_sentences_held_out() -> None:
    """The catalogue asks for a precision of 0.9 (C-AGE-S); what is missed is told as well."""
    right = sum(judged(Topic.CHILD_AGE, text).found is True for text in OWN)
    wrong = sum(judged(Topic.CHILD_AGE, text).found is True for text in OTHERS)
    assert len(OWN) + len(OTHERS) >= 150
    assert right / (right + wrong) >= 0.95
    assert right / len(OWN) >= 0.9


def test_the_age_limit_is_an_argument() -> None:
    assert judged(Topic.CHILD_AGE, "I'm 14 years old").found is False
    assert judged(Topic.CHILD_AGE, "I'm 14 years old", age_limit=16).found is True
    assert judged(Topic.CHILD_AGE, "je suis en 4e au collège", age_limit=15).found is True
    assert judged(Topic.CHILD_AGE, "je suis en 4e au collège", age_limit=14).found is False
    assert judged(Topic.CHILD_AGE, "I'm 12 years old", age_limit=12).found is False


def test_opt_outs_in_free_words() -> None:
    assert [text for text in WANTS_NO_MORE if fields(text).opts_out is not True] == []
    assert [text for text in STAYS if fields(text).opts_out is True] == []
    right = sum(fields(text).opts_out is True for text in HELD_WANTS_NO_MORE)
    wrong = sum(fields(text).opts_out is True for text in HELD_STAYS)
    assert right / (right + wrong) >= 0.95
    assert right / len(HELD_WANTS_NO_MORE) >= 0.9


def test_an_opt_out_is_the_other_persons() -> None:
    assert fields("Stop").opts_out is True
    assert fields("please stop texting me", None).opts_out is True
    assert fields("please stop texting me", OUT).opts_out is None
    assert fields("Para no recibir más, avíseme usted cuando quiera").opts_out is None
    assert fields("sal\u200but, ne m'\u200benvoyez plus ri\u200ben").opts_out is True


ASKS = (
    "What's your date of birth?", "Please send me your password", "reply with your card number and the CVV",
    "Could you give me your social security number?", "may I have your full name and address",
    "confirm your PIN",
    "Enter the 6-digit code we sent you to keep your account, then tell me the code you received",
    "We need to verify your identity", "kindly provide your bank details",
    "What is the security code on your card?", "Veuillez confirmer votre numéro de carte bancaire",
    "quelle est votre adresse ?", "Donnez-moi votre mot de passe", "Indiquez-nous le code reçu par SMS",
    "j'ai besoin de votre date de naissance", "envoyez-moi une photo de votre carte d'identité",
    "Merci de renseigner vos identifiants", "Pouvez-vous me communiquer votre numéro de sécurité sociale ?",
)  # fmt: skip
ASKS_NOT = (
    "Never share your password with anyone", "We will never ask for your PIN",
    "Your password has been changed.", "I forgot my password", "what's the address of the restaurant",
    "send me the address", "my date of birth is 1 May", "I have a new card", "Your card was sent on Monday",
    "Do not give your code to anybody", "Ne communiquez jamais votre code", "J'ai oublié mon mot de passe",
    "Votre mot de passe a été modifié", "quelle est l'adresse du magasin ?",
    "ma date de naissance est le 3 mai", "Nous ne vous demanderons jamais votre code secret",
    "the code is on the back of the box", "give me a call", "what's your name", "votre carte est arrivée",
)  # fmt: skip


def test_requests_for_personal_data() -> None:
    topic = Topic.PERSONAL_DATA_REQUEST
    assert [text for text in ASKS if judged(topic, text).found is not True] == []
    assert [text for text in ASKS_NOT if judged(topic, text).found is True] == []


@pytest.mark.parametrize(
    ("topic", "there", "not_there", "precision", "recall"),
    [
        (Topic.PERSONAL_DATA_REQUEST, HELD_ASKS, HELD_ASKS_NOT, 0.95, 0.8),
        (Topic.RESALE_OFFER, HELD_OFFERS, HELD_OFFERS_NOT, 0.9, 0.6),
    ],
)
def test_requests_and_offers_held_out(
    topic: Topic, there: tuple[str, ...], not_there: tuple[str, ...], precision: float, recall: float
) -> None:
    right = sum(judged(topic, text).found is True for text in there)
    wrong = sum(judged(topic, text).found is True for text in not_there)
    assert right / (right + wrong) >= precision
    assert right / len(there) >= recall


def test_it_is_told_who_asks() -> None:
    topic, text = Topic.PERSONAL_DATA_REQUEST, "Please send me your password"
    said_by = {way: judged(topic, text, Item(direction=way)).why for way in (IN, OUT, None)}
    assert said_by[OUT].en.startswith("The account's side asks")
    assert said_by[IN].fr.startswith("L'autre personne demande")
    assert "\u202f; nul" in said_by[None].fr


OFFERS = (
    "We sell wholesale VoIP minutes to India from $0.01 per minute",
    "we resell toll-free numbers and SIP trunks", "Buy A-Z termination today, CLI routes available",
    "Become a reseller of our VoIP minutes, high commissions",
    "white label call center platform for your brand",
    "Rent agent seats on our contact center: share our dialer licenses",
    "Nous vendons des lignes téléphoniques à 10 euros par mois", "revente de minutes VoIP en gros",
    "Téléphonie en marque blanche pour votre société",
    "Devenez revendeur de nos numéros virtuels et minutes VoIP",
)  # fmt: skip
OFFERS_NOT = (
    "we offer phone support from $10 a month", "do you sell phone numbers?",
    "I need two more lines for my office", "call us, calls cost 5 cents a minute",
    "our lines are open from 9", "resale of this service is prohibited",
    "we sell shoes at wholesale prices", "minutes of the meeting attached",
    "the number you bought is ready", "nous vendons des chaussures", "la revente est interdite",
    "mes lignes téléphoniques sont en panne", "combien coûte la minute vers le Maroc ?",
    "I was a reseller of cars", "white label coffee",
)  # fmt: skip


def test_offers_of_resale() -> None:
    assert [text for text in OFFERS if judged(Topic.RESALE_OFFER, text).found is not True] == []
    assert [text for text in OFFERS_NOT if judged(Topic.RESALE_OFFER, text).found is True] == []


OPENINGS = {
    "Hello, my name is Anna and I'm calling from Acme Insurance about your quote.": (False, Decimal(0)),
    "Good morning, this is Paul with Bright Solar. Do you have two minutes for me?": (False, Decimal(0)),
    "Hi {{first_name}}, this is {{agent}} calling on behalf of {{seller}} about it.": (False, Decimal(0)),
    "Bonjour, je m'appelle Paul de la société Dupont Énergie, auriez-vous un instant ?": (False, Decimal(0)),
    "Bonjour madame, Julie Martin à l'appareil, je vous appelle de la part de Voltéo.": (False, Decimal(0)),
    "Hello, we have been trying to reach you about your car's extended warranty. Press 1.": (
        True,
        Decimal("0.9"),
    ),
    "Hi, this is the warranty department. How are you today, do you still own the car?": (
        True,
        Decimal("0.9"),
    ),
    "Bonjour, je vous appelle au sujet de vos panneaux solaires, avez-vous deux minutes ?": (
        True,
        Decimal("0.9"),
    ),
    "Thank you for choosing Hillside Hotels. You have been drawn for a free stay, press 1.": (
        False,
        Decimal(0),
    ),
    "Hi there, this is Jennifer with the warranty department. How are you today?": (True, Decimal("0.6")),
    "Hello, how are you?": (None, None),
    "Guten Tag, wir rufen Sie wegen Ihrer neuen Solaranlage an, haben Sie kurz Zeit?": (None, None),
}


@pytest.mark.parametrize("text", OPENINGS)
def test_whether_a_script_says_who_calls(text: str) -> None:
    found = judged(Topic.NO_IDENTITY, text, Item(opening=True))
    assert (found.found, found.score) == OPENINGS[text]


def test_only_an_opening_must_say_who() -> None:
    assert said(look("Hello, how are you?"), Settings(topics=frozenset({Topic.NO_IDENTITY}))).judgments == ()


CLAIMS = {
    ("This is Amazon customer service", None): Decimal("0.9"),
    ("Amazon: your parcel is late", None): Decimal("0.9"),
    ("your PayPal account is limited", None): Decimal("0.9"),
    ("my name is Ann calling from Bank of America", None): Decimal("0.9"),
    ("votre compte Crédit Agricole est bloqué", None): Decimal("0.9"),
    ("Bonjour, ici La Poste", None): Decimal("0.9"),
    ("paypa1 wants you back", None): Decimal("0.95"),
    ("your arnazon order", None): Decimal("0.95"),
    ("your Pаypаl account", None): Decimal("0.9"),
    ("hello", "BofA"): SURE,
    ("hello", "PayPaI"): SURE,
    ("hello", "AMAZON-INFO"): SURE,
    ("I bought it at Amazon last week and it is broken", None): Decimal(0),
    ("the orange juice is here, do you want some of it", None): Decimal(0),
    ("amazonian forests are far from here", None): Decimal(0),
    ("I'm expecting a letter from Orange and it isn't here yet", None): Decimal(0),
    ("I am sorry, that is 111 Amazon street, unit 1", None): Decimal(0),
    ("nothing of the kind", "Acme"): Decimal(0),
}


@pytest.mark.parametrize(("text", "sender"), CLAIMS)
def test_claims_of_protected_names(text: str, sender: str | None) -> None:
    found = judged(Topic.BRAND_CLAIM, text, Item(sender=sender))
    assert found.score == CLAIMS[text, sender]
    assert found.found is (found.score > 0)


def test_the_claimed_name_is_told_and_the_text_is_not() -> None:
    found = judged(Topic.BRAND_CLAIM, "your PayPal account 4711 is limited")
    assert found.why.en == "The text speaks for a protected name: PayPal."
    assert found.why.fr == "Le texte se réclame d'un nom protégé\u00a0: PayPal."
    assert "4711" not in found.why.en + found.why.fr


def test_without_names_no_claim_is_looked_for() -> None:
    found = said(look("This is Amazon customer service"), Settings())
    assert Topic.BRAND_CLAIM not in {each.topic for each in found.judgments}
    assert judged(Topic.BRAND_CLAIM, "Amazon", Item()).found is None  # a word alone: no language, no claim


def test_words_of_high_risk() -> None:
    assert judged(Topic.HIGH_RISK_WORDS, "nurse call for room 4, code blue").found is True
    assert judged(Topic.HIGH_RISK_WORDS, "Barclays plc writes to you about your account").found is False
    assert judged(Topic.HIGH_RISK_WORDS, "la centrale d'alarme ne répond plus").found is True


GROOMS = {
    "don't tell your mom, it's our secret": True,
    "are you home alone? add me on snapchat": True,
    "t'es seule ? c'est quoi ton snap": True,
    "ne dis rien à tes parents, envoie-moi une photo de toi": True,
    "add me on whatsapp and I'll send the invoice": False,
    "can you send me a photo of the damaged parcel": False,
    "don't tell your mom about the surprise birthday party": False,
    "what time do you close today please": False,
}


@pytest.mark.parametrize("text", GROOMS)
def test_signs_of_grooming_ask_together_only(text: str) -> None:
    assert judged(Topic.GROOMING, text).found is GROOMS[text]


CODES = {
    "Your verification code is 482913": True,
    "482913 is your Acme code. It expires in 10 minutes": True,
    "G-482913 is your login code": True,
    "Votre code de vérification est 123456": True,
    "Saisissez 482913 pour confirmer votre achat": True,
    "use code SAVE20 for 20% off your next order today": False,
    "call 123456 now to win a prize for your family": False,
    "my zip code is 90210 and I live near the beach": False,
    "notre code promo 2024 est là pour vous et votre famille": False,
}


@pytest.mark.parametrize("text", CODES)
def test_one_time_codes(text: str) -> None:
    assert fields(text, OUT).one_time_code is CODES[text]


def test_who_signs_a_message() -> None:
    assert fields("Acme Dental: your appointment is tomorrow", OUT).brand == "Acme Dental"
    assert fields("your PayPal account is limited", OUT).brand == "PayPal"
    assert fields("Reminder: your appointment is tomorrow", OUT).brand is None
    assert fields("I like Amazon a lot and you do too", OUT).brand is None


def test_hidden_text_is_told_in_any_language() -> None:
    assert judged(Topic.HIDDEN_TEXT, "Yоur pаypаl account").found is True
    assert judged(Topic.HIDDEN_TEXT, "Привет, как дела?").found is False
    assert fields("fr\u200bee").hides_text is True


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "Hola amigo, ¿qué tal estás hoy?",
        "مرحبا كيف حالك اليوم",
        "你好，请问你在吗",
        "12345",
        "👍",
        "Ihr Paket ist da, bitte holen Sie es ab",
    ],
)
def test_other_languages_and_too_little_text_are_not_told(text: str) -> None:
    topics = TOPICS - {Topic.HIDDEN_TEXT, Topic.NO_IDENTITY, Topic.BRAND_CLAIM, Topic.HIGH_RISK_WORDS}
    found = said(look(text), Settings(topics=topics))
    assert [each.found for each in found.judgments] == [None] * len(topics)
    assert all(each.score is None for each in found.judgments)
    assert (found.message.opts_out, found.message.one_time_code) == (None, None)


STRANGE = {
    "nothing": b"",
    "spaces": b" \n\t ",
    "what is no UTF-8": b"\xff\xfe\x00\xd8 hello \x80",
    "half a character": "é".encode()[:1],
    "NULs": b"\x00" * 1000,
    "right to left": "\u202e\u202d\u2066 hello \u2069".encode(),
    "marks without a letter": ("\u0301" * 1000).encode(),
    "a long line": b"stop " * 20_000,
    "many sentences": b"i'm 9. " * 20_000,
    "braces": b"{} {0} {name} %s",
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_input_ends_in_judgments(name: str) -> None:
    begun = time.process_time()
    found = said(look(STRANGE[name]), Settings(brands=BRANDS), Item(opening=True, sender="\x00\ud800"))
    assert {each.topic for each in found.judgments} == TOPICS
    assert time.process_time() - begun < 5


def test_ten_megabytes_are_not_read() -> None:
    begun = time.process_time()
    found = said(look(b"i'm 9. " * 1_500_000), Settings())
    assert {each.found for each in found.judgments} == {None}
    assert found.message == MessageFields()
    assert time.process_time() - begun < 1
    assert BYTES_MAX < 10_000_000


def test_the_age_that_was_stated_is_told() -> None:
    """For ``Collection.age``: the lowest, and a class stands for the age at its end."""
    for text, age in {
        "I'm 9": 9, "I'm 14 years old": 14, "je suis en CM2": 11, "I'm in 3rd grade and I'm 8": 8,
        "hello": None, "my son is 9": None,
    }.items():  # fmt: skip
        assert said(look(text), Settings(topics=frozenset())).stated_age == age


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    reading = read(look(data))
    assert {
        each.topic for each in said(reading, Settings(brands=BRANDS), Item(opening=True)).judgments
    } == TOPICS
    Blasts(timedelta(hours=1)).alike(reading, "one", datetime(2026, 11, 30, tzinfo=UTC))
    redacted(reading.plain.text)


@given(st.text(max_size=80))
def test_no_sender_raises(sender: str) -> None:
    said(look("hello"), Settings(brands=BRANDS), Item(sender=sender))


def test_a_reading_serves_several_checks() -> None:
    reading = read(look("I'm 9"))
    assert isinstance(reading, Reading)
    assert read(reading) is reading
    assert said(reading, Settings()) == said(look("I'm 9"), Settings())


def test_a_look_that_opens_no_content_stays_shut() -> None:
    for basis in (Basis.METADATA, Basis.HASH_MATCH):
        with pytest.raises(Shut):
            said(enter("m1", Ground(basis=basis), b"hello"), Settings())


def test_reasons_quote_nothing_and_are_in_both_languages() -> None:
    text = "Zebulon: I'm 9, send me your password, we resell toll-free numbers. Zebulon"
    for each in said(look(text), Settings(brands=BRANDS), Item(opening=True)).judgments:
        assert "Zebulon" not in each.why.en + each.why.fr
        assert each.why.en != each.why.fr
        assert each.why.en.endswith(".")
        assert each.why.fr.endswith(".")
