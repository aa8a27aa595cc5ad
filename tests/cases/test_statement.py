"""The statement of reasons of R.5: made from real findings, masked, in both languages, to JSON and back."""

import re
from datetime import date, timedelta

import msgspec
import pytest
from made_rulings import DAY, DAYS, NOW, at_once
from msgspec.structs import replace

from fairline.cases import (
    Alternative,
    AppealDecision,
    Delay,
    DelayReason,
    Reach,
    Ruling,
    Sender,
    StatementOfReasons,
    sections,
    statement,
)
from fairline.clauses import REVIEW
from fairline.clauses.a_illegal import frequency
from fairline.clauses.b_dialing_trunking_pumping import short_calls
from fairline.facts import Purpose
from fairline.findings import Finding
from fairline.policy import Lang
from tests.clauses.traffic import MONDAY, calls, findings_after

SENDER = Sender(
    complaint_url="https://example.org/appeal", court="the court of Paris", out_of_court="ADR Ltd"
)
THIRD = "+13055550142"
LOOSE = re.compile(r" [;:?!%»](?!\w)|« |\d %|\d (?:s|min|h|jours)\b")
R5 = {
    "id", "decided_at", "effective_at", "outcome", "scope", "clauses", "legal_ground", "contract_ground",
    "facts", "rule_hits", "evidence_ids", "origin", "automated", "alternatives_considered",
    "proportionality_note", "cure_steps", "redress", "language", "reviewer_ids", "notified_via",
    "delayed_reason", "expires_at", "reversal",
}  # fmt: skip


def tried() -> list[Finding]:
    """Thirty marketing attempts to one person in Florida in a day: the law allows three."""
    facts = calls(30, start=MONDAY, purpose=Purpose.MARKETING, called_places=("US-FL",), called=THIRD)
    found = findings_after(frequency.CLAUSE, facts)
    assert found
    return found


def short() -> list[Finding]:
    """A day of a number on which half of the calls are short."""
    shared = {"caller": "+12025550123", "answered": True}
    half = [
        fact
        for n, talk in enumerate((3, 60))
        for fact in calls(
            200, start=MONDAY + timedelta(minutes=10 * n), talk=timedelta(seconds=talk), **shared
        )
    ]
    found = findings_after(short_calls.CLAUSE, half)
    assert found
    return found


def made(
    ruling: Ruling | None = None, findings: list[Finding] | None = None, **more: object
) -> StatementOfReasons:
    return statement(
        at_once() if ruling is None else ruling,
        tried() if findings is None else findings,
        policy="p-7",
        sender=SENDER,
        days=DAYS,
        review=REVIEW,
        **more,  # type: ignore[arg-type]
    )


def whole(of: StatementOfReasons, lang: Lang) -> str:
    return "\n".join(line for part in sections(of, lang, REVIEW) for line in (part.heading, *part.paragraphs))


def test_every_field_of_the_catalogue_is_there() -> None:
    assert set(StatementOfReasons.__struct_fields__) >= R5


def test_the_law_of_the_day_is_cited() -> None:
    (law,) = made().legal_ground
    assert (law.jurisdiction, law.fact_id.split("/")[0]) == ("US-FL", "US-FL")
    assert "501.616" in law.citation
    assert law.in_force_from < date(2026, 3, 2)


def test_a_hit_has_its_measure_and_whose_limit_it_was() -> None:
    hit = next(each for each in made(findings=short()).rule_hits if each.id == "B-SDC")
    assert (hit.k, hit.n, hit.estimate, hit.version) == (200, 400, 0.5, "p-7")
    assert hit.lower is not None
    assert hit.upper is not None
    assert hit.lower < 0.5 < hit.upper
    assert (hit.measured.en, hit.measured.fr) == ("50%", "50\u00a0%")
    assert hit.source.en


def test_a_court_that_nobody_named_is_named_in_the_readers_language() -> None:
    of = made()
    unnamed = replace(of, redress=replace(of.redress, court=""))
    assert "You may go to court: the courts of the provider's seat." in whole(unnamed, Lang.EN)
    assert "Vous pouvez saisir le juge\u00a0: les tribunaux du siège du fournisseur." in whole(
        unnamed, Lang.FR
    )
    assert "seat" not in whole(of, Lang.EN)


