"""A text in which something was found: redacted on a case's page until somebody says why they need it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from conftest import NOW, Made
from django.test import Client

from fairline.console.cases.models import Finding
from fairline.console.people.rights import Role
from fairline.stores.flagged import Flagged, FlaggedTexts

pytestmark = pytest.mark.django_db
WHOLE = "Send 500 to <b>+33 6 12 34 56 78</b> now"


@pytest.fixture
def finding(made_case: Made, tmp_path: Path) -> Finding:
    """A finding of acme that counts one message, and a text of another account beside it."""
    one: Finding = Finding.objects.get(case=made_case("called-though-listed"))
    body = msgspec.json.decode(one.body)
    body["samples"] = ["message:m-1/scam", "message:m-2/scam", "call-3"]
    one.body = msgspec.json.encode(body).decode()
    one.save()
    texts = FlaggedTexts(tmp_path)
    for item, account in (("message:m-1", "acme"), ("message:m-2", "other")):
        texts.keep(
            Flagged(
                item=item,
                account=account,
                at=NOW,
                topics=("scam",),
                redacted="Send 500 to [phone] now",
                whole=WHOLE,
            ),
            NOW + timedelta(days=3650),
        )
    return one


def page(browser: Client, finding: Finding) -> str:
    assert finding.case_id is not None
    return browser.get(f"/cases/{finding.case_id}/records/{finding.pk}/").content.decode()


def stated(browser: Client, finding: Finding) -> None:
    told = {"object": f"case:{finding.case_id}", "purpose": "review", "next": "/"}
    browser.post("/records/purpose/", told)


@pytest.mark.parametrize(("language", "head"), [("en", "What was written"), ("fr", "Ce qui a été écrit")])
def test_it_is_redacted_until_a_purpose_is_stated(
    language: str, head: str, finding: Finding, signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(Role.REVIEWER, language=language)
    before = page(browser, finding)
    assert head in before
    assert "Send 500 to [phone] now" in before
    assert "12 34 56" not in before
    stated(browser, finding)
    after = page(browser, finding)
    assert "Send 500 to &lt;b&gt;+33 6 12 34 56 78&lt;/b&gt; now" in after
    assert "message:m-2" not in after, "another account's text is nobody's here"


def test_who_may_see_no_evidence_sees_none(finding: Finding, signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.CUSTOMER, account="acme")
    assert "Send 500" not in page(browser, finding)


def test_what_is_no_longer_kept_is_not_missed(
    finding: Finding, tmp_path: Path, signed_in: Callable[..., Client]
) -> None:
    FlaggedTexts(tmp_path).forget(NOW + timedelta(days=4000))
    browser = signed_in(Role.REVIEWER)
    stated(browser, finding)
    assert "What was written" not in page(browser, finding)
