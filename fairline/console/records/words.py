"""The purposes for which evidence may be looked at."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Purpose(StrEnum):
    """Why somebody looks at evidence."""

    REVIEW = "review"
    APPEAL = "appeal"
    COMPLAINT = "complaint"
    TRACEBACK = "traceback"
    QUALITY = "quality"
    LEGAL = "legal-request"


PURPOSE = {
    Purpose.REVIEW: _("Review of a case"),
    Purpose.APPEAL: _("Appeal"),
    Purpose.COMPLAINT: _("Complaint"),
    Purpose.TRACEBACK: _("Traceback"),
    Purpose.QUALITY: _("Quality of review"),
    Purpose.LEGAL: _("Request of an authority or a court"),
}
