"""An audit as one HTML page. The same audit gives the same bytes: no clock, nothing from outside."""

from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from fairline import __version__
from fairline.audited import Audit, Unusable
from fairline.policy import SEVERITY, Evidence, Lang, Severity
from fairline.report import sections
from fairline.report.answer import answer, command, observing
from fairline.report.sections import Page
from fairline.report.shown import letters, rules_shown
from fairline.report.wording import Wording
from fairline.report.words import PERMITS


def write_html(audit: Audit, lang: Lang, to: Path) -> None:
    """Write the report of ``audit`` in ``lang`` to a file, in UTF-8. Raises ``OSError`` as writing does."""
    to.write_bytes(html(audit, lang).encode())


def html(audit: Audit, lang: Lang) -> str:
    """Return the report of ``audit`` in ``lang`` as one HTML document."""
    environment = Environment(
        loader=PackageLoader("fairline.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    say = Wording(lang, audit.assumed.zone)
    page = Page(audit, say)
    return environment.get_template("page.html.jinja").render(
        audit=audit,
        page=page,
        say=say.say,
        w=say,
        lang=lang.value,
        version=__version__,
        style=Markup(resources.files(__package__).joinpath("page.css").read_text("utf-8")),
        answer=answer(audit, say),
        observing=observing(audit, say),
        command=command(audit, lang),
        letters=letters(audit),
        rules=rules_shown(audit),
        severities=tuple(reversed(Severity)),
        evidence=tuple(Evidence),
        permits=PERMITS,
        severity_words=SEVERITY,
        marks=sections.MARKS,
        Unusable=Unusable,
        caps=sections,
    )
