# ruff: noqa: E501 - a text stands on its line
"""What the shipped models find and do not find, what they cannot tell, and that nothing makes them fail."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairline.checks.gate import Ground, Look, Shut, enter
from fairline.checks.judgment import Judgment
from fairline.checks.text import grams, scores
from fairline.checks.text.context import Context, affirmed, context
from fairline.facts import Basis, Channel, Topic
from fairline.policy import Lang

GROUND = Ground(basis=Basis.COMPLAINT, reference="c1")


def look(text: str) -> Look:
    return enter("m1", GROUND, text.encode(errors="replace"))


def judged(text: str, topic: Topic, channel: Channel | None = None) -> Judgment:
    return next(each for each in scores.judge(look(text), channel=channel) if each.topic is topic)


FOUND = {
    Topic.SCAM: """\
        Urgent! Your account has been suspended, verify your details at http://bank-login.example/verify now
        You have won a £1000 cash prize! To claim call 09061234567 now. Claim code K52. Valid 12 hours only
        Congratulations! You have been selected to receive a $500 gift card. Claim here http://gift.example/win
        Dear customer your account will be blocked today, call 9876543210 immediately to update your KYC
        FREE entry into our weekly competition! Text WIN to 80086 now. Cost 150p per msg, 18+ only
        There is a warrant for your arrest for tax fraud. Press 1 to speak to an officer immediately or you will be arrested.
        This call is from Amazon. There is an order of 999 dollars on your account. If you did not authorize this order, press 1
        We have noticed suspicious activity on your social security number. Press 1 now to avoid legal action against you.
        Your mobile number has won 2 million pounds in our draw. To claim send your name, age and address to claims@lotto.example
        Your refund of £280 is ready. Claim your tax refund now at http://tax-refund.example/claim before it expires""",
    Topic.MARKETING: """\
        Summer sale now on! 50% off all shoes this weekend only. Shop online or in store. Reply STOP to opt out
        New phones from £10 a month with free minutes and texts! Call 0800 123 4567 today. Reply STOP to end
        Get a free ringtone this week! Text TONE to 88888. £1.50 per week until you text STOP
        Exclusive offer for our customers: 20% off your next order with code SAVE20. Order online now! Txt STOP to opt out
        Win a holiday for two! Text HOLIDAY to 81010 for your chance to win. Std rates apply. T&Cs at www.win.example""",
    Topic.IMPERSONATION: """\
        Hello, this call is from Amazon. We have found a suspicious order of an iPhone on your Amazon account. Press 1 to cancel the order.
        This is an important call from the Social Security Administration. Your social security number has been suspended due to suspicious activity.
        Hi, this is Apple support. Your iCloud account has been breached. Please do not use your device and press 1 to speak with Apple support.
        This call is from U.S. Customs and Border Protection. A package under your name with drugs has been seized. Press 1 to speak to an officer.
        We have found unauthorized charges on your Visa and MasterCard account. Press 1 now to speak to our customer service representative.""",
    Topic.THREAT: """\
        I will kill you and your whole family tonight
        I know where you live and I am coming to your house with a knife to kill you
        I'm going to shoot you in the head when I see you
        We will burn your house down with you in it
        You are dead, I'm gonna find you and stab you""",
    Topic.HARASSMENT: """\
        You are a stupid worthless bitch, shut your mouth
        Fuck you, you dumb ugly whore
        What a fucking idiot you are, you retarded asshole
        Shut up you stupid fat bitch, everybody hates you
        you are such a pathetic little bitch, go die""",
}  # fmt: skip
INNOCENT = """\
    Hi Anna, your dentist appointment is on Tuesday at 10:30. Reply C to confirm or call us to change it.
    Your parcel is out for delivery today between 12 and 3. Nobody needs to sign for it.
    Hello, I would like to change the address on my last order please, I moved house on Friday.
    are you still coming to dinner tonight? mum wants to know how many plates to put out
    The meeting is moved to Thursday at two, I put the new agenda on the shared drive. Thanks, Peter
    i need to reset my modem because the internet is very slow since this morning
    can I get two large pizzas with extra cheese and a bottle of cola please
    Good morning, this is the school office. The bus on route four is late today because of the snow.
    Thank you for your patience, I have sent the replacement and it should be there on Monday.
    happy birthday my dear, hope you have a lovely day with the kids, see you on sunday
    My flight was cancelled and I want to know when I will get my money back.
    I am very unhappy with how long this takes, please let me talk to your manager.
    The nurse called and said the results are normal, so no need to worry about it.
    Could you send me the invoice for March again, I cannot find it in my mail.
    Sorry I missed your call, I was driving, will ring you back after work
    The library books are due on Friday, you can renew them at the front desk.
    Please remember to bring your passport and two photos to the office on Monday.
    We watched the game last night and they beat us three to one, what a mess"""  # fmt: skip
