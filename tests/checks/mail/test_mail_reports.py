"""Reports of receivers: as they come packed, and what is no report."""

import base64
import gzip
import io
import json
import re
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.gate import Ground, enter
from fairline.checks.mail.report_types import (
    WHY,
    AggregateReport,
    Checked,
    FailureReport,
    Fault,
    NoReport,
    Report,
    Row,
    TlsReport,
)
from fairline.checks.mail.reports import read_report
from fairline.facts import Basis

RECORD = """<record><row><source_ip>192.0.2.1</source_ip><count>7</count><policy_evaluated>
<disposition>none</disposition><dkim>Pass</dkim><spf>fail</spf><reason><type>forwarded</type></reason>
</policy_evaluated></row><identifiers><header_from>Shop.example</header_from></identifiers><auth_results>
<dkim><domain>shop.example</domain><selector>k1</selector><result>pass</result></dkim>
<spf><domain>list.example</domain><scope>mfrom</scope><result>pass</result></spf></auth_results></record>"""
XML = f"""<?xml version="1.0"?><feedback><report_metadata>
<org_name>Big Mail</org_name><report_id>r1</report_id>
<date_range><begin>1764460800</begin><end>1764547199</end></date_range></report_metadata><policy_published>
<domain>shop.example</domain><p>reject</p><sp>none</sp><pct>50</pct></policy_published>{RECORD}</feedback>"""
ROW = Row(
    source_ip="192.0.2.1",
    count=7,
    disposition="none",
    dkim="pass",
    spf="fail",
    overrides=("forwarded",),
    header_from="shop.example",
    signatures=(Checked(domain="shop.example", result="pass", name="k1"),),
    senders=(Checked(domain="list.example", result="pass", name="mfrom"),),
)
REPORT = AggregateReport(
    reporter="Big Mail",
    report_id="r1",
    begin=datetime(2025, 11, 30, tzinfo=UTC),
    end=datetime(2025, 11, 30, 23, 59, 59, tzinfo=UTC),
    domain="shop.example",
    p="reject",
    sp="none",
    pct=50,
    rows=(ROW,),
)


def read(data: bytes) -> Report | NoReport:
    return read_report(enter("r1", Ground(basis=Basis.CUSTOMER), data))


def zipped(data: bytes, name: str = "r.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def mailed(data: bytes, kind: str = "application/gzip") -> bytes:
    body = gzip.compress(data) if kind == "application/gzip" else data
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + base64.encodebytes(
        body
    )


WAYS = {
    "plain": XML.encode(),
    "with a mark of UTF-8": b"\xef\xbb\xbf" + XML.encode(),
    "with empty lines before": b"\r\n \r\n" + XML.encode(),
    "gzip": gzip.compress(XML.encode()),
    "zip": zipped(XML.encode()),
    "in a mail": mailed(XML.encode()),
    "in a mail as text": mailed(XML.encode(), "text/xml"),
    "with a namespace": XML.replace(
        "<feedback>", '<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">'
    ).encode(),
    "with a comment": XML.replace("<record>", "<!-- so --><record>").encode(),
}


@pytest.mark.parametrize("name", WAYS)
def test_the_same_report_in_every_packing(name: str) -> None:
    assert read(WAYS[name]) == REPORT


def row(**changes: str) -> AggregateReport:
    text = XML
    for name, value in changes.items():
        text = re.sub(f"<{name}>.*?</{name}>", f"<{name}>{value}</{name}>", text, count=1, flags=re.DOTALL)
    found = read(text.encode())
    assert isinstance(found, AggregateReport)
    return found


def test_what_a_report_leaves_open() -> None:
    assert row(source_ip="nowhere").rows == ()
    assert row(source_ip="nowhere").broken == 1
    assert row(count="many").broken == 1
    assert row(count="9" * 5000).broken == 1
    assert row(count="0").rows[0].count == 0
    assert row(source_ip="2001:DB8::1").rows[0].source_ip == "2001:db8::1"
    assert row(begin="soon").begin is None
    assert row(begin="1764460800.0").begin == REPORT.begin
    assert row(begin="2025-11-30T00:00:00").begin == REPORT.begin
    assert row(begin="1e400").begin is None
    assert row(pct="all").pct is None
    assert row(pct="101").pct is None
    assert row(policy_evaluated="").rows[0].disposition is None
    assert row(auth_results="").rows[0].signatures == ()


def test_bytes_that_are_no_utf8_are_replaced() -> None:
    found = read(XML.replace("Big Mail", "B\udcffg").encode("utf-8", "surrogateescape"))
    assert isinstance(found, AggregateReport)
    assert found.reporter == "B\ufffdg"
    assert found.rows == (ROW,)


LAUGHS = '<!DOCTYPE f [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + XML.partition("?>")[2].replace(
    "Big Mail", "&b;"
)
FILE = '<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + XML.partition("?>")[2].replace(
    "Big Mail", "&a;"
)