@pytest.mark.parametrize("lang", Lang)
def test_third_parties_are_masked_everywhere(lang: Lang) -> None:
    ruling = at_once(
        reasons=f"She ({THIRD}, jane@mail.example) asked not to be called.",
        proportionality=f"Blocking {THIRD} alone was tried.",
        alternatives=(Alternative(reach=Reach.DESTINATION, suffices=False, why=f"not only {THIRD}"),),
        cure_steps=(f"Remove {THIRD} from the list.",),
        no_notice_because=f"{THIRD} is called on.",
    )
    of = made(ruling)
    raw = msgspec.json.encode(of).decode()
    for text in (raw, whole(of, lang)):
        assert "3055550142" not in text
        assert "jane@" not in text
        assert "+130••••••42" in text
    assert "+12025550123" in whole(of, lang), "the customer's own number is in the clear"


def test_the_customers_own_numbers_may_be_read() -> None:
    hidden, shown = made(), made(own=frozenset({THIRD}))
    assert dict(hidden.rule_hits[0].key)["called"] == "+130••••••42"
    assert dict(shown.rule_hits[0].key)["called"] == THIRD


@pytest.mark.parametrize("findings", [tried, short], ids=["attempts", "short calls"])
def test_json_and_back(findings: object) -> None:
    of = made(findings=findings())  # type: ignore[operator]
    assert msgspec.json.decode(msgspec.json.encode(of), type=StatementOfReasons) == of
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(of), type=StatementOfReasons) == of


def test_sections_in_english() -> None:
    of = made(findings=short())
    parts = {part.heading: part.paragraphs for part in sections(of, Lang.EN, REVIEW)}
    assert list(parts) == [
        "What was decided", "What was found", "What was measured", "On which grounds",
        "How it was found and decided", "Why no less", "What you can do", "How to contest it",
        "What keeps working",
    ]  # fmt: skip
    assert parts["What was decided"][0] == (
        "Statement sor-r-1, on the number +12025550123 (account acme): suspended."
    )
    assert parts["What was decided"][3] == "It ends by itself on 2027-03-04 10:00:00\u00a0UTC."
    assert parts["On which grounds"][-1] == "The ruling rests on the contract alone."
    assert "until 2027-09-01: https://example.org/appeal" in parts["How to contest it"][0]
    assert "emergency calls" in parts["What keeps working"][0]


def test_sections_in_french() -> None:
    parts = sections(made(), Lang.FR, REVIEW)
    assert parts[0].heading == "Ce qui a été décidé"
    assert (
        parts[0].paragraphs[0].startswith("Exposé sor-r-1, sur le numéro +12025550123 (compte acme)\u00a0: ")
    )
    assert "Selon les termes des réviseurs (en anglais)\u00a0: Rings that stop" in whole(made(), Lang.FR)
    assert LOOSE.search(whole(made(), Lang.FR)) is None
    assert len(parts) == len(sections(made(), Lang.EN, REVIEW))


def test_all_that_reviewers_wrote_is_marked_with_its_language() -> None:
    """Reasons, two smaller reaches and why there was no notice; two steps and a note are not written here."""
    assert whole(made(), Lang.FR).count("Selon les termes des réviseurs (en anglais)\u00a0: ") == 4
    french = made(at_once(language=Lang.FR, reasons="Sonneries coupées."))
    assert "In the words of the reviewers (in French): Sonneries coupées." in whole(french, Lang.EN)


def test_it_is_made_from_the_record_alone() -> None:
    of = made()
    again = msgspec.json.decode(msgspec.json.encode(of), type=StatementOfReasons)
    for lang in Lang:
        assert sections(again, lang, REVIEW) == sections(of, lang, REVIEW)


def test_a_delay_and_a_reversal_are_told() -> None:
    decision = AppealDecision(
        id="d",
        appeal="a",
        ruling="r-1",
        decided_at=NOW + DAY,
        decided_by="cleo",
        overturned=True,
        reasons="x",
    )
    delay = Delay(reason=DelayReason.SECRECY, why="police", until=NOW + DAY)
    of = made(at_once(statement_sent_at=None, delay=delay), reversal=decision)
    assert "held back until 2027-03-02 10:00:00\u00a0UTC at the latest" in whole(of, Lang.EN)
    assert "Un recours a infirmé la décision le 02/03/2027" in whole(of, Lang.FR)


def test_braces_that_people_write_stay() -> None:
    assert "see {this}" in whole(made(at_once(reasons="see {this} and {")), Lang.EN)
