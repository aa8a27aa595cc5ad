"""What receivers report of a domain's mail: the types of ``read_report``.

Aggregate reports (RFC 7489 appendix C, RFC 9990), reports of single failures (RFC 5965, 6591) and reports of
encrypted transport (RFC 8460). ``None``: the report does not say.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from fairline.policy import Text


class Checked(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One SPF or DKIM result that stands in a row; ``name`` is DKIM's selector or SPF's scope."""

    domain: str | None = None
    result: str | None = None
    name: str | None = None


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """So many mails from one address that fared the same. Results are in lower case."""

    source_ip: str
    count: int
    disposition: str | None = None
    dkim: str | None = None
    spf: str | None = None
    """What DMARC made of both: aligned and passed."""
    overrides: tuple[str, ...] = ()
    """Why the receiver did otherwise than the policy asks."""
    header_from: str | None = None
    envelope_from: str | None = None
    envelope_to: str | None = None
    signatures: tuple[Checked, ...] = ()
    senders: tuple[Checked, ...] = ()


class AggregateReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one receiver saw of one domain. ``broken``: rows without an address or a count."""

    reporter: str | None = None
    report_id: str | None = None
    begin: datetime | None = None
    end: datetime | None = None
    domain: str | None = None
    p: str | None = None
    sp: str | None = None
    np: str | None = None
    pct: int | None = None
    rows: tuple[Row, ...] = ()
    broken: int = 0


class FailureReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One mail that failed. Of the mail itself nothing is kept."""

    feedback_type: str
    reported_domain: str | None = None
    source_ip: str | None = None
    arrived_at: datetime | None = None
    auth_failure: str | None = None
    delivery: str | None = None
    mail_from: str | None = None
    dkim_domain: str | None = None


class TlsPolicy(Struct, frozen=True, kw_only=True, rename="kebab"):
    """Which policy was applied, and to which domain."""

    policy_type: str
    policy_domain: str | None = None


class TlsSummary(Struct, frozen=True, kw_only=True, rename="kebab"):
    """How many sessions went well, and how many did not."""

    total_successful_session_count: int = 0
    total_failure_session_count: int = 0


class TlsFailure(Struct, frozen=True, kw_only=True, rename="kebab"):
    """So many sessions that failed for one cause."""

    result_type: str
    failed_session_count: int = 0
    sending_mta_ip: str | None = None
    receiving_ip: str | None = None
    receiving_mx_hostname: str | None = None


class TlsRow(Struct, frozen=True, kw_only=True, rename="kebab"):
    """What became of sessions under one policy."""

    policy: TlsPolicy
    summary: TlsSummary = TlsSummary()
    failure_details: tuple[TlsFailure, ...] = ()


class TlsSpan(Struct, frozen=True, kw_only=True, rename="kebab"):
    """Which time is reported on."""

    start_datetime: datetime
    end_datetime: datetime


class TlsReport(Struct, frozen=True, kw_only=True, rename="kebab"):
    """What one sender saw when it gave mail to one domain (RFC 8460, 4.4)."""

    organization_name: str | None = None
    report_id: str | None = None
    date_range: TlsSpan | None = None
    policies: tuple[TlsRow, ...] = ()


class Fault(StrEnum):
    """Why something is no report that can be read."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    BROKEN_PACKING = "broken-packing"
    BROKEN_XML = "broken-xml"
    ENTITIES = "entities"
    BROKEN_JSON = "broken-json"
    NO_REPORT = "no-report"
    SHUT = "shut"


WHY = {
    Fault.EMPTY: Text(en="There is nothing to read.", fr="Il n'y a rien à lire."),
    Fault.TOO_LARGE: Text(
        en="The report is larger than what is read, or unpacks to more.",
        fr="Le rapport dépasse la taille qui est lue, ou la dépasse une fois décompressé.",
    ),
    Fault.BROKEN_PACKING: Text(
        en="The report's archive cannot be unpacked.", fr="L'archive du rapport ne peut être décompressée."
    ),
    Fault.BROKEN_XML: Text(
        en="The report is no well-formed XML.", fr="Le rapport n'est pas un XML bien formé."
    ),
    Fault.ENTITIES: Text(
        en="The report's XML declares a document type, which no report needs.",
        fr="Le XML du rapport déclare un type de document, dont aucun rapport n'a besoin.",
    ),
    Fault.BROKEN_JSON: Text(
        en="The report is not JSON as RFC 8460 has it.",
        fr="Le rapport n'est pas un JSON tel que le veut la RFC 8460.",
    ),
    Fault.NO_REPORT: Text(
        en="It is no report of a kind that is read here.",
        fr="Ce n'est pas un rapport d'un genre qui est lu ici.",
    ),
    Fault.SHUT: Text(en="Nothing allows its content to be read.", fr="Rien n'autorise à lire son contenu."),
}


class NoReport(Struct, frozen=True, kw_only=True):
    """Something that is not read as a report, and why."""

    fault: Fault

    @property
    def why(self) -> Text:
        """The reason in both languages."""
        return WHY[self.fault]


Report = AggregateReport | FailureReport | TlsReport
