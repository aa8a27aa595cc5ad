"""What becomes of one item: which checks it goes through, what its fact learns, and what holds it."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from fairline.checks.asking import Ask, Handed, Seen
from fairline.checks.inspecting import ATTACHMENTS_MAX, Checks
from fairline.checks.settings import ChecksSettings, FileChecks, LinkChecks
from fairline.facts import (
    Basis,
    Call,
    Channel,
    Collection,
    Direction,
    FairlineError,
    File,
    HashList,
    Message,
    Recording,
    Topic,
    Verdict,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SCAM = (
    "URGENT: your bank account has been suspended. Verify your card number and PIN now at"
    " http://secure-login.verify-demo.top/x or you will lose access. Claim your 500 pounds refund."
)
PROGRAM = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + bytes(300)


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checks]:
    folder = tmp_path_factory.mktemp("lists")
    rows = ("Northbank,northbank-demo.com,northbank,north", "Parcelo,parcelo-demo.com,,")
    (folder / "brands.csv").write_text("\n".join(("name,domains,words,accounts", *rows)) + "\n")
    (folder / "bad.txt").write_text("# links\nhttp://known-bad-pay.top/pay\n")
    made = Checks.load(
        ChecksSettings(
            brands=folder / "brands.csv",
            links=LinkChecks(lists=(folder / "bad.txt",)),
            files=FileChecks(scanner_wanted=False),
        )
    )
    yield made
    made.close()


def message(**changes: object) -> Message:
    given: dict[str, object] = {
        "id": "m-1", "sent_at": NOW, "account": "acme", "channel": Channel.SMS,
        "direction": Direction.OUTBOUND,
    }  # fmt: skip
    return Message(**given | changes)  # type: ignore[arg-type]


def asked(checks: Checks, item: object, data: bytes | str, **more: object) -> Seen:
    content = data.encode() if isinstance(data, str) else data
    given: dict[str, object] = {"item": item, "basis": Basis.CUSTOMER, "data": content}
    return checks.inspect(Ask(**given | more))  # type: ignore[arg-type]


def found(seen: Seen) -> set[Topic]:
    return {each.topic for each in seen.judgments if each.found is True}


def test_a_text_tells_its_message_what_it_is(checks: Checks) -> None:
    seen = asked(checks, message(), f"{SCAM} http://known-bad-pay.top/pay")
    assert {Topic.SCAM, Topic.PERSONAL_DATA_REQUEST, Topic.BAD_LINK} <= found(seen)
    assert isinstance(seen.item, Message)
    assert (seen.item.links, seen.item.hides_text, seen.item.opts_out) == (2, False, None)
    assert seen.item.template
    for each in seen.judgments:
        assert each.version
        assert "PIN" not in each.why.en + each.why.fr, "no reason quotes the content"


def test_what_the_source_said_stays(checks: Checks) -> None:
    seen = asked(checks, message(links=7, template="mine"), SCAM)
    assert isinstance(seen.item, Message)
    assert (seen.item.links, seen.item.template) == (7, "mine")


def test_a_harmless_text_is_told_so_and_an_unknown_language_is_not_guessed(checks: Checks) -> None:
    plain = asked(checks, message(), "Hi Ann, I am running ten minutes late, see you at the cafe then.")
    assert not found(plain)
    assert {each.found for each in plain.judgments if each.topic is Topic.SCAM} == {False}
    other = asked(checks, message(), "Din ordre er klar til afhentning i butikken fra i morgen klokken ti.")
    assert {each.found for each in other.judgments if each.topic is Topic.SCAM} == {None}


def test_an_opt_out_in_free_words_is_heard(checks: Checks) -> None:
    for text in (
        "Please stop texting me, I never signed up.",
        "Ne m'envoyez plus de messages s'il vous plaît.",
    ):
        seen = asked(checks, message(direction=Direction.INBOUND), text)
        assert isinstance(seen.item, Message)
        assert seen.item.opts_out is True
        assert seen.item.template is None or seen.item.links == 0


def test_messages_alike_get_the_name_of_the_first(checks: Checks) -> None:
    invoice = "Dear {who}, your invoice of {n} EUR is due, see our shop at the corner of the market square"
    names = [
        asked(checks, message(id=f"m-{who}", account="blaster"), invoice.format(who=who, n=n)).item
        for n, who in ((10, "Ann"), (250, "Bob"), (77, "Cara"))
    ]
    assert len({each.template for each in names if isinstance(each, Message)}) == 1


def test_a_brand_is_nobodys_but_its_own(checks: Checks) -> None:
    text = "This is Northbank. Your account has a new message, call us back today please."
    assert Topic.BRAND_CLAIM in found(asked(checks, message(), text))
    assert Topic.BRAND_CLAIM not in found(asked(checks, message(account="north"), text))


def test_a_calls_opening_says_who(checks: Checks) -> None:
    call = Call(id="c-1", started_at=NOW, account="acme", direction=Direction.OUTBOUND)
    script = "Hello, how are you today? I have an offer for your electricity that will save you money."
    told = asked(checks, call, script, handed=Handed(opening=True))
    assert Topic.NO_IDENTITY in found(told)
    assert Topic.NO_IDENTITY not in {each.topic for each in asked(checks, call, script).judgments}


def test_a_form_that_asks_a_child(checks: Checks) -> None:
    form = Collection(id="f-1", at=NOW, account="acme")
    seen = asked(checks, form, "I'm 9 years old. What is your full name and home address, please?")
    assert Topic.CHILD_AGE in found(seen)
    assert isinstance(seen.item, Collection)
    assert seen.item.age == 9


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def test_a_file_tells_what_it_is(checks: Checks) -> None:
    file = File(id="f-1", at=NOW, account="acme")
    clean = asked(checks, file, b"a plain text\n", name="note.txt", declared="text/plain")
    assert isinstance(clean.item, File)
    assert (clean.held, clean.item.judged, clean.item.executable) == (None, True, False)
    program = asked(checks, file, PROGRAM, name="photo.jpg", declared="image/jpeg")
    assert isinstance(program.item, File)
    assert (program.item.executable, program.item.type_mismatch, program.item.judged) == (True, True, True)
    assert program.held is None, "it was judged: what follows is for the rules"
    bomb = asked(checks, file, zipped(a=bytes(40_000_000)), name="a.zip")
    assert isinstance(bomb.item, File)
    assert bomb.held is not None
    assert bomb.item.expansion is not None
    assert bomb.item.expansion > 100


def test_a_hash_look_sees_nothing_else(checks: Checks) -> None:
    file = File(id="f-1", at=NOW, account="acme")
    seen = asked(checks, file, PROGRAM, basis=Basis.HASH_MATCH, reference="list")
    assert isinstance(seen.item, File)
    assert seen.item.executable is None
    assert seen.item.sha256


def mail(text: str, files: dict[str, bytes] | None = None, sender: str = "shop@shop.example") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Date"] = sender, "ann@home.example", "Mon, 30 Nov 2026 11:59:00 +0000"
    made["Subject"], made["Message-ID"] = "Your order", "<1@shop.example>"
    made.set_content(text)
    for name, data in (files or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def email(**changes: object) -> Message:
    return message(channel=Channel.EMAIL, direction=Direction.INBOUND, sender="shop@shop.example", **changes)


def test_a_mail_is_taken_apart_and_each_part_looked_at(checks: Checks) -> None:
    clean = asked(
        checks, email(), mail("Your order has been sent, with kind regards from all of us at the shop.")
    )
    assert isinstance(clean.item, Message)
    assert (clean.held, clean.item.attachments, clean.item.identity_agrees) == (None, 0, True)
    assert clean.item.authenticated is None, "nobody may ask for records"
    harmful = asked(
        checks, email(), mail(f"{SCAM} http://known-bad-pay.top/pay", {"invoice.pdf.exe": PROGRAM})
    )
    assert Topic.BAD_LINK in found(harmful)
    (file,) = harmful.files
    assert (file.id, file.account, file.executable) == ("m-1/1", "acme", True)
    assert harmful.held is None
    broken = asked(checks, email(), mail("hello", {"a.zip": zipped(a=b"x" * 999)[:60]}))
    assert broken.held is not None
    many = asked(checks, email(), mail("hello", {f"{n}.txt": b"x" for n in range(ATTACHMENTS_MAX + 1)}))
    assert many.held is not None
    assert len(many.files) == ATTACHMENTS_MAX


def test_without_a_ground_only_the_head_of_a_mail_is_read(checks: Checks) -> None:
    head = mail(SCAM, sender="ceo@bank.example").partition(b"\n\n")[0]
    seen = asked(checks, email(), head, basis=Basis.METADATA)
    assert isinstance(seen.item, Message)
    assert seen.judgments == ()
    assert seen.item.links is None
    assert seen.item.identity_agrees is not None


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", bytes(2_000_000), "‮".encode() * 1000, b"A" * 3_000_000]
)
def test_whatever_comes_has_an_answer(checks: Checks, data: bytes) -> None:
    for item in (
        message(),
        email(),
        File(id="f", at=NOW),
        Call(id="c", started_at=NOW),
        Collection(id="x", at=NOW),
    ):
        seen = asked(checks, item, data, name="a.bin")
        assert all(each.found is not True for each in seen.judgments)
        if isinstance(item, File) and data and seen.held is None:
            assert isinstance(seen.item, File)
            assert seen.item.judged is True


def test_known_malware_is_malicious(tmp_path: Path) -> None:
    from hashlib import sha256

    digest = sha256(b"something bad").hexdigest()
    (tmp_path / "bad.hashes").write_text(f"# name: bad\n# day: 2026-11-28\n# list: malware\n{digest}\n")
    settings = ChecksSettings(files=FileChecks(hash_lists=(tmp_path / "bad.hashes",), scanner_wanted=False))
    made = Checks(settings)
    try:
        seen = asked(made, File(id="f", at=NOW), b"something bad")
        assert isinstance(seen.item, File)
        assert seen.item.hash_list is HashList.MALWARE
        assert seen.held is None, "it was judged, and the rules refuse it"
        assert seen.item.verdict in (None, Verdict.CLEAN)
    finally:
        made.close()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"brands": Path("/none.csv")}, "none.csv"),
        ({"links": LinkChecks(lists=(Path("/none.txt"),))}, "none.txt"),
        ({"files": FileChecks(hash_lists=(Path("/none"),))}, "none"),
    ],
)
def test_files_that_are_none_are_said(given: dict[str, object], said: str) -> None:
    with pytest.raises(FairlineError, match=said):
        Checks(ChecksSettings(**given))  # type: ignore[arg-type]


def test_a_text_is_kept_only_if_something_was_found_and_redacted() -> None:
    kept: list[tuple[str, tuple[str, ...], str, str | None]] = []

    def keep(item: object, topics: tuple[str, ...], redacted: str, whole: str | None) -> None:
        assert isinstance(item, Message)
        kept.append((item.id, topics, redacted, whole))

    made = Checks(ChecksSettings(), keep=keep)
    try:
        asked(made, message(id="good"), "Hi Ann, I am ten minutes late, see you at the cafe then.")
        assert kept == []
        asked(made, message(id="bad"), f"{SCAM} Or call +44 7911 123456.")
        ((item, topics, redacted, whole),) = kept
        assert item == "bad"
        assert "scam" in topics
        assert "7911" not in redacted
        assert whole is not None
        assert "7911" in whole
        asked(made, message(id="card"), f"{SCAM} Is your card 4111 1111 1111 1111 still the one?")
        assert "4111" not in kept[-1][2]
        assert kept[-1][3] is None, "a card's number is not kept, sealed or not"
    finally:
        made.close()


def test_a_card_number_in_a_transcript_is_told_to_its_recording(checks: Checks) -> None:
    recording = Recording(id="r", at=NOW, account="acme")
    seen = asked(checks, recording, "my card is 4111 1111 1111 1111 and it runs out in May")
    assert isinstance(seen.item, Recording)
    assert seen.item.card_number is True
    none = asked(checks, recording, "my order has the number 4111 1111 1111 1112, says the letter")
    assert isinstance(none.item, Recording)
    assert none.item.card_number is False
