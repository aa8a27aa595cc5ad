"""Letters, records and lines on their way: sent once, tried again, given up where everybody sees it."""

import hmac
import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from fairline.actuators import WebhookSettings
from fairline.config.console import MailSettings
from fairline.console.cases.models import Case
from fairline.console.people.rights import Role
from fairline.console.rulings.deliveries import TRIES_MAX, deliver_due
from fairline.console.rulings.models import Delivery
from fairline.console.rulings.working import told, work
from fairline.guard import Guard
from tests.console.conftest import Made
from tests.console.ruling_forms import NUMBER, RULE_OF_NUMBERS, sent

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:.imghdr:DeprecationWarning"),  # Apprise asks for it, if it is there
]
Browser = Callable[..., Client]
SECRET = b"s" * 24
MANY = timedelta(days=30)


class Receiver:
    """An HTTP server that keeps what comes and answers as it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 204
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.heard.append((self.path, headers, body))
                self.send_response(outer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *given: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def ways(settings: Any, tmp_path: Path, receiver: Receiver) -> None:
    """A mail server, one webhook, and two chat rooms, one of them French."""
    (tmp_path / "secret").write_text(f"whsec_{b64encode(SECRET).decode()}")
    rooms = tmp_path / "rooms"
    rooms.write_text(
        f"# ours\njson://127.0.0.1:{receiver.port}/room\nfr=json://127.0.0.1:{receiver.port}/salon\n"
    )
    hook = WebhookSettings(
        name="ours", url=f"http://127.0.0.1:{receiver.port}/hook", secret_file=str(tmp_path / "secret")
    )
    actuators = replace(settings.FAIRLINE.actuators, webhook=(hook,))
    settings.FAIRLINE = replace(settings.FAIRLINE, actuators=actuators)
    settings.CONSOLE = replace(
        settings.CONSOLE,
        chat_file=rooms,
        mail=MailSettings(host="mail.example.com", sender="fairline@example.com"),
    )


@pytest.fixture
def case(made_case: Made) -> Case:
    return made_case(RULE_OF_NUMBERS, who={"caller": NUMBER})


@pytest.fixture
def ruled(case: Case, signed_in: Browser, person: Any, guard: Guard, ways: None) -> datetime:
    """A customer of two people, one without an address, is suspended in French."""
    person(Role.CUSTOMER, "ines", account="acme", language="fr")
    silent = person(Role.CUSTOMER, "omar", account="acme")
    silent.email = ""
    silent.save()
    person(Role.CUSTOMER, "eve", account="globex")
    answer = sent(signed_in(Role.REVIEWER), case, harm="4", language="fr")
    assert answer.status_code == 302
    return timezone.now()


def test_the_customer_gets_letter_and_statement_in_one_mail(ruled: datetime) -> None:
    deliver_due(ruled)
    (message,) = mail.outbox
    assert message.to == ["ines@example.com"]
    assert message.subject == f"Suspension\u00a0: le numéro {NUMBER} (compte acme)"
    assert "prend fin d'elle-même" in message.body.replace("\u2019", "'")
    assert "/own/notices/" in message.body
    ((name, made, kind),) = message.attachments
    assert (name[-7:], kind) == ("-fr.pdf", "application/pdf")
    assert "Exposé des motifs" in PdfReader(BytesIO(made)).pages[0].extract_text()
    deliver_due(timezone.now() + MANY)
    assert len(mail.outbox) == 1


def test_the_webhook_gets_the_record_signed(ruled: datetime, receiver: Receiver) -> None:
    deliver_due(ruled)
    ((_, headers, body),) = [each for each in receiver.heard if each[0] == "/hook"]
    said = json.loads(body)
    assert said["type"] == "statement.sent"
    assert said["data"]["kind"] == "statement-of-reasons"
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    version, _, signature = headers["webhook-signature"].partition(",")
    assert version == "v1"
    assert hmac.compare_digest(b64decode(signature), hmac.digest(SECRET, signed, sha256))


def test_rooms_hear_of_cases_and_rulings_in_their_language(
    ruled: datetime, receiver: Receiver, case: Case
) -> None:
    told([case])
    deliver_due(timezone.now())
    lines = {
        path: [json.loads(body)["message"] for where, _, body in receiver.heard if where == path]
        for path in ("/room", "/salon")
    }
    assert [line.partition(".")[0] for line in lines["/room"]] == [
        f"A ruling was made: suspended, the number {NUMBER} (acme)",
        f"New case #{case.pk}: acme, major, clauses e",
    ]
    assert lines["/salon"][0].startswith("Une décision a été prise\u00a0: suspension, le numéro")
    assert lines["/salon"][1].startswith(f"Nouveau dossier #{case.pk}\u00a0: acme, gravité majeure")
    assert f"/cases/{case.pk}/" in lines["/room"][1]


def test_no_row_and_no_page_holds_the_address_of_a_room(ruled: datetime, signed_in: Browser) -> None:
    assert not Delivery.objects.filter(to__contains="127.0.0.1").exists()
    assert "/salon" not in signed_in(Role.REVIEWER).get("/rulings/deliveries/").content.decode()


def test_what_does_not_leave_is_tried_ever_more_rarely_and_given_up_in_sight(
    ruled: datetime, receiver: Receiver, signed_in: Browser
) -> None:
    receiver.status, now, pauses = 500, ruled, []
    hook = Delivery.objects.filter(way="webhook")
    for _ in range(TRIES_MAX):
        deliver_due(now)
        one = hook.get()
        if one.next_at is not None:
            pauses.append((one.next_at - now).total_seconds())
            assert deliver_due(one.next_at - timedelta(seconds=1)) == 0
            now = one.next_at
    assert pauses == [5, 20, 80, 320, 1280, 5120, 20480, 43200, 43200]
    assert (one.tries, one.next_at, one.trouble) == (TRIES_MAX, None, "HTTP 500")
    assert len([each for each in receiver.heard if each[0] == "/hook"]) == TRIES_MAX
    shown = signed_in(Role.AUDITOR).get("/rulings/deliveries/?state=dead").content.decode()
    assert "given up" in shown
    assert "HTTP 500" in shown
    assert signed_in(Role.AUDITOR).post(f"/rulings/deliveries/{one.pk}/again/").status_code == 403
    receiver.status = 204
    signed_in(Role.REVIEWER).post(f"/rulings/deliveries/{one.pk}/again/")
    deliver_due(timezone.now())
    assert hook.get().sent_at is not None
    assert not hook.get().trouble


def test_who_wants_no_more_is_not_asked_again(ruled: datetime, receiver: Receiver) -> None:
    receiver.status = 410
    deliver_due(ruled)
    assert Delivery.objects.get(way="webhook").next_at is None


def test_what_is_no_longer_configured_is_given_up(ruled: datetime, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "rooms").write_text("")
    settings.FAIRLINE = replace(settings.FAIRLINE, actuators=replace(settings.FAIRLINE.actuators, webhook=()))
    deliver_due(ruled)
    assert {each.next_at for each in Delivery.objects.exclude(way="mail")} == {None}
    (tmp_path / "rooms").unlink()
    Delivery.objects.filter(way="chat").update(next_at=ruled)
    deliver_due(ruled)
    assert "chat_file" in Delivery.objects.filter(way="chat")[0].trouble


def test_rooms_that_cannot_be_read_hold_up_no_ruling(
    case: Case, signed_in: Browser, guard: Guard, ways: None, tmp_path: Path
) -> None:
    for spoilt in (b"\xff\xfe", None):
        (tmp_path / "rooms").write_bytes(spoilt) if spoilt else (tmp_path / "rooms").unlink()
        told([case])
    assert sent(signed_in(Role.REVIEWER), case, outcome="warn").status_code == 302
    assert not Delivery.objects.filter(way="chat").exists()


def test_without_a_mail_server_letters_wait(ruled: datetime, settings: Any) -> None:
    settings.CONSOLE = replace(settings.CONSOLE, mail=None)
    deliver_due(ruled)
    letter = Delivery.objects.get(way="mail")
    assert (letter.tries, letter.sent_at) == (0, None)
    assert letter.next_at is not None


def test_a_mail_server_that_is_away_is_tried_again(ruled: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: Any, **more: Any) -> int:
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refused)
    deliver_due(ruled)
    letter = Delivery.objects.get(way="mail")
    assert (letter.tries, letter.trouble) == (1, "nobody listens")
    assert letter.next_at == ruled + timedelta(seconds=5)


def test_who_is_no_customer_gets_words_of_their_own(ruled: datetime) -> None:
    Delivery.objects.all().delete()
    Delivery.objects.create(
        way="mail",
        to="caller@example.com",
        subject="Your call",
        body="It was ours.",
        made_at=ruled,
        next_at=ruled,
    )
    deliver_due(ruled)
    (message,) = mail.outbox
    assert message.body.startswith("It was ours.\n")
    assert "/own/" not in message.body
    assert message.attachments == []


def test_two_postmen_send_a_letter_once(ruled: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second comes while the first is at it."""
    from fairline.console.rulings import deliveries

    inner: list[int] = []

    def nested(one: Delivery, now: datetime) -> None:
        inner.append(deliver_due(now))

    monkeypatch.setattr(deliveries, "HOW", dict.fromkeys(Delivery.Way, nested))
    first = Delivery.objects.count()
    deliver_due(ruled)
    assert len(inner) == first
    assert not Delivery.objects.filter(sent_at=None).exists()
    assert set(Delivery.objects.values_list("tries", flat=True)) == {1}


def test_what_is_late_is_told_once(ruled: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    late = timezone.now() + timedelta(hours=5)
    monkeypatch.setattr("fairline.console.clock.now", lambda: late)
    work()
    work()
    said = Delivery.objects.filter(way="chat", body__startswith="Late, to be ratified")
    assert said.count() == 1


def test_nobody_can_write_a_header_into_a_letter(
    made_case: Made, signed_in: Browser, person: Any, guard: Guard, ways: None
) -> None:
    account = "acme\r\nBcc: all@example.org"
    case = made_case(RULE_OF_NUMBERS, account=account, who={"caller": NUMBER})
    person(Role.CUSTOMER, "mallory", account=account)
    sent(signed_in(Role.REVIEWER), case, outcome="warn", scope=f"number:{NUMBER}")
    deliver_due(timezone.now())
    (message,) = mail.outbox
    assert "\n" not in message.subject
    assert message.recipients() == ["mallory@example.com"]
    assert "Bcc" not in dict(message.message().items())
