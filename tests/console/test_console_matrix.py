"""Every page against every role: who may see it, and that no page forgot to ask."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from fairline.console.people.rights import RIGHTS, Right, Role

pytestmark = pytest.mark.django_db
VALUES = {"int": "999999", "slug": "none", "str": "none", "uuid": "00000000-0000-0000-0000-000000000000"}
NOT_OURS = ("accounts/", "i18n/", "api/")
"""Sign-in is allauth's, and tested by it; the API has a matrix of its own."""


def pages() -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of ours with a value in each of its places, and its pattern."""

    def walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
        for each in resolver.url_patterns:
            where = before + str(each.pattern)
            if where.startswith(NOT_OURS):
                continue
            if isinstance(each, URLResolver):
                yield from walk(each, where)
            else:
                yield where, each

    for where, pattern in walk(get_resolver(), ""):
        filled = where
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            for written in (f"<{kind}:{name}>", f"<{name}>"):
                filled = filled.replace(written, VALUES.get(kind, "none"))
        yield filled, pattern


PAGES = dict(pages())


def test_the_walk_finds_pages() -> None:
    assert "cases/" in PAGES
    assert "cases/999999/" in PAGES
    assert not [where for where in PAGES if "<" in where]


@pytest.mark.parametrize("where", PAGES)
def test_every_page_names_the_right_that_it_needs(where: str) -> None:
    assert isinstance(getattr(PAGES[where].callback, "right", None), Right)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("where", PAGES)
def test_who_may_see_what(where: str, role: Role, signed_in: Callable[..., Client]) -> None:
    right = PAGES[where].callback.right
    browser = signed_in(role, account="acme" if role is Role.CUSTOMER else "")
    shown, sent = browser.get(f"/{where}"), browser.post(f"/{where}")
    for answer in (shown, sent):
        if right in RIGHTS[role]:
            assert answer.status_code not in (403, 500), answer.content.decode()
        elif shown.status_code == 405:  # only forms are sent there
            assert sent.status_code == 403
        else:
            assert answer.status_code == 403


@pytest.mark.parametrize("where", PAGES)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(where: str) -> None:
    browser = Client(raise_request_exception=False)
    answer = browser.get(f"/{where}")
    if answer.status_code == 405:
        answer = browser.post(f"/{where}")
    if PAGES[where].callback.right is Right.OPEN:
        assert answer.status_code in (200, 302, 404)
    else:
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


def test_a_form_without_its_token_is_refused(person: Callable[..., object]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person(Role.REVIEWER))  # type: ignore[arg-type]
    assert browser.post("/cases/take/", {"case": "1"}).status_code == 403
