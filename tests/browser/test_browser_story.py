"""A case from its finding to a ruling by two people, its statement, its appeal, and calls that pass again."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from demo.live_call import installed
from tests.browser.house import House, waited
from tests.browser.spoken import say
from tests.browser.telephone import Telephone, telephone
from tests.browser.visits import Visit

pytestmark = pytest.mark.slow
Visits = Callable[..., Visit]
AGGRAVATES = "concealment"
REASONS = {
    "en": "Calls to people who asked not to be called.",
    "fr": "Appels à des personnes qui avaient demandé à ne pas l'être.",
}
APPEAL = {
    "en": "They are our customers: here is the list.",
    "fr": "Ce sont nos clients\u00a0: voici la liste.",
}
OVERTURNED = {"en": "The list shows their consent.", "fr": "La liste montre leur accord."}


@pytest.fixture
def call(served: House, language: str) -> Iterator[Telephone | None]:
    """A telephone behind Kamailio, ``None`` where Kamailio is not installed."""
    with ExitStack() as stack:
        yield stack.enter_context(telephone(served, f"story-{language}")) if installed() else None


def the_case(reviewer: Visit, account: str) -> None:
    """Take an account's case from the queue, and open the form of a ruling."""
    page, language = reviewer.page, reviewer.language
    page.goto("/cases/")
    row = page.locator("[data-row]").filter(has=page.get_by_role("cell", name=account, exact=True))
    row.get_by_role("link").first.click()
    page.get_by_role("button", name=say(language, "Take the case")).click()
    page.get_by_role("link", name=say(language, "Rule on it")).click()


def fill_in(reviewer: Visit, outcome: str, scope: str) -> None:
    """Fill in what a restriction at once takes; without what aggravates it, the ladder forbids it."""
    page, language = reviewer.page, reviewer.language
    page.locator(f"input[name=outcome][value={outcome}]").check()
    page.locator("select[name=scope]").select_option(scope)
    page.locator("input[name=harm][value='3']").check()
    page.locator("input[name=how][value=at-once]").check()
    for name in ("reasons", "no_notice_because", "proportionality", "cure_steps"):
        page.locator(f"textarea[name={name}]").fill(REASONS[language])
    for choice in page.locator("select[name^=suffices_]").all():
        choice.select_option("no")
    for why in page.locator("input[name^=why_]").all():
        why.fill(REASONS[language])
    page.locator("input[name=lasting]").check()
    look = page.get_by_role("button", name=say(language, "Look at what it means"))
    look.click()
    weighed = page.locator("section.weighed")
    expect(weighed).to_contain_text(say(language, "It cannot be made as it is:"))
    expect(page.get_by_role("button", name=say(language, "Put it forward"))).to_have_count(0)
    page.locator(f"input[name=circumstances][value={AGGRAVATES}]").check()
    look.click()
    expect(weighed).to_contain_text(
        say(language, "Nothing is against it. It waits for a second person before it takes effect.")
    )
    expect(weighed.locator(".conditions li")).to_have_count(8)
    expect(weighed.locator(".conditions .good")).to_have_count(8)


def two_people(visit: Visits, language: str, account: str, outcome: str, scope: str) -> tuple[Visit, Visit]:
    """Rule on a case: one puts it forward, another signs it."""
    reviewer, senior = visit("rosa", language), visit("sami", language)
    the_case(reviewer, account)
    fill_in(reviewer, outcome, scope)
    reviewer.page.get_by_role("button", name=say(language, "Put it forward")).click()
    expect(status(reviewer)).to_contain_text(say(language, "It waits for a second person."))
    senior.page.goto("/rulings/")
    waiting = senior.page.get_by_role("listitem").filter(has_text=f"({account})")
    waiting.get_by_role("link").click()
    senior.page.get_by_role("button", name=say(language, "Sign"), exact=True).click()
    expect(status(senior)).to_contain_text(say(language, "Signed."))
    return reviewer, senior


def status(visit: Visit) -> Locator:
    """Return where a page says what has become of a form."""
    return visit.page.locator("ul.messages")


