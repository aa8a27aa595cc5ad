"""Handing a file out: always as an attachment, never to be shown, run or guessed at by a browser."""

from hashlib import sha256
from typing import TypeVar

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from fairline.console.files.keeping import path_of
from fairline.console.files.kinds import MEDIA
from fairline.console.files.models import Upload

R = TypeVar("R", bound=HttpResponseBase)


def attachment(row: Upload) -> HttpResponse:
    """Return a file to be saved. A file whose bytes are gone or are others than were sent is not there."""
    path = path_of(row.sha256)
    if not path.exists():
        raise Http404
    content = path.read_bytes()
    if sha256(content).hexdigest() != row.sha256:
        raise Http404
    response = HttpResponse(content, content_type=MEDIA[row.kind])
    return saved_as(response, row.name)


def saved_as(response: R, name: str) -> R:
    """Make a browser save a response, and nothing else."""
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
