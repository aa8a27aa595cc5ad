"""Every reader fed with anything: facts and what is unreadable come out, never an exception.

Three ways: bytes at random, bytes after a good start of the format, and a good file with bytes changed.
"""

import io
import json
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairline.facts import Fact, Unreadable
from fairline.readers.recognition import MODULES, READERS
from fairline.readers.source import Source

KINDS = (*get_args(Fact), Unreadable)
ZONE = ZoneInfo("Europe/Paris")
ASTERISK = (
    b'"","101","+12025550123","default","""Ann"" <101>","PJSIP/101-00000002","PJSIP/t-00000003","Dial","t",'
    b'"2023-07-26 01:52:11","2023-07-26 01:52:21","2023-07-26 01:52:42","31","21","ANSWERED",""\n'
)
FREESWITCH = (
    b'"Ann","1002","1004","default","2020-02-11 11:05:01","2020-02-11 11:05:12","2020-02-11 11:05:44","43",'
    b'"32","NORMAL_CLEARING","559758f2-4c7b-11ea-b071-2bfc2a06d67d","","1002","PCMU","PCMU"\n'
)
FREESWITCH_JSON = json.dumps(
    {
        "channel_data": {"direction": "inbound"},
        "variables": {"uuid": "u", "start_uepoch": "1515666344534355", "end_uepoch": "1515666415494269"},
        "callflow": [
            {"caller_profile": {"caller_id_number": "1001"}, "times": {"answered_time": "1515666347954373"}}
        ],
    }
).encode()
KAMAILIO = (
    b'{"time":1795470657,"method":"INVITE","from_tag":"f","to_tag":"t","callid":"c","sip_code":"200",'
    b'"sip_reason":"OK","src_user":"101","dst_user":"102"}\n'
    b'{"start_time":"1795470650.127","end_time":"1795470690.1","duration":"39.97","callid":"c"}\n'
)
OURS = b'{"kind":"call","id":"a","started_at":"2026-08-01T12:00:00Z","ring":"PT5S","cost":"0.01"}\n'
TWILIO = (
    b'{"sid":"CA0123456789abcdef0123456789abcdef","account_sid":"AC0123456789abcdef0123456789abcdef",'
    b'"from":"+12025550100","to":"+12025550123","status":"completed","direction":"outbound-api",'
    b'"start_time":"Tue, 31 Aug 2010 20:36:28 +0000","duration":"15","price":"-0.03","api_version":"1"}\n'
)
CONNECT = (
    b'{"AWSContactTraceRecordFormatVersion":"2017-03-10","ContactId":"c","Channel":"VOICE",'
    b'"InitiationMethod":"INBOUND","InitiationTimestamp":"2026-08-01T12:00:00Z","CustomerEndpoint":'
    b'{"Address":"+12025550100","Type":"TELEPHONE_NUMBER"},"DisconnectTimestamp":"2026-08-01T12:01:00Z"}\n'
)
GENESYS = (
    b'{"conversationId":"c","conversationStart":"2026-08-01T12:00:00Z","conversationEnd":"2026-08-01T12:01:00Z",'
    b'"originatingDirection":"outbound","participants":[{"purpose":"customer","sessions":[{"sessionId":"s","mediaType":"voice",'
    b'"ani":"tel:+12025550100","dnis":"tel:+12025550123","direction":"outbound","segments":[]}]}]}\n'
)
ZOOM = (
    b'{"event":"contact_center.engagement_ended","event_ts":1785585600000,"payload":{"account_id":"a","object":'
    b'{"engagement_id":"e","channel":"voice","start_time":"2026-08-01T12:00:00Z",'
    b'"consumer_number":"+12025550100"}}}\n'
)
PHONE = (
    b'{"event":"phone.callee_call_element_completed","event_ts":1785585600000,"payload":{"account_id":"a","object":'
    b'{"call_elements":[{"call_element_id":"e","call_id":"c","direction":"inbound","start_time":'
    b'"2026-08-01T12:00:00Z","caller_did_number":"+12025550100","callee_ext_number":"101"}]}}}\n'
)
INVITE = (
    b"INVITE sip:102@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n"
    b"From: <sip:101@a>;tag=1\r\nTo: <sip:102@b>\r\n"
    b"Call-ID: c@a\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n"
)