def customer_of(visit: Visits, account: str, language: str, stands: str) -> Visit:
    """Sign a customer in, who reads what is not active as soon as it is told."""
    customer = visit(f"customer-{account}", language)

    def told() -> Locator | None:
        customer.page.goto("/own/")
        link = customer.page.get_by_role("link", name=say(language, "Read the reasons"))
        return link.first if link.count() else None

    link = waited(told, "the statement of reasons")
    expect(customer.page.get_by_role("table").first).to_contain_text(stands)
    link.click()
    expect(customer.page.locator("main")).to_contain_text(REASONS[language])
    return customer


def taken_home(customer: Visit, language: str) -> None:
    """Read the statement as PDF and as JSON."""
    page = customer.page
    for kind, type_ in (("PDF", "application/pdf"), ("JSON", "application/json")):
        link = page.get_by_role("link", name=kind, exact=True).get_attribute("href")
        answer, found, body = customer.fetched(str(link))
        assert (answer, found.split(";")[0]) == (200, type_)
        if kind == "PDF":
            assert body.startswith(b"%PDF-")
            assert len(body) > 5_000
        else:
            assert REASONS[language] in json.dumps(json.loads(body), ensure_ascii=False)


def appealed(customer: Visit, language: str, tmp_path: Path) -> str:
    """Appeal with a file; return the appeal's id."""
    page = customer.page
    file = tmp_path / "list.csv"
    file.write_text("number,asked\n+12125550101,yes\n")
    page.get_by_role("link", name=say(language, "Appeal it")).click()
    page.locator("textarea[name=text]").fill(APPEAL[language])
    page.locator("input[name=attached]").set_input_files(file)
    page.get_by_role("button", name=say(language, "Send the appeal")).click()
    expect(page.locator("main")).to_contain_text("list.csv")
    found = re.search(r"/own/appeals/([^/]+)/", page.url)
    assert found is not None
    return found[1]


def overturned(visit: Visits, language: str, appeal: str) -> None:
    """Have somebody who took no part decide that the ruling was wrong."""
    legal = visit("lea", language)
    legal.page.goto("/appeals/")
    legal.page.get_by_role("link", name=appeal).click()
    expect(legal.page.locator("main")).to_contain_text("list.csv")
    legal.page.locator("input[name=outcome][value=overturned]").check()
    legal.page.locator("select[name=language]").select_option(language)
    legal.page.locator("textarea[name=reasons]").fill(OVERTURNED[language])
    legal.page.get_by_role("button", name=say(language, "Decide"), exact=True).click()
    expect(legal.page.locator("main")).to_contain_text(say(language, "The ruling is overturned"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_suspension_that_an_appeal_overturns(
    language: str, served: House, visit: Visits, call: Telephone | None, tmp_path: Path
) -> None:
    account = f"story-{language}"
    assert served.asked(account) == "allow"
    if call is not None:
        assert call.call() == "200 OK"
    two_people(visit, language, account, "suspend", "service:call")
    assert served.asked(account) == "refuse"
    if call is not None:
        assert call.hung_up()
        assert call.call() == "403 Forbidden"
    customer = customer_of(visit, account, language, {"en": "suspended", "fr": "suspendu"}[language])
    taken_home(customer, language)
    appeal = appealed(customer, language, tmp_path)
    overturned(visit, language, appeal)
    waited(lambda: served.asked(account) == "allow" or None, "calls that pass again")
    if call is not None:
        waited(lambda: call.call() == "200 OK" or None, "calls that pass again through Kamailio")
    customer.page.goto(f"/own/appeals/{appeal}/")
    expect(customer.page.locator("main")).to_contain_text(OVERTURNED[language])
    customer.page.goto("/own/")
    expect(customer.page.locator(".stands .good")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_termination_by_two_people(language: str, served: House, visit: Visits) -> None:
    account = f"ended-{language}"
    assert served.asked(account) == "allow"
    reviewer, _ = two_people(visit, language, account, "terminate", f"account:{account}")
    assert served.asked(account) == "refuse"
    customer_of(visit, account, language, {"en": "terminated", "fr": "résilié"}[language])
    reviewer.page.goto("/cases/?state=closed")
    expect(reviewer.page.locator("main")).to_contain_text(account)
