"""Reports of receivers on a domain's mail, as they come: XML or JSON, packed or not, alone or in a mail.

``read_report`` takes a ``Look``: the mailbox that a customer named for reports is a feature it switched on.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

import msgspec

from fairline.checks.gate import OPENS, Look
from fairline.checks.mail.addresses import mailboxes
from fairline.checks.mail.heads import fields_of, read_head
from fairline.checks.mail.identity import read_time
from fairline.checks.mail.parts import Mail, Refusal
from fairline.checks.mail.report_types import FailureReport, Fault, NoReport, Report, TlsReport
from fairline.checks.mail.report_xml import XML_BYTES_MAX, read_xml
from fairline.checks.mail.taking_apart import take_apart

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
MARKS = b"\xef\xbb\xbf \t\r\n"
FILES_MAX = 10  # ours: a report's archive has one file, its mail one archive


def read_report(look: Look) -> Report | NoReport:
    """Return the report that a file or a mail is or has. Never raises; a bomb ends as ``TOO_LARGE``."""
    if look.ground.basis not in OPENS:
        return NoReport(fault=Fault.SHUT)
    data = look.data
    alone = _read(data)
    if alone is not None:
        return alone
    mail = take_apart(data)
    if not isinstance(mail, Mail):
        return NoReport(fault=Fault.TOO_LARGE if mail.refusal is not Refusal.EMPTY else Fault.EMPTY)
    return _in_mail(mail)


def _read(data: bytes) -> Report | NoReport | None:
    """Return the report of a file; ``None`` if it is neither packed nor XML nor JSON."""
    start = data[:64].lstrip(MARKS)
    if not start:
        return NoReport(fault=Fault.EMPTY) if not data.strip(MARKS) else None
    if start.startswith((GZIP, ZIP)):
        plain = _unpacked(data)
        if isinstance(plain, NoReport):
            return plain
        return _read_plain(plain) or NoReport(fault=Fault.NO_REPORT)
    return _read_plain(data)


def _read_plain(data: bytes) -> Report | NoReport | None:
    start = data[:64].lstrip(MARKS)
    if start.startswith(b"<"):
        return read_xml(data.lstrip(MARKS))
    return _tls(data) if start.startswith(b"{") else None


def _unpacked(data: bytes) -> bytes | NoReport:
    if data.startswith(GZIP):
        stream = zlib.decompressobj(wbits=31)
        try:
            plain = stream.decompress(data, XML_BYTES_MAX + 1)
        except zlib.error:
            return NoReport(fault=Fault.BROKEN_PACKING)
        if not stream.eof and len(plain) <= XML_BYTES_MAX:
            return NoReport(fault=Fault.BROKEN_PACKING)
    else:
        try:
            plain = _first_file(data)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ):
            return NoReport(fault=Fault.BROKEN_PACKING)
    return plain if len(plain) <= XML_BYTES_MAX else NoReport(fault=Fault.TOO_LARGE)


def _first_file(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [each for each in archive.infolist()[:FILES_MAX] if not each.is_dir()]
        if not names:
            raise zipfile.BadZipFile("found no file, wanted one")
        with archive.open(names[0]) as file:
            return file.read(XML_BYTES_MAX + 1)


def _tls(data: bytes) -> TlsReport | NoReport:
    if len(data) > XML_BYTES_MAX:
        return NoReport(fault=Fault.TOO_LARGE)
    try:
        report = msgspec.json.decode(data.lstrip(MARKS), type=TlsReport)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return NoReport(fault=Fault.BROKEN_JSON)
    return report if report.policies else NoReport(fault=Fault.NO_REPORT)


def _in_mail(mail: Mail) -> Report | NoReport:
    """Return the first report in a mail; if there is none, what was wrong with the first thing like one."""
    wrong: NoReport | None = None
    for data in _candidates(mail):
        found = _read(data)
        if found is not None and not isinstance(found, NoReport):
            return found
        wrong = wrong or found
    for attachment in mail.attachments[:FILES_MAX]:
        if attachment.declared == "message/feedback-report":
            return _failure(attachment.data)
    return wrong or NoReport(fault=Fault.NO_REPORT)


def _candidates(mail: Mail) -> Iterator[bytes]:
    """Yield what may be a report: files, and a text that is one, as some receivers declare it."""
    for attachment in mail.attachments[:FILES_MAX]:
        if not attachment.declared.startswith("message/"):
            yield attachment.data
    for text in mail.texts[:FILES_MAX]:
        if text.lstrip()[:1] in ("<", "{"):
            yield text.encode()


def _failure(data: bytes) -> FailureReport | NoReport:
    head = read_head(data.strip() + b"\r\n")
    if isinstance(head, Refusal):
        return NoReport(fault=Fault.TOO_LARGE)
    told = dict(reversed(fields_of(head)))
    if "feedback-type" not in told:
        return NoReport(fault=Fault.NO_REPORT)

    def of(name: str) -> str | None:
        return told.get(name) or None

    sender = mailboxes(told.get("original-mail-from", "")) or ()
    return FailureReport(
        feedback_type=told["feedback-type"].lower(),
        reported_domain=of("reported-domain"),
        source_ip=of("source-ip"),
        arrived_at=read_time(told.get("arrival-date", "")),
        auth_failure=of("auth-failure"),
        delivery=of("delivery-result"),
        mail_from=sender[0].address if sender else None,
        dkim_domain=of("dkim-domain"),
    )
