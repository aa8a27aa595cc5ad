"""A token is read strictly: each thing that may be wrong with it is told by its name."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stir_made import CALLED, CALLER, CLAIMS, HEADER, X5U, identity, new_key, part, token

from fairline.checks.caller import MEANING, Fault, Kind, Passport, Unsound, Verstat
from fairline.checks.caller.headers import HEADER_CHARS_MAX, Said, read_header
from fairline.checks.caller.passport import TOKEN_CHARS_MAX, certificate_host, read_token
from fairline.facts import Attestation

KEY = new_key()
SAID = Said(caller=CALLER[1:], called=CALLED[1:], date=CLAIMS["iat"])


def said(header: Any = HEADER, claims: Any = CLAIMS) -> Passport | Unsound:
    return read_token(token(KEY, header, claims))


def changed(of: Any, **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in (dict(of) | changes).items() if value is not None}


def test_a_shaken_token_says_who_calls_whom() -> None:
    read = said()
    assert isinstance(read, Passport)
    assert (read.kind, read.x5u, read.issued) == (Kind.SHAKEN, X5U, CLAIMS["iat"])
    assert (read.origin, read.destinations) == (CALLER[1:], (CALLED[1:],))
    assert (read.attestation, read.origid) == (Attestation.FULL, CLAIMS["origid"])


def test_a_diversion_says_who_sent_the_call_on() -> None:
    read = said(
        changed(HEADER, ppt="div"), changed(CLAIMS, div={"tn": "14045550199"}, attest=None, origid=None)
    )
    assert isinstance(read, Passport)
    assert (read.kind, read.diverted, read.attestation) == (Kind.DIVERSION, "14045550199", None)


def test_a_priority_says_what_may_be_claimed() -> None:
    read = said(changed(HEADER, ppt="rph"), changed(CLAIMS, rph={"auth": ["ets.0", "wps.1"]}))
    assert isinstance(read, Passport)
    assert (read.kind, read.priorities) == (Kind.PRIORITY, ("ets.0", "wps.1"))


def test_a_plain_token_may_name_uris() -> None:
    claims = changed(CLAIMS, orig={"uri": "sip:alice@example.com"}, dest={"uri": ["sip:bob@example.com"]})
    read = said(changed(HEADER, ppt=None), claims)
    assert isinstance(read, Passport)
    assert (read.kind, read.origin, read.destinations) == (None, None, ())


CLAIM_FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "no time": ({"iat": None}, "iat"),
    "a time that is text": ({"iat": "1796036370"}, "iat"),
    "a time with a fraction": ({"iat": 1796036370.5}, "iat"),
    "a time that is true": ({"iat": True}, "iat"),
    "a time before 1970": ({"iat": -1}, "iat"),
    "a time past all time": ({"iat": 1 << 60}, "iat"),
    "no origin": ({"orig": None}, "orig"),
    "an origin that is text": ({"orig": CALLER[1:]}, "orig"),
    "two origins": ({"orig": {"tn": "1", "uri": "sip:a@b"}}, "orig"),
    "several callers": ({"orig": {"tn": ["13035550100"]}}, "orig.tn"),
    "a number with a plus sign": ({"orig": {"tn": CALLER}}, "orig.tn"),
    "a number with dashes": ({"orig": {"tn": "1-303-555-0100"}}, "orig.tn"),
    "an empty number": ({"orig": {"tn": ""}}, "orig.tn"),
    "a number of another script": ({"orig": {"tn": "١٣٠٣٥٥٥٠١٠٠"}}, "orig.tn"),
    "a number without end": ({"orig": {"tn": "1" * 33}}, "orig.tn"),
    "no destination": ({"dest": None}, "dest"),
    "a destination that is no list": ({"dest": {"tn": CALLED[1:]}}, "dest.tn"),
    "a destination of another kind": ({"dest": {"tn": ["12025550123"], "x": []}}, "dest"),
    "a list of nobody": ({"dest": {"tn": []}}, "dest"),
    "more than anybody calls": ({"dest": {"tn": ["1"] * 101}}, "dest"),
    "no attestation": ({"attest": None}, "attest"),
    "an attestation that does not exist": ({"attest": "D"}, "attest"),
    "an attestation in small letters": ({"attest": "a"}, "attest"),
    "an attestation that is a list": ({"attest": ["A"]}, "attest"),
    "no origination id": ({"origid": None}, "origid"),
    "an origination id that is a number": ({"origid": 7}, "origid"),
    "shaken for a URI": ({"orig": {"uri": "sip:a@example.com"}}, "orig.tn"),
}


@pytest.mark.parametrize("name", CLAIM_FAULTS)
def test_a_claim_that_is_missing_or_of_another_kind(name: str) -> None:
    changes, field = CLAIM_FAULTS[name]
    assert said(claims=changed(CLAIMS, **changes)) == Unsound(fault=Fault.CLAIMS, field=field)


OTHER_KINDS: dict[str, tuple[str, dict[str, Any], str]] = {
    "a diversion by nobody": ("div", {}, "div.tn"),
    "a diversion by a text": ("div", {"div": "14045550199"}, "div.tn"),
    "a priority of nothing": ("rph", {}, "rph.auth"),
    "a priority of no list": ("rph", {"rph": {"auth": "ets.0"}}, "rph.auth"),
    "a priority of numbers": ("rph", {"rph": {"auth": [0]}}, "rph.auth"),
}


@pytest.mark.parametrize("name", OTHER_KINDS)
def test_other_kinds_need_claims_of_their_own(name: str) -> None:
    kind, changes, field = OTHER_KINDS[name]
    read = said(changed(HEADER, ppt=kind), changed(CLAIMS, **changes))
    assert read == Unsound(fault=Fault.CLAIMS, field=field)


HEADER_FAULTS: dict[str, tuple[dict[str, Any], Fault]] = {
    "no algorithm": ({"alg": None}, Fault.ALGORITHM),
    "the algorithm none": ({"alg": "none"}, Fault.ALGORITHM),
    "a symmetric algorithm": ({"alg": "HS256"}, Fault.ALGORITHM),
    "another curve": ({"alg": "ES384"}, Fault.ALGORITHM),
    "a list of algorithms": ({"alg": ["ES256"]}, Fault.ALGORITHM),
    "another type": ({"typ": "JWT"}, Fault.TYPE),
    "no type": ({"typ": None}, Fault.TYPE),
    "an extension that is not known": ({"ppt": "div-o"}, Fault.EXTENSION),
    "an extension that is a list": ({"ppt": ["shaken"]}, Fault.EXTENSION),
    "something critical": ({"crit": ["b64"]}, Fault.EXTENSION),
    "no address": ({"x5u": None}, Fault.ADDRESS),
    "an address without TLS": ({"x5u": "http://cr.example.com/one.pem"}, Fault.ADDRESS),
}


@pytest.mark.parametrize("name", HEADER_FAULTS)
def test_a_header_that_does_not_fit(name: str) -> None:
    changes, fault = HEADER_FAULTS[name]
    read = said(changed(HEADER, **changes))
    assert isinstance(read, Unsound)
    assert read.fault is fault


CLAIMS_TEXT = json.dumps(dict(CLAIMS))
TOKENS: dict[str, tuple[str, Fault]] = {
    "nothing": ("", Fault.MALFORMED),
    "two parts": ("e30.e30", Fault.MALFORMED),
    "four parts": ("e30.e30.e30.e30", Fault.MALFORMED),
    "an empty part": ("e30..e30", Fault.MALFORMED),
    "a signature that is too short": (f"{part(HEADER)}.{part(CLAIMS)}.AAAA", Fault.SIGNATURE),
    "a signature that is no base64url": (f"{part(HEADER)}.{part(CLAIMS)}.a+b/", Fault.BASE64),
    "padding": (f"{part(HEADER)}=.{part(CLAIMS)}.{'A' * 86}", Fault.BASE64),
    "one letter too many": (f"{part(HEADER)}.{'A' * 5}.{'A' * 86}", Fault.BASE64),
    "no JSON": (token(KEY, "{"), Fault.JSON),
    "a list": (token(KEY, "[]"), Fault.JSON),
    "text that is no UTF-8": (f"{part(HEADER)}.gYE.{'A' * 86}", Fault.JSON),
    "UTF-16": (f"{part(HEADER)}.ewAiAGEAIgA6ADEAfQA.{'A' * 86}", Fault.JSON),
    "not a number": (token(KEY, HEADER, '{"iat":NaN}'), Fault.JSON),
    "nesting without end": (token(KEY, HEADER, "[" * 5_000), Fault.JSON),
    "a number of five thousand digits": (token(KEY, HEADER, '{"iat":' + "9" * 5_000 + "}"), Fault.JSON),
    "a claim that stands twice": (
        token(KEY, HEADER, CLAIMS_TEXT.replace("{", '{"attest":"C",', 1)),
        Fault.REPEATED,
    ),
    "a number that stands twice": (
        token(KEY, HEADER, CLAIMS_TEXT.replace('"orig": {', '"orig": {"tn":"1",')),
        Fault.REPEATED,
    ),
    "a header that stands twice": (
        token(KEY, json.dumps(dict(HEADER)).replace("{", '{"x5u":"https://a.example/b",')),
        Fault.REPEATED,
    ),
    "more than any token": ("A" * (TOKEN_CHARS_MAX + 1), Fault.TOO_LARGE),
}


@pytest.mark.parametrize("name", TOKENS)
def test_what_is_no_token(name: str) -> None:
    text, fault = TOKENS[name]
    read = read_token(text)
    assert isinstance(read, Unsound)
    assert read.fault is fault


ADDRESSES = {
    "https://cr.example.com/one.pem": "cr.example.com",
    "https://CR.example.com:443/a/b.crt": "cr.example.com",
    "https://cr.example.com:8443/one.pem": "cr.example.com",
    "https://cr.example.com:8080/one.pem": None,
    "https://cr.example.com": None,
    "https://cr.example.com/": None,
    "https://cr.example.com/one.pem?x=1": None,
    "https://cr.example.com/one.pem#x": None,
    "https://user@cr.example.com/one.pem": None,
    "https://user:secret@cr.example.com/one.pem": None,
    "https://cr.example.com/../one.pem": None,
    "https://cr.example.com//one.pem": None,
    "https://cr.example.com\\@10.0.0.1/one.pem": None,
    "https://[::1]/one.pem": None,
    "HTTPS://cr.example.com/one.pem": None,
    "http://cr.example.com/one.pem": None,
    "file:///etc/passwd": None,
    "gopher://cr.example.com/one.pem": None,
    "https://cr.example.com/one.pem\r\nHost: x": None,
    "": None,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_where_a_certificate_may_be(address: str) -> None:
    assert certificate_host(address) == ADDRESSES[address]


GOOD = identity(KEY)
BARE = GOOD.partition(";")[0]
HEADERS: dict[str, tuple[str, Fault | None]] = {
    "as everybody writes it": (GOOD, None),
    "with blanks": (f" {BARE} ; info = <{X5U}> ; alg = ES256 ; ppt = shaken ", None),
    "with quotes": (f'{BARE};info=<{X5U}>;alg=ES256;ppt="shaken"', None),
    "in another order, in capitals": (f"{BARE};PPT=shaken;ALG=ES256;INFO=<{X5U}>", None),
    "with a parameter that nobody knows": (f"{GOOD};canon=abc", None),
    "without an algorithm or extension": (f"{BARE};info=<{X5U}>", None),
    "without an address": (f"{BARE};alg=ES256;ppt=shaken", Fault.MALFORMED),
    "with an address that is not in angle brackets": (f"{BARE};info={X5U}", Fault.MALFORMED),
    "with two addresses": (f"{GOOD};info=<{X5U}>", Fault.MALFORMED),
    "with another address": (f"{BARE};info=<https://cr.example.com/two.pem>", Fault.ADDRESS),
    "with another algorithm": (f"{BARE};info=<{X5U}>;alg=RS256", Fault.ALGORITHM),
    "with another extension": (f"{BARE};info=<{X5U}>;ppt=div", Fault.DISAGREES),
    "with something after it": (f"{GOOD};;", Fault.MALFORMED),
    "with a quote that does not end": (f'{BARE};info=<{X5U}>;ppt="shaken', Fault.MALFORMED),
    "nothing": ("", Fault.MALFORMED),
    "too much": (f"{GOOD};x={'y' * HEADER_CHARS_MAX}", Fault.TOO_LARGE),
}


@pytest.mark.parametrize("name", HEADERS)
def test_an_identity_header(name: str) -> None:
    value, fault = HEADERS[name]
    read = read_header(value, SAID)
    assert (read.fault if isinstance(read, Unsound) else None) is fault


def test_the_compact_form_is_rebuilt_from_the_call() -> None:
    full = read_header(identity(KEY, kind=None, attest=None, origid=None), SAID)
    assert isinstance(full, Passport)
    signature = identity(KEY, kind=None, attest=None, origid=None).partition(";")[0].split(".")[2]
    compact = read_header(f"..{signature};info=<{X5U}>;alg=ES256", SAID)
    assert isinstance(compact, Passport)
    assert compact.signed == full.signed
    assert (compact.origin, compact.destinations) == (full.origin, full.destinations)


@pytest.mark.parametrize(
    "value",
    [f"..{'A' * 86};info=<{X5U}>;ppt=shaken", f"..{'A' * 86};info=<{X5U}>;alg=ES256;ppt=div"],
)
def test_the_compact_form_of_an_extension_says_nothing(value: str) -> None:
    read = read_header(value, SAID)
    assert read == Unsound(fault=Fault.COMPACT)
    assert MEANING[Fault.COMPACT].verstat is Verstat.NONE


def test_the_compact_form_needs_the_date() -> None:
    undated = Said(caller=CALLER[1:], called=CALLED[1:], date=None)
    assert read_header(f"..{'A' * 86};info=<{X5U}>", undated) == Unsound(fault=Fault.COMPACT)


def test_every_fault_has_a_meaning_in_both_languages_and_a_registered_phrase() -> None:
    assert set(MEANING) == set(Fault)
    for meaning in MEANING.values():
        assert meaning.phrase
        assert meaning.why.en != meaning.why.fr
        assert meaning.verstat is not Verstat.PASSED


@given(st.text())
def test_any_text_is_read(value: str) -> None:
    assert isinstance(read_header(value, SAID), Unsound)


@given(st.lists(st.sampled_from([*GOOD.replace(".", " . ").replace(";", " ; ").split(" "), ".", "=", "<"])))
def test_parts_in_any_order_are_read(parts: list[str]) -> None:
    assert isinstance(read_header("".join(parts), SAID), Passport | Unsound)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(["alg", "typ", "ppt", "x5u"], ANY_JSON)),
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(["iat", "orig", "dest", "attest", "origid", "div"], ANY_JSON)
    ),
)
def test_any_claims_are_read(header: dict[str, Any], claims: dict[str, Any]) -> None:
    for whole in (dict(HEADER), dict(HEADER) | header):
        text = f"{part(whole)}.{part(dict(CLAIMS) | claims)}.{'A' * 86}"
        assert isinstance(read_token(text), Passport | Unsound)


@given(st.integers(0, len(GOOD) - 1), st.characters(codec="utf-8"))
def test_one_letter_changed_is_read(at: int, letter: str) -> None:
    assert isinstance(read_header(GOOD[:at] + letter + GOOD[at + 1 :], SAID), Passport | Unsound)
