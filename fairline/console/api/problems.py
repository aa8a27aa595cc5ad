"""What is said when something cannot be done: one shape for every error (RFC 9457)."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fairline.console.appeals.refused import NotTaken
from fairline.console.cases.work import NotDone
from fairline.console.rulings.making import NotPermitted

M = TypeVar("M", bound=Model)
UNFIT = "found fields that do not fit"


class Problem(Schema):
    """``title``: what is wrong; ``reasons``: all of it, in English and French where the policy says it."""

    title: str
    status: int
    reasons: list[dict[str, str]]


def held(model: type[M], id: str) -> M:
    """Return what has this id. One with signs that no id has is looked for nowhere: PostgreSQL refuses to."""
    if not id.isprintable():
        raise Http404
    return get_object_or_404(model, pk=id)


class Unfit(Exception):
    """Fields that do not fit, with what is wrong with each."""

    def __init__(self, errors: Mapping[str, Iterable[Any]]) -> None:
        super().__init__()
        self.reasons = [{"field": name, "en": str(each)} for name, said in errors.items() for each in said]


def answer_with_problems(api: NinjaAPI) -> None:
    """Have every refusal told in one shape."""

    def told(request: HttpRequest, title: str, status: int, reasons: list[dict[str, str]]) -> HttpResponse:
        problem = Problem(title=title, status=status, reasons=reasons)
        answer = api.create_response(request, problem, status=status)
        answer["Content-Type"] = "application/problem+json"
        return answer

    @api.exception_handler(NotPermitted)
    def _refused(request: HttpRequest, error: NotPermitted) -> HttpResponse:
        reasons = [{"en": each.en, "fr": each.fr} for each in error.reasons]
        return told(request, "the policy's review refuses it", 422, reasons)

    @api.exception_handler(NotTaken)
    def _not_taken(request: HttpRequest, error: NotTaken) -> HttpResponse:
        reasons = [{"en": each.en, "fr": each.fr} for each in error.reasons]
        return told(request, "it cannot be decided so", 422, reasons)

    @api.exception_handler(NotDone)
    def _not_done(request: HttpRequest, error: NotDone) -> HttpResponse:
        return told(request, str(error), 409, [])

    @api.exception_handler(Unfit)
    def _unfit(request: HttpRequest, error: Unfit) -> HttpResponse:
        return told(request, UNFIT, 422, error.reasons)

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return told(request, str(error), error.status_code, [])

    @api.exception_handler(Http404)
    def _none(request: HttpRequest, error: Http404) -> HttpResponse:
        return told(request, "found nothing there", 404, [])

    @api.exception_handler(AuthenticationError)
    def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return told(request, "wanted somebody signed in, or a key", 401, [])

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        reasons = [
            {"field": ".".join(map(str, each.get("loc", ()))), "en": str(each.get("msg", ""))}
            for each in error.errors
        ]
        return told(request, UNFIT, 422, reasons)
