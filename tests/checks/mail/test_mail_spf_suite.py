"""The suites of SPF: each scenario's zone data answers, and the result must be one that it allows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.mail.dns import EMPTY, FAILED, NO_NAME, Answer, Kind, State
from fairline.checks.mail.spf import Spf, check_spf

FOLDER = "data/mail_auth_spf_suite"


class Zone:
    """Answers from a scenario's zone data, as the suite's own explanation of it says."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._names: dict[str, list[Any]] = {name.lower(): records for name, records in data.items()}

    def ask(self, name: str, kind: Kind, depth: int = 0) -> Answer:
        records = self._names.get(name.lower())
        if records is None:
            return NO_NAME
        found: list[Any] = []
        has_txt = any(isinstance(each, dict) and "TXT" in each for each in records)
        for each in records:
            if each == "TIMEOUT":  # for whatever stands not before it
                return answer_of(found) if found else FAILED
            ((of, value),) = each.items()
            if of == "CNAME":
                return self.ask(value.rstrip("."), kind, depth + 1) if value and depth < 10 else NO_NAME
            copied = of == "SPF" and kind is Kind.TXT and not has_txt
            if (of == kind.value or copied) and value != "NONE":
                found.append(record(value, kind))
        return answer_of(found)


def answer_of(found: list[Any]) -> Answer:
    return Answer(state=State.FOUND, records=tuple(found)) if found else EMPTY


def record(value: Any, kind: Kind) -> Any:
    if kind is Kind.MX:
        return value[0], value[1]
    if kind is Kind.TXT:
        strings = [value] if isinstance(value, str) else value
        return b"".join(each.encode("utf-8") for each in strings)
    return value


def scenarios(path: Path) -> Iterator[tuple[str, dict[str, Any], Zone]]:
    for number, document in enumerate(yaml.safe_load_all(path.read_text())):
        zone = Zone(document["zonedata"])
        for name, test in document["tests"].items():
            yield f"{number}-{name}", test, zone


def outcomes(path: Path) -> tuple[int, list[str]]:
    """Return how many tests ran, and those whose result is not allowed."""
    count, wrong = 0, []
    for name, test, zone in scenarios(path):
        count += 1
        got = check_spf(ip=test["host"], helo=test["helo"], mail_from=test["mailfrom"], resolver=zone)
        wanted = test["result"] if isinstance(test["result"], list) else [test["result"]]
        if got.result not in wanted:
            wrong.append(f"{name}: {got.result.value}, wanted {wanted}")
        said = test.get("explanation", "DEFAULT")
        if got.result is Spf.FAIL and said != "DEFAULT" and got.explanation != said:
            wrong.append(f"{name}: explanation")
    return count, wrong


def test_rfc7208_passes_in_full(shared: Path) -> None:
    count, wrong = outcomes(shared / FOLDER / "rfc7208-tests.yml")
    assert (count, wrong) == (203, [])


def test_rfc4408_passes_in_full(shared: Path) -> None:
    """The suite of the RFC before: where both differ, it names the newer result as well."""
    assert outcomes(shared / FOLDER / "rfc4408-tests.yml") == (191, [])


def test_the_librarys_own_suite(shared: Path) -> None:
    """All but two, which ask for modes of the library that no RFC has (lax and harsh)."""
    count, wrong = outcomes(shared / FOLDER / "pyspf-test.yml")
    assert count == 16
    assert [each.partition(":")[0] for each in wrong] == ["3-default-modifier", "3-default-modifier-harsh"]


def spf(zone: dict[str, Any], *, ip: str = "192.0.2.1", mail_from: str = "a@shop.example") -> Spf:
    return check_spf(ip=ip, helo="out.shop.example", mail_from=mail_from, resolver=Zone(zone)).result


def includes(count: int) -> dict[str, Any]:
    """A record that includes so many others, each of which is there."""
    names = [f"s{number}.example" for number in range(count)]
    record = "v=spf1 " + " ".join(f"include:{name}" for name in names) + " -all"
    return {"shop.example": [{"TXT": record}]} | {name: [{"TXT": "v=spf1 ?all"}] for name in names}


CASES: dict[str, tuple[dict[str, Any], dict[str, str], Spf]] = {
    "an address that is allowed": ({"shop.example": [{"TXT": "v=spf1 ip4:192.0.2.0/24 -all"}]}, {}, Spf.PASS),
    "one that is not": ({"shop.example": [{"TXT": "v=spf1 ip4:192.0.3.0/24 -all"}]}, {}, Spf.FAIL),
    "an IPv4 address written as IPv6": (
        {"shop.example": [{"TXT": "v=spf1 ip4:192.0.2.0/24 -all"}]}, {"ip": "::ffff:192.0.2.1"}, Spf.PASS),
    "a bounce is asked for by HELO": (
        {"out.shop.example": [{"TXT": "v=spf1 ip4:192.0.2.1 -all"}]}, {"mail_from": ""}, Spf.PASS),
    "ten look-ups are the limit": (includes(10), {}, Spf.FAIL),
    "eleven are too many": (includes(11), {}, Spf.PERMERROR),
    "two look-ups may find nothing": (
        {"shop.example": [{"TXT": "v=spf1 a:n1.example a:n2.example -all"}]}, {}, Spf.FAIL),
    "three may not": (
        {"shop.example": [{"TXT": "v=spf1 a:n1.example a:n2.example a:n3.example -all"}]}, {}, Spf.PERMERROR),
    "it includes itself": (
        {"shop.example": [{"TXT": "v=spf1 include:shop.example -all"}]}, {}, Spf.PERMERROR),
    "two records": ({"shop.example": [{"TXT": "v=spf1 -all"}, {"TXT": "v=spf1 +all"}]}, {}, Spf.PERMERROR),
    "no record": ({"shop.example": [{"TXT": "hello"}]}, {}, Spf.NONE),
    "nobody answers": ({"shop.example": ["TIMEOUT"]}, {}, Spf.TEMPERROR),
    "a record too long to be one": (
        {"shop.example": [{"TXT": "v=spf1 " + "ip4:192.0.2.1 " * 700 + "-all"}]}, {}, Spf.PERMERROR),
    "no address": ({"shop.example": [{"TXT": "v=spf1 +all"}]}, {"ip": "nowhere"}, Spf.PERMERROR),
    "the word that lists addresses in the library": (
        {"shop.example": [{"TXT": "v=spf1 +all"}]}, {"ip": "list"}, Spf.PERMERROR),
    "a sender of no domain": ({}, {"mail_from": "a@"}, Spf.NONE),
    "a sender with a NUL": ({}, {"mail_from": "a@b\x00.example"}, Spf.NONE),
    "a record that is no ASCII": ({"shop.example": [{"TXT": "v=spf1 é -all"}]}, {}, Spf.PERMERROR),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_connection(name: str) -> None:
    zone, said, expected = CASES[name]
    assert spf(zone, **said) is expected


@settings(deadline=None)
@given(
    st.text(alphabet="v=spf1 amxipr:/.-~?+%{}seldhc0123456789é", max_size=200),
    st.text(max_size=60),
    st.text(max_size=60),
)
def test_anything_ends_in_a_result(record: str, mail_from: str, ip: str) -> None:
    zone = {"shop.example": [{"TXT": "v=spf1 " + record}]}
    assert spf(zone) in Spf
    assert spf({}, mail_from=mail_from) in Spf
    assert spf(zone, ip=ip) in Spf
