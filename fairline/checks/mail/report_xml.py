"""Aggregate DMARC reports: XML into rows. Receivers write it in many ways; what is not there stays ``None``.

Source: RFC 7489, appendix C; RFC 9990, appendix A, which has a namespace and ``np``.
"""

from datetime import UTC, datetime
from ipaddress import ip_address
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from fairline.checks.mail.report_types import AggregateReport, Checked, Fault, NoReport, Row

XML_BYTES_MAX = 10 * 1024 * 1024  # ours: some 20 000 rows; large receivers' reports have a tenth
CHECKED_MAX = 20  # ours: signatures of one row
COUNT_MAX = 10**12  # ours: more mails than anybody sends in a day


def read_xml(data: bytes) -> AggregateReport | NoReport:
    """Return the report. Bytes that are no UTF-8 in a document that says nothing else are replaced."""
    if len(data) > XML_BYTES_MAX:
        return NoReport(fault=Fault.TOO_LARGE)
    root = _parsed(data)
    if isinstance(root, NoReport):
        return root
    if _tag(root) != "feedback":
        return NoReport(fault=Fault.NO_REPORT)
    metadata, policy = _child(root, "report_metadata"), _child(root, "policy_published")
    span = _child(metadata, "date_range")
    rows = [_row(each) for each in root if _tag(each) == "record"]
    known = tuple(row for row in rows if row is not None)
    pct = _number(_text(policy, "pct"))
    return AggregateReport(
        reporter=_text(metadata, "org_name"),
        report_id=_text(metadata, "report_id"),
        begin=_instant(_text(span, "begin")),
        end=_instant(_text(span, "end")),
        domain=_lower(_text(policy, "domain")),
        p=_lower(_text(policy, "p")),
        sp=_lower(_text(policy, "sp")),
        np=_lower(_text(policy, "np")),
        pct=pct if pct is not None and pct <= 100 else None,
        rows=known,
        broken=len(rows) - len(known),
    )


def _parsed(data: bytes) -> Element | NoReport:
    try:
        return _parse(data)
    except DefusedXmlException:
        return NoReport(fault=Fault.ENTITIES)
    except (ParseError, ValueError, LookupError):
        pass
    if b"encoding" in data[:200] and b"utf-8" not in data[:200].lower():
        return NoReport(fault=Fault.BROKEN_XML)
    try:
        return _parse(data.decode("utf-8", "replace").encode())
    except DefusedXmlException:
        return NoReport(fault=Fault.ENTITIES)
    except (ParseError, ValueError, LookupError):
        return NoReport(fault=Fault.BROKEN_XML)


def _parse(data: bytes) -> Element:
    parsed: Element = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    return parsed


def _row(record: Element) -> Row | None:
    row, named, results = (_child(record, name) for name in ("row", "identifiers", "auth_results"))
    evaluated = _child(row, "policy_evaluated")
    source, count = _address(_text(row, "source_ip")), _number(_text(row, "count"))
    if source is None or count is None:
        return None
    reasons = (
        [_text(each, "type") for each in evaluated if _tag(each) == "reason"] if evaluated is not None else []
    )
    return Row(
        source_ip=source,
        count=count,
        disposition=_lower(_text(evaluated, "disposition")),
        dkim=_lower(_text(evaluated, "dkim")),
        spf=_lower(_text(evaluated, "spf")),
        overrides=tuple(reason for reason in reasons if reason is not None),
        header_from=_lower(_text(named, "header_from")),
        envelope_from=_lower(_text(named, "envelope_from")),
        envelope_to=_lower(_text(named, "envelope_to")),
        signatures=_checked(results, "dkim", "selector"),
        senders=_checked(results, "spf", "scope"),
    )


def _checked(results: Element | None, kind: str, name: str) -> tuple[Checked, ...]:
    found = [each for each in results if _tag(each) == kind] if results is not None else []
    return tuple(
        Checked(
            domain=_lower(_text(each, "domain")),
            result=_lower(_text(each, "result")),
            name=_text(each, name),
        )
        for each in found[:CHECKED_MAX]
    )


def _tag(element: Element) -> str:
    """Return an element's name without its namespace; a comment has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: Element | None, name: str) -> Element | None:
    return next((each for each in element if _tag(each) == name), None) if element is not None else None


def _text(element: Element | None, name: str) -> str | None:
    child = _child(element, name)
    return (child.text or "").strip() or None if child is not None else None


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _number(text: str | None) -> int | None:
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 12:
        return None
    return min(int(text), COUNT_MAX)


def _address(text: str | None) -> str | None:
    try:
        return None if text is None else str(ip_address(text))
    except ValueError:
        return None


def _instant(text: str | None) -> datetime | None:
    """Return an instant in seconds since 1970; some receivers write a fraction, or a date as ISO 8601."""
    if text is None or len(text) > 40:
        return None
    try:
        seconds = float(text)
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        pass
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)