IN_CONTEXT = {
    "They told me we will kill you and your whole family tonight": Topic.THREAT,
    "Your agent called me a stupid fucking bitch and hung up on me": Topic.HARASSMENT,
    "I will kill you and your whole family tonight lol": Topic.THREAT,
    "I am not saying that you are a stupid fucking bitch": Topic.HARASSMENT,
    "Nobody should be told you are a stupid worthless bitch": Topic.HARASSMENT,
    "A man wrote to me: \"I know where you live and I will kill you\", who do I report it to?": Topic.THREAT,
}  # fmt: skip
UNTOLD = {
    "": "short",
    "ok lor": "short",
    "   \n\t ": "short",
    "£500 !!! 0800 123 456": "short",
    "Votre colis est en attente, merci de régler les frais de douane sur ce lien avant demain": "foreign",
    "Ihr Konto wurde gesperrt, bitte bestätigen Sie Ihre Daten noch heute unter diesem Link": "foreign",
    "Su cuenta ha sido bloqueada, por favor confirme sus datos en este enlace ahora mismo": "foreign",
    "تم تعليق حسابك يرجى تحديث بياناتك البنكية من خلال الرابط التالي الآن": "unknown",
    "您的账户已被冻结 请立即点击链接 验证您的身份 谢谢": "unknown",
    "xqzt brpl vvnm klqw zzrt ppqx mmnb": "unknown",
}


@pytest.mark.parametrize(
    ("topic", "text"),
    [(topic, line.strip()) for topic, lines in FOUND.items() for line in lines.splitlines()],
)
def test_what_must_be_found(topic: Topic, text: str) -> None:
    found = judged(text, topic, Channel.SMS)
    assert found.found is True, found
    assert found.score is not None
    assert found.score >= Decimal("0.9")


@pytest.mark.parametrize("text", [line.strip() for line in INNOCENT.splitlines()])
def test_what_must_not_be_found(text: str) -> None:
    for channel in (Channel.SMS, Channel.CHAT, None):
        for each in scores.judge(look(text), channel=channel):
            assert each.found is not True, each


@pytest.mark.parametrize("text", IN_CONTEXT)
def test_what_is_reported_refused_or_in_fun_is_left_open(text: str) -> None:
    found = judged(text, IN_CONTEXT[text], Channel.CHAT)
    assert found.found is None
    assert "a person has to read it" in found.why.say(Lang.EN)


@pytest.mark.parametrize("text", UNTOLD)
def test_what_cannot_be_told(text: str) -> None:
    why = {"short": scores.SHORT, "foreign": scores.FOREIGN, "unknown": scores.UNKNOWN}[UNTOLD[text]]
    for each in scores.judge(look(text)):
        assert (each.found, each.score, each.why) == (None, None, why)


def test_an_answer_has_every_topic_once_and_says_by_which_weights() -> None:
    for text in ("", "are you coming to dinner tonight with the kids", "x" * 100_000):
        answers = scores.judge(look(text))
        assert tuple(each.topic for each in answers) == scores.TOPICS
        assert {each.version for each in answers} == {scores.shipped().version}


def test_made_ready_it_says_which_weights_it_has() -> None:
    assert scores.ready() == scores.judge(look("hello"))[0].version == scores.shipped().version


def test_no_text_without_a_ground() -> None:
    shut = enter("m1", Ground(basis=Basis.METADATA), b"I will kill you")
    with pytest.raises(Shut):
        scores.judge(shut)


def test_reasons_quote_nothing_and_are_in_both_languages() -> None:
    for text in (
        "I will kill you and your family tonight, Bartholomew",
        "he said I will kill you Bartholomew",
    ):
        for each in scores.judge(look(text)):
            said = each.why.say(Lang.EN) + each.why.say(Lang.FR)
            assert "artholomew" not in said
            assert "kill" not in said
            assert each.why.en != each.why.fr


def test_hidden_letters_hide_nothing() -> None:
    plainly = judged("I will kill you and your whole family tonight", Topic.THREAT)
    hidden = judged("I w\u200bill k\u0456ll y\u200dou and your wh\u043ele family tonight", Topic.THREAT)
    assert plainly.found is True
    assert hidden == plainly


