"""Mail: what it consists of, whether its headers agree, and who answers for it.

``check_mail`` does all of it; ``read_mail`` only takes one apart; ``read_report`` reads receivers' reports.
``docs/reference/mail.md`` says what they read, what they leave out, and within which bounds.
"""

from fairline.checks.mail.checking import Authentication as Authentication
from fairline.checks.mail.checking import MailChecked as MailChecked
from fairline.checks.mail.checking import check_mail as check_mail
from fairline.checks.mail.checking import read_mail as read_mail
from fairline.checks.mail.dkim import Arc as Arc
from fairline.checks.mail.dkim import Chain as Chain
from fairline.checks.mail.dkim import Dkim as Dkim
from fairline.checks.mail.dkim import Signature as Signature
from fairline.checks.mail.dmarc import Dmarc as Dmarc
from fairline.checks.mail.dmarc import DmarcResult as DmarcResult
from fairline.checks.mail.dmarc import Policy as Policy
from fairline.checks.mail.dns import Answer as Answer
from fairline.checks.mail.dns import Dns as Dns
from fairline.checks.mail.dns import Kind as Kind
from fairline.checks.mail.dns import Resolver as Resolver
from fairline.checks.mail.dns import State as State
from fairline.checks.mail.envelope import Envelope as Envelope
from fairline.checks.mail.envelope import Headers as Headers
from fairline.checks.mail.identity import Doubt as Doubt
from fairline.checks.mail.identity import Identity as Identity
from fairline.checks.mail.parts import Attachment as Attachment
from fairline.checks.mail.parts import Mail as Mail
from fairline.checks.mail.parts import NotRead as NotRead
from fairline.checks.mail.parts import Problem as Problem
from fairline.checks.mail.parts import Refusal as Refusal
from fairline.checks.mail.report_types import AggregateReport as AggregateReport
from fairline.checks.mail.report_types import FailureReport as FailureReport
from fairline.checks.mail.report_types import NoReport as NoReport
from fairline.checks.mail.report_types import TlsReport as TlsReport
from fairline.checks.mail.reports import read_report as read_report
from fairline.checks.mail.spf import Spf as Spf
from fairline.checks.mail.spf import SpfResult as SpfResult
