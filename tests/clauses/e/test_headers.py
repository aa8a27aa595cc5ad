"""47 U.S.C. 227(e), 15 U.S.C. 7704(a)(1), registers of senders' names."""

import pytest

from fairline.clauses.e_deception.headers import CLAUSE
from fairline.facts import Call, Channel, Direction, Message
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import DAY, Breach, check, check_weight, measures, rows_of
from tests.clauses.traffic import MONDAY

CALL = Call(
    id="1", started_at=MONDAY, account="acme", direction=Direction.OUTBOUND, caller="+12125550101",
    identity_agrees=False,
)  # fmt: skip
MAIL = Message(
    id="1", sent_at=MONDAY, account="acme", direction=Direction.OUTBOUND, channel=Channel.EMAIL,
    sender="news@bank.example", authenticated=False,
)  # fmt: skip
TEXT = Message(
    id="1", sent_at=MONDAY, account="acme", direction=Direction.OUTBOUND, channel=Channel.SMS,
    sender="BANK", sender_registered=False, recipient_places=("SG",),
)  # fmt: skip
BETA: dict[str, dict[str, object]] = {"so is another account": {"account": "beta"}}
IN: dict[str, dict[str, object]] = {
    "one that came in": {"direction": Direction.INBOUND},
    "a direction that nobody knows": {"direction": None},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="call-headers-disagree", bad=CALL,
        apart={"another number is another finding": {"caller": "+12125550102"}} | BETA,
        excused=IN | {"they agree": {"identity_agrees": True}, "nobody checked": {"identity_agrees": None},
                      "no number": {"caller": None}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.HOLD,
    ),
    Breach(
        clause=CLAUSE, rule="mail-headers-forged", bad=MAIL,
        apart={"another sender is another finding": {"sender": "x@bank.example"}} | BETA,
        excused=IN | {
            "all is well": {"authenticated": True, "identity_agrees": True},
            "nobody checked": {"authenticated": None},
            "a text has no such headers": {"channel": Channel.SMS},
            "a channel that nobody knows": {"channel": None},
            "no sender": {"sender": None}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.HOLD,
    ),
    Breach(
        clause=CLAUSE, rule="sender-not-registered", bad=TEXT,
        apart={"another sender is another finding": {"sender": "BANQUE"},
               "and another place": {"recipient_places": ("SG", "US-NY")}} | BETA,
        excused=IN | {
            "registered": {"sender_registered": True}, "nobody knows": {"sender_registered": None},
            "a country without a register": {"recipient_places": ("US-NY",)},
            "places that nobody knows": {"recipient_places": None},
            "mail": {"channel": Channel.EMAIL}, "a channel that nobody knows": {"channel": None}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


def test_mail_whose_headers_do_not_fit_and_pictures_by_text() -> None:
    mail = BREACHES[1].acts(identity_agrees=False, authenticated=True)
    assert measures(CLAUSE, "mail-headers-forged", mail) == [(1, 1)]
    assert measures(CLAUSE, "sender-not-registered", BREACHES[2].acts(channel=Channel.MMS)) == [(1, 1)]


def test_australia_has_its_register_since_july() -> None:
    june = {"recipient_places": ("AU",), "sent_at": MONDAY.replace(month=6, day=30, hour=12)}
    assert measures(CLAUSE, "sender-not-registered", BREACHES[2].acts(**june)) == []
    july = june | {"sent_at": MONDAY.replace(month=7, day=1, hour=12) + DAY}
    assert measures(CLAUSE, "sender-not-registered", BREACHES[2].acts(**july)) == [(1, 1)]


def test_the_reasons_in_both_languages() -> None:
    call, mail, text = (each.told() for each in BREACHES)
    assert call.reason(Lang.EN) == "Calls from +12125550101 whose headers name different identities: 1."
    assert call.reason(Lang.FR) == (
        "Appels de +12125550101 dont les en-têtes nomment des identités différentes\u00a0: 1."
    )
    assert mail.reason(Lang.EN) == (
        "Mail from news@bank.example whose headers do not fit or that fails its own domain: 1."
    )
    assert mail.reason(Lang.FR) == (
        "Courriels de news@bank.example aux en-têtes discordants, ou rejetés par leur domaine\u00a0: 1."
    )
    assert text.reason(Lang.EN).startswith("Texts from BANK, a name that is not registered there: 1 (SG: ")
    assert text.reason(Lang.FR).startswith("SMS de BANK, nom qui n'y est pas inscrit\u00a0: 1 (SG\u00a0: ")