MAIL = (
    "Cheap viagra and cialis from our online pharmacy, no prescription needed. Order now and save 80%. "
    "Click here to visit our site. To be removed from this list click here. "
)


def test_mail_is_judged_by_the_model_for_mail() -> None:
    for topic in (Topic.SCAM, Topic.MARKETING):
        assert judged(MAIL * 2, topic, Channel.EMAIL).found is True
    long = MAIL * (scores.MAIL_FROM // len(MAIL) + 1)
    assert judged(long, Topic.SCAM) == judged(long, Topic.SCAM, Channel.EMAIL)
    assert judged(long, Topic.SCAM) != judged(long, Topic.SCAM, Channel.CALL)


STRANGE = {
    "ten megabytes": "I will kill you. " * 600_000,
    "one word of ten megabytes": "a" * 10_000_000,
    "ten megabytes of signs": "@.:/" * 2_500_000,
    "quotes that never end": '"' + "he said " * 100_000,
    "controls of direction": "\u202ewill\u202c kill \u2066you\u2069 all of you tonight" * 100,
    "half of a pair": "\ud800 I will kill you all tonight",
    "nulls": "\0" * 10_000,
    "digits": "1" * 1_000_000,
    "stacks of accents": "a" + "\u0301" * 100_000,
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_texts_end_soon_in_an_answer(name: str) -> None:
    scores.judge(look("to read the weights first of all"))
    begun = time.process_time()
    assert len(scores.judge(look(STRANGE[name]))) == len(scores.TOPICS)
    assert time.process_time() - begun < 1  # ours; it takes some hundredths


def test_bytes_that_are_no_text_end_in_an_answer() -> None:
    assert len(scores.judge(enter("m1", GROUND, bytes(range(256)) * 1000))) == len(scores.TOPICS)


@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    for each in scores.judged(text):
        assert (each.score is None) is (each.found is None)
        assert each.score is None or 0 <= each.score <= 1


def test_a_long_text_is_judged_by_its_head_and_tail() -> None:
    middle = "the weather is fine and we go to the park " * 2_000
    threat = "I will kill you and your whole family tonight"
    filled = "so it goes on and on. " * ((grams.HEAD - len(threat)) // 22 - 1)
    assert scores.judged(threat + ". " + filled + middle) == scores.judged(
        threat + ". " + filled + middle * 2
    )


def test_scores_have_three_digits_and_thresholds_decide() -> None:
    heads = scores.by_name()
    for text in [line.strip() for line in "\n".join([*FOUND.values(), INNOCENT]).splitlines()]:
        for each, name in zip(scores.judge(look(text), channel=Channel.SMS), scores.SPOKEN, strict=True):
            if each.found is not None:
                assert each.score is not None
                assert each.score == round(each.score, 3)
                assert each.found is (float(each.score) >= heads[name].threshold)


CONTEXTS = {
    "he said he will kill me": Context.REPORTED,
    "my neighbour keeps calling me a whore": Context.REPORTED,
    "i want to report a threat": Context.REPORTED,
    "such words are not acceptable here": Context.REFUSED,
    "please stop calling her an idiot": Context.REFUSED,
    "i'll kill you lol": Context.BANTER,
    "i'll kill you :)": Context.BANTER,
    "i will kill you": None,
    "you are a stupid cow": None,
    "if you call again i will hurt you": None,
}


@pytest.mark.parametrize("text", CONTEXTS)
def test_contexts(text: str) -> None:
    assert context(text) is CONTEXTS[text]


@pytest.mark.parametrize(
    "text", ["a ", "the x ", '"abcd ', "got ", "calling ", "my ", "not ", "ha", '"', " "]
)
def test_a_context_is_found_or_not_in_bounded_time(text: str) -> None:
    longest = (text * grams.HEAD)[: grams.HEAD + grams.TAIL]
    begun = time.process_time()
    context(longest)
    affirmed(longest)
    assert time.process_time() - begun < 0.5  # ours; it takes up to 20 ms


def test_clauses_that_deny_are_taken_out() -> None:
    assert affirmed("I am not going to hurt you") == ""
    assert affirmed("If you don't pay, I will kill you").strip(". ") == "i will kill you"
    assert affirmed("I will kill you") == "i will kill you"
    still = judged("If you don't pay by friday, I will kill you and your whole family tonight", Topic.THREAT)
    assert still.found is True