REFUSED = {
    "nothing": (b"", Fault.EMPTY),
    "blanks": (b" \r\n", Fault.EMPTY),
    "entities within entities": (LAUGHS.encode(), Fault.ENTITIES),
    "an entity that is a file": (FILE.encode(), Fault.ENTITIES),
    "entities in bytes that are no UTF-8": (LAUGHS.encode() + b"<!-- \xff -->", Fault.ENTITIES),
    "XML cut": (XML[:-20].encode(), Fault.BROKEN_XML),
    "XML in a character set that is none": (
        XML.replace('"1.0"', '"1.0" encoding="none"').encode(),
        Fault.BROKEN_XML,
    ),
    "another document": (b"<html><body/></html>", Fault.NO_REPORT),
    "a gzip cut": (gzip.compress(XML.encode())[:-12], Fault.BROKEN_PACKING),
    "a gzip of dirt": (b"\x1f\x8b" + b"x" * 50, Fault.BROKEN_PACKING),
    "a zip of dirt": (b"PK\x03\x04" + b"x" * 50, Fault.BROKEN_PACKING),
    "a zip of no file": (zipped(b"", "folder/"), Fault.BROKEN_PACKING),
    "a zip of text": (zipped(b"hello"), Fault.NO_REPORT),
    "a gzip that unpacks to 100 MB": (gzip.compress(b"<a>" + b" " * 100_000_000), Fault.TOO_LARGE),
    "a zip that does": (zipped(b"<a>" + b" " * 100_000_000), Fault.TOO_LARGE),
    "XML of 11 MB": (b"<feedback>" + b" " * 11_000_000, Fault.TOO_LARGE),
    "JSON of 11 MB": (b"{" + b" " * 11_000_000, Fault.TOO_LARGE),
    "JSON cut": (b'{"organization-name": "a"', Fault.BROKEN_JSON),
    "JSON of another kind": (b'{"a": 1}', Fault.NO_REPORT),
    "JSON with a number for a list": (b'{"policies": 1}', Fault.BROKEN_JSON),
    "JSON 100,000 deep": (b'{"a":' * 100_000, Fault.BROKEN_JSON),
    "a mail without a report": (b"From: a@b.example\r\n\r\nhello", Fault.NO_REPORT),
    "a mail with a broken report": (mailed(XML[:-20].encode()), Fault.BROKEN_XML),
    "a mail too deep": (b"Content-Type: message/rfc822\n\n" * 100, Fault.TOO_LARGE),
    "a failure that says nothing": (
        b"Content-Type: message/feedback-report\r\n\r\nhello\r\n",
        Fault.NO_REPORT,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report(name: str) -> None:
    data, fault = REFUSED[name]
    began = time.process_time()
    found = read(data)
    assert found == NoReport(fault=fault)
    assert found.why == WHY[fault]
    assert time.process_time() - began < 3


def test_deep_xml_is_let_go_without_a_crash() -> None:
    assert read(b"<feedback>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</feedback>") == AggregateReport()


def test_without_a_ground_no_report_is_read() -> None:
    shut = read_report(enter("r1", Ground(basis=Basis.METADATA), XML.encode()))
    assert shut == NoReport(fault=Fault.SHUT)


FAILURE = (
    "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
    "--b\r\n\r\nA mail failed.\r\n"
    "--b\r\nContent-Type: message/feedback-report\r\n\r\n"
    "Feedback-Type: auth-failure\r\nSource-IP: 192.0.2.1\r\n"
    "Original-Mail-From: <a@shop.example>\r\nArrival-Date: Mon, 30 Nov 2026 12:00:00 +0000\r\n"
    "Auth-Failure: dmarc\r\nReported-Domain: shop.example\r\nDelivery-Result: reject\r\n\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: secret\r\n\r\nbody\r\n--b--\r\n"
)


def test_a_failure() -> None:
    assert read(FAILURE.encode()) == FailureReport(
        feedback_type="auth-failure",
        reported_domain="shop.example",
        source_ip="192.0.2.1",
        arrived_at=datetime(2026, 11, 30, 12, tzinfo=UTC),
        auth_failure="dmarc",
        delivery="reject",
        mail_from="a@shop.example",
    )


def test_transport() -> None:
    report = {
        "organization-name": "Big Mail",
        "date-range": {"start-datetime": "2026-11-29T00:00:00Z", "end-datetime": "2026-11-29T23:59:59Z"},
        "report-id": "t1",
        "policies": [
            {
                "policy": {"policy-type": "sts", "policy-domain": "shop.example"},
                "summary": {"total-successful-session-count": 9, "total-failure-session-count": 2},
                "failure-details": [{"result-type": "certificate-expired", "failed-session-count": 2}],
            }
        ],
    }
    for data in (json.dumps(report).encode(), gzip.compress(json.dumps(report).encode())):
        found = read(data)
        assert isinstance(found, TlsReport)
        assert found.policies[0].summary.total_failure_session_count == 2
        assert found.policies[0].failure_details[0].result_type == "certificate-expired"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_report_or_none(data: bytes) -> None:
    for start in (
        b"",
        b"<feedback>",
        b"\x1f\x8b",
        b"PK\x03\x04",
        b"{",
        b"Content-Type: message/feedback-report\n\n",
    ):
        assert isinstance(read(start + data), AggregateReport | FailureReport | TlsReport | NoReport)


KINDS = {
    "aggregate": AggregateReport,
    "extract_report": AggregateReport,
    "failure": FailureReport,
    "smtp_tls": TlsReport,
}
UNREAD = {
    "ikea.com!example.de!1538690400!1538776800.xml": Fault.BROKEN_XML,
    "invalid_xml.xml": Fault.BROKEN_XML,
    "exim_plain_text_only_no_arf_part.eml": Fault.NO_REPORT,
    "empty.xml": Fault.EMPTY,
}


def test_all_reports_that_others_received(shared: Path) -> None:
    folder = shared / "data/mail_auth_dmarc_reports"
    paths = [path for path in folder.rglob("*") if path.is_file()]
    assert len(paths) == 34
    for path in paths:
        found = read(path.read_bytes())
        if path.name in UNREAD:
            assert found == NoReport(fault=UNREAD[path.name]), path.name
        else:
            assert isinstance(found, KINDS.get(path.parent.name, AggregateReport)), path.name
            assert not isinstance(found, AggregateReport) or (found.rows and not found.broken), path.name