def capture() -> bytes:
    """Return a pcap file of one INVITE in UDP over IPv4 over Ethernet."""
    udp = b"\x13\xc4\x13\xc4" + (8 + len(INVITE)).to_bytes(2) + b"\0\0" + INVITE
    head = b"\x45\0" + (20 + len(udp)).to_bytes(2) + b"\0\0\0\0\x40\x11\0\0" + bytes([127, 0, 0, 1]) * 2
    frame = bytes(12) + b"\x08\x00" + head + udp
    sizes = len(frame).to_bytes(4, "little") * 2
    start = bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000")
    return start + (1_785_585_600).to_bytes(4, "little") + bytes(4) + sizes + frame


def database() -> bytes:
    """Return a SQLite file with a call in Kamailio's tables."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "k.sqlite")
        made = sqlite3.connect(path)
        made.execute("PRAGMA page_size = 512")
        columns = "id INTEGER PRIMARY KEY, method, from_tag, to_tag, callid, sip_code, sip_reason, time"
        for table in ("acc", "missed_calls"):
            made.execute(f"CREATE TABLE {table} ({columns})")
            made.execute(f"INSERT INTO {table} VALUES (1,'INVITE','f','t','c','200','OK',2461368.4138)")
        made.execute("CREATE TABLE acc_cdrs (id INTEGER PRIMARY KEY, start_time, end_time, duration, callid)")
        made.execute("INSERT INTO acc_cdrs VALUES (1, 2461368.4137, 2461368.4139, 17.5, 'c')")
        made.commit()
        made.close()
        return path.read_bytes()


def columnar() -> bytes:
    """Return a Parquet file of one call."""
    made = io.BytesIO()
    started = pa.array([1_785_585_600_000_000], pa.timestamp("us", "UTC"))
    pq.write_table(pa.table({"kind": ["call"], "id": ["a"], "started_at": started}), made)
    return made.getvalue()


GOOD: dict[str, Callable[[], bytes]] = {
    "asterisk-csv": lambda: ASTERISK,
    "freeswitch-csv": lambda: FREESWITCH,
    "freeswitch-json": lambda: FREESWITCH_JSON,
    "kamailio-sqlite": database,
    "kamailio-acc-json": lambda: KAMAILIO,
    "fairline-ndjson": lambda: OURS,
    "fairline-parquet": columnar,
    "twilio": lambda: TWILIO,
    "amazon-connect": lambda: CONNECT,
    "genesys": lambda: GENESYS,
    "zoom-contact-center": lambda: ZOOM,
    "zoom-phone": lambda: PHONE,
    "sip-capture": capture,
    "mapped": lambda: b"from,to,start\n101,102,2026-08-01 12:00:00\n",
}
START = {name: good() for name, good in GOOD.items()}
ENOUGH = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
ODD = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.text(alphabet='",{}[]:0123456789-. \n\r\0eEtN"\\', max_size=200).map(str.encode),
)

by_reader = pytest.mark.parametrize("name", MODULES)


def check(name: str, content: bytes) -> None:
    if name not in READERS:
        pytest.skip(f"this installation has no reader {name}")
    reader = READERS[name]
    source = Source("x", io.BytesIO(content))
    assert reader.recognise(source.head()) in (True, False)
    found = list(reader.read(source, zone=ZONE, region="US"))
    source.close()
    assert all(isinstance(fact, KINDS) for fact in found)
    refused = [fact for fact in found if isinstance(fact, Unreadable)]
    assert all(len(bad.found) <= 80 for bad in refused)


@by_reader
def test_a_good_start_is_recognised_and_read(name: str) -> None:
    if name == "mapped":
        pytest.skip("without a mapping it reads nothing: tests/readers/test_mapped.py")
    source = Source("x", io.BytesIO(START[name]))
    assert READERS[name].recognise(source.head())
    found = list(READERS[name].read(source, zone=ZONE, region="US"))
    source.close()
    assert found
    assert not [bad for bad in found if isinstance(bad, Unreadable)]


@by_reader
@ENOUGH
@given(content=ODD)
def test_any_bytes(name: str, content: bytes) -> None:
    check(name, content)


@by_reader
@ENOUGH
@given(content=ODD)
def test_any_bytes_after_a_good_start(name: str, content: bytes) -> None:
    check(name, START[name] + content)


@by_reader
@ENOUGH
@given(data=st.data())
def test_a_good_file_with_bytes_changed(name: str, data: st.DataObject) -> None:
    content = START[name]
    start = data.draw(st.integers(0, len(content)))
    removed = data.draw(st.integers(0, 40))
    check(name, content[:start] + data.draw(ODD) + content[start + removed :])
