"""C. conso. art. D. 223-9; R.I. Gen. Laws 5-61-3.6; 73 P.S. 2241 ff.; days of codes elsewhere."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from fairline.clauses.a_illegal.banned_days import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import Breach, check, check_weight, decided, measures, rows_of

PARIS, ROME, NEW_YORK = "Europe/Paris", "Europe/Rome", "America/New_York"


def call(place: str, zone: str, at: tuple[int, ...], **fields: object) -> Call:
    return Call(
        id="1", started_at=datetime(*at, tzinfo=ZoneInfo(zone)), account="acme", campaign="spring",  # type: ignore[arg-type,misc]
        direction=Direction.OUTBOUND, purpose=Purpose.MARKETING, called_places=(place,),
        called_zones=(zone,), **fields,
    )  # fmt: skip


SATURDAY = call("FR", PARIS, (2026, 3, 7, 11))
EXCUSED: dict[str, dict[str, object]] = {
    "a weekday is none": {"started_at": datetime(2026, 3, 6, 11, tzinfo=ZoneInfo(PARIS))},
    "a survey is no marketing": {"purpose": Purpose.SURVEY},
    "nor is a purpose that nobody knows": {"purpose": None},
    "a call that came in": {"direction": Direction.INBOUND},
    "a direction that nobody knows": {"direction": None},
    "zones that nobody knows": {"called_zones": None},
    "zones that do not exist": {"called_zones": ("Europe/Nowhere",)},
    "places that nobody knows": {"called_places": None},
    "a place without such days": {"called_places": ("US-NY",), "called_zones": (NEW_YORK,)},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="on-banned-day", bad=SATURDAY,
        apart={
            "another campaign is another finding": {"campaign": "autumn"},
            "a campaign that nobody knows is one too": {"campaign": None},
            "so is another account": {"account": "beta"},
            "and another place": {"called_places": ("FR", "BE")},
        },
        excused={k: v for k, v in EXCUSED.items() if k != "a weekday is none"},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="on-quiet-day", bad=call("IT", ROME, (2026, 4, 5, 11)),
        apart={"another campaign is another finding": {"campaign": None}},
        excused={k: v for k, v in EXCUSED.items() if k not in ("a weekday is none",)}
        | {"France's law is the other rule's": {"called_places": ("FR",), "called_zones": (PARIS,)}},
        severity=Severity.NOTICE, answer=Answer.OBSERVE,
    ),
]  # fmt: skip
DAYS = {
    "Saturday in France": (SATURDAY, True),
    "Friday in France": (call("FR", PARIS, (2026, 3, 6, 11)), False),
    "Friday at night is for the hours": (call("FR", PARIS, (2026, 3, 6, 23)), False),
    "Easter Monday in France": (call("FR", PARIS, (2026, 4, 6, 11)), True),
    "Sunday in Rhode Island": (call("US-RI", NEW_YORK, (2026, 3, 8, 11)), True),
    "Monday in Rhode Island": (call("US-RI", NEW_YORK, (2026, 3, 9, 11)), False),
    "New Year in Pennsylvania": (call("US-PA", NEW_YORK, (2026, 1, 1, 11)), True),
    "the day after": (call("US-PA", NEW_YORK, (2026, 1, 2, 11)), False),
    "Martin Luther King's day in Louisiana": (call("US-LA", "America/Chicago", (2026, 1, 19, 11)), True),
    "not so in New York": (call("US-NY", NEW_YORK, (2026, 1, 19, 11)), False),
    "Christmas in Louisiana": (call("US-LA", "America/Chicago", (2026, 12, 25, 11)), True),
    "still the day before in Chicago": (
        call("US-LA", "America/Chicago", (2026, 12, 24, 23, 59)), False),
    "Christmas in Mississippi, not any more": (
        call("US-MS", "America/Chicago", (2026, 12, 25, 11)), False),
    "of two places one is enough": (
        replace(call("US-NY", NEW_YORK, (2026, 3, 8, 11)), called_places=("US-NY", "US-RI")), True),
    "and of two zones": (
        call("FR", PARIS, (2026, 3, 7, 0, 30)), True),
}  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", DAYS)
def test_days(name: str) -> None:
    of, banned = DAYS[name]
    (decision,) = decided(CLAUSE, [of])
    assert decision.act is (Act.REFUSE if banned else Act.ALLOW)


def test_the_campaign_says_its_purpose() -> None:
    known = Campaign(id="spring", at=datetime(2026, 1, 1, tzinfo=ZoneInfo(PARIS)), account="acme",
                     purpose=Purpose.MARKETING)  # fmt: skip
    for breach in BREACHES:
        assert measures(CLAUSE, breach.rule, [known, *breach.acts(2, purpose=None)]) == [(2, 2)]


def test_the_reasons_in_both_languages() -> None:
    law, practice = (each.told() for each in BREACHES)
    assert law.reason(Lang.EN) == (
        "Telemarketing calls on a day on which the law there allows none: 1"
        " (FR: Mon-Fri 10:00-13:00 and 14:00-20:00; not on Saturdays, Sundays and public holidays)."
    )
    assert law.reason(Lang.FR) == (
        "Appels de prospection un jour où la loi n'en permet aucun\u00a0: 1 (FR\u00a0: du lundi au vendredi"
        " de 10\u00a0h à 13\u00a0h et de 14\u00a0h à 20\u00a0h\u00a0; ni le samedi, ni le dimanche, ni les"
        " jours fériés)."
    )
    assert practice.reason(Lang.EN).startswith(
        "Telemarketing calls on a day that good practice leaves in peace: 1 (IT: "
    )
    assert practice.reason(Lang.FR).startswith(
        "Appels de prospection un jour que l'usage laisse en paix\u00a0: 1 (IT\u00a0: "
    )
