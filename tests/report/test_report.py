"""The report: one file that needs nothing else, says what was found and what was not, and lets nothing in."""

import re
import time
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from audits_by_hand import (
    ABANDONED,
    CLAUSE_A,
    CLAUSE_B,
    LAWS,
    MANY,
    START,
    abandoned,
    audited,
    gap,
    many,
    sample,
)
from pages_read_back import Read

from fairline.audit import Options, audit
from fairline.audited import Audit, FileRead, NotMeasurable, RuleCount, Unusable, Why
from fairline.facts import Direction, Unreadable
from fairline.policy import DEFAULT_PLAN, Lang, Mode, Severity
from fairline.policy.tightened import Wish, tightened
from fairline.report import html, write_html
from fairline.report.shown import ACCOUNT_FULL_MAX, FULL_MAX
from fairline.report.words import WORDS
from fairline.signals import Measure

SIZE_MAX, SECONDS_MAX = 4_000_000, 5.0
FULL = audited(
    [abandoned(laws=LAWS), abandoned("beta", severity=Severity.CRITICAL), many(), many("beta")],
    not_measurable=(
        gap(),
        NotMeasurable(clause=CLAUSE_B, rule=MANY, why=Why.RECORDS, missing=(("call.talk",),)),
        NotMeasurable(clause=CLAUSE_B, rule=MANY, why=Why.NO_FACTS, missing=(("message",),)),
        NotMeasurable(clause=CLAUSE_B, rule=MANY, why=Why.PLAN),
        NotMeasurable(clause=CLAUSE_B, rule=replace(MANY, mode=Mode.MUTED), why=Why.OFF),
    ),
)
AUDITS = {
    "everything": FULL,
    "no finding": audited(),
    "nothing measured": audited(rules=(), not_measurable=(gap(),)),
    "nothing read": audited(
        files=(FileRead(name="x", format=None, unusable=Unusable.EMPTY),),
        since=None,
        until=None,
        facts={},
        rules=(),
    ),
}


def squeezed(text: str) -> str:
    """Words with plain spaces, so that a test can be read."""
    return re.sub(r"\s+", " ", text.replace("’", "'"))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", AUDITS)
def test_the_page_stands_alone(name: str, lang: Lang) -> None:
    page = html(AUDITS[name], lang)
    read = Read(page)
    tags = {tag for tag, _ in read.elements}
    assert not tags & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "foreignobject",
        "use",
    }
    for tag, said in read.elements:
        assert not {"src", "srcset", "style", "background", "xlink:href"} & set(said), tag
        assert not any(attribute.startswith("on") for attribute in said)
        if "href" in said:
            assert tag == "a"
            assert said["href"].startswith(("#", "https://"))
    assert "@import" not in page
    assert "url(" not in page
    assert "xmlns" not in page


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", AUDITS)
def test_the_page_is_accessible(name: str, lang: Lang) -> None:
    read = Read(html(AUDITS[name], lang))
    assert read.of("html")[0]["lang"] == lang.value
    ids = [said["id"] for _, said in read.elements if "id" in said]
    assert len(ids) == len(set(ids))
    inner = {said["href"][1:] for said in read.of("a") if said["href"].startswith("#")}
    assert inner <= set(ids)
    headings = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    assert all(said.get("scope") in ("col", "row") for said in read.of("th"))
    assert all(said["role"] == "img" and said["aria-label"] for said in read.of("svg"))
    assert len(read.of("title")) == 1


def test_the_answer_is_one_sentence() -> None:
    one = audited([many()])
    assert "1 finding in 1 clause by 1 account." in squeezed(html(one, Lang.EN))
    assert "1 constat sur 1 clause, pour 1 compte." in squeezed(html(one, Lang.FR))
    assert "4 findings in 2 clauses by 2 accounts; 5 rules could not be measured." in squeezed(
        html(FULL, Lang.EN)
    )
    assert "pour 2 comptes ; 5 règles n'ont pas pu être mesurées." in squeezed(html(FULL, Lang.FR))
    assert "2 of them come from rules that only observe" in squeezed(html(FULL, Lang.EN))
    assert "L'un d'eux vient d'une règle qui ne fait qu'observer" in squeezed(html(one, Lang.FR))


def test_no_finding_is_no_clearance() -> None:
    page = squeezed(html(audited(), Lang.EN))
    assert "No finding: the 2 rules that could be measured were kept to." in page
    assert "No finding is no clearance" in page
    assert "<svg" not in page
    nothing = squeezed(html(AUDITS["nothing measured"], Lang.EN))
    assert "Nothing could be measured. That is not the same as fair use." in nothing
    assert "were kept to" not in nothing


def test_a_finding_says_all_that_a_person_needs() -> None:
    words = squeezed(Read(html(FULL, Lang.EN)).text)
    for said in (
        "50 of 1,000 answered calls of “leads” were abandoned (5%); the limit is 3%.",
        "95% interval 3.81% to 6.53%",
        "limit 3% (the law's)",
        "12 unknown, counted on neither side",
        "at most 10% (the law's, 16 CFR 310.4(b)(4)(i)); past it: critical; may follow: hold for a person",
        "each successive 30 days, counted from when the campaign started",
        "in force since 1 October 2008",
        "class B: counted from call records",
        "Suspends nothing alone",
        "observes only: its limit is ours and not yet calibrated",
        "A switch lost its agents for an hour.",
        "Ask for the dialer's log.",
        "2026-10-05 09:00:00 – 2026-11-04 08:00:00",  # the clock of Paris changes in between
        "+14045550123",
        "3.5 s",
        "US-FL",
        "high: the law's own text",
        "whether an agent joined or whether it was abandoned is not in this format (asterisk-csv)",
        "soon",
    ):
        assert said in words, said


def test_the_same_in_french() -> None:
    words = squeezed(Read(html(FULL, Lang.FR)).text)
    for said in (
        "50 des 1 000 appels décrochés de « leads » ont été abandonnés (5 %) ; la limite est de 3 %.",
        "intervalle à 95 % : de 3,81 % à 6,53 %",
        "en vigueur depuis le 1er octobre 2008",
        "05/10/2026 09:00:00 – 04/11/2026 08:00:00",
        "observe seulement : sa limite est la nôtre et n'est pas encore étalonnée",
        "3,5 s",
    ):
        assert said in words, said


def test_a_french_page_has_no_english_left() -> None:
    read = Read(html(FULL, Lang.FR))
    words = squeezed("".join(read.words))
    for text in WORDS.values():
        if "{" not in text.en and text.en != text.fr and len(text.en) > 11:
            assert text.en not in words, text.en
    for policy in (CLAUSE_A.title, CLAUSE_A.runbook, *CLAUSE_A.innocent, ABANDONED.title, MANY.title):
        assert policy.en not in words
    assert "a reason of ours" not in words
    assert "une raison à nous" in words
    assert not re.search(r"\b(the|of|and|is|was|were|which|not)\b", words), (
        "an English word stands in the page"
    )
    labels = " ".join(said.get("aria-label", "") for _, said in read.elements)
    assert not re.search(r"\b(the|of|and|is|limit)\b", labels)


def test_french_spaces_do_not_break() -> None:
    words = "".join(Read(html(FULL, Lang.FR)).words)
    for law in LAWS:
        words = words.replace(law.citation, "")  # it stands as the law is cited at home
    assert re.findall(r"[^\u202f\d](?=[;?!])", words) == []
    assert re.findall(r"(?<=[^\u00a0\d]):(?=\s)", words) == []
    assert re.findall(r"«(?!\u00a0)|(?<!\u00a0)»", words) == []
    assert re.findall(r"\w'\w", words) == []


def test_every_phrase_is_used() -> None:
    folder = Path(__file__).parents[2] / "fairline" / "report"
    used = "".join(
        path.read_text()
        for path in folder.iterdir()
        if path.is_file() and path.name not in ("words.py", "counted.py")
    )
    made = re.compile(
        r"(by|channel|ended) [\w-]+|[A-Z_]+|answer.*, some unmeasured"
    )  # put together from parts
    assert [key for key in WORDS if f'"{key}"' not in used and not made.fullmatch(key)] == []


HOSTILE = {
    "markup": "<script>alert(1)</script>",
    "attribute": "\" onload='x' autofocus=\"",
    "template": "{{ 7*7 }} {hits} %s {0.__class__}",
    "entity": "&lt;b&gt; &amp; ]]> --> </style></svg></title>",
    "other direction": "\u202eevil\u202c\u2066 שלום",
    "control": "a\x00b\x1b[31mc\ud800",
    "long": "x" * 10_000,
    "empty": "",
}


def audit_of(name: str) -> Audit:
    """Return an audit in which everything that comes from a file is called ``name``."""
    samples = (sample(0, id=name, caller=name, called=None, dialed=name),)
    file = FileRead(
        name=name,
        format=None,
        facts=1,
        unreadable=1,
        damage=name,
        unusable=Unusable.NOT_OPENED,
        detail=name,
        examples=(Unreadable(line=1, field=name, found=name, wanted=name),),
    )
    return audited(
        [abandoned(name, name, samples=samples), many(name, name)],
        files=(file,),
        assumed=replace(FULL.assumed, owner=name, campaign=name, region=name, purpose=name),
    )


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("lang", Lang)
def test_no_name_breaks_out(name: str, lang: Lang) -> None:
    page = html(audit_of(HOSTILE[name]), lang)
    read, plain = Read(page), Read(html(audit_of("plain"), lang))
    assert [(tag, set(said)) for tag, said in read.elements] == [
        (tag, set(said)) for tag, said in plain.elements
    ]
    assert page.encode()
    assert len(page) < 120_000
    assert not set(page) & set("\x00\x1b\u202e\u202c\u2066")
    if name in ("markup", "template", "entity"):
        assert HOSTILE[name] in read.text


def test_the_same_audit_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_html(FULL, Lang.FR, tmp_path / "one.html")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        write_html(FULL, Lang.FR, tmp_path / "two.html")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_charts_are_text_in_the_language_of_the_page() -> None:
    english, french = (Read(html(FULL, lang)) for lang in Lang)
    assert "5 Oct" in english.text
    assert "5 oct." in french.text
    assert not [said for said in french.of("text") if "font-family" in said]
    assert len([said for said in french.of("svg") if said["class"] == "chart"]) == 2


@pytest.mark.parametrize(("days", "unit"), [(60, "day"), (400, "week"), (3000, "month"), (20_000, "year")])
def test_a_long_time_is_drawn_in_longer_steps(days: int, unit: str) -> None:
    page = html(audited([many(), many(since=START + timedelta(days=days))]), Lang.EN)
    assert f"Findings by the {unit}" in page
    assert len(page) < 400_000


def test_past_the_caps_findings_are_counted_and_that_is_said() -> None:
    times = [START + timedelta(minutes=each) for each in range(500)]
    found = [many(since=at, until=at, measure=Measure(100 + number, 200)) for number, at in enumerate(times)]
    page = Read(html(audited(found), Lang.EN))
    words = squeezed(page.text)
    full = [said for said in page.of("li") if said.get("class", "").startswith("finding ")]
    assert len(full) == ACCOUNT_FULL_MAX
    assert "The gravest 10 of 500." in words
    assert "599 calls in a day" in words
    assert "60 more, in short" in words
    assert "430 more are counted but not shown here; the JSON, CSV and Parquet exports hold them." in words


def test_findings_that_the_audit_dropped_are_said() -> None:
    counts = (RuleCount(clause=CLAUSE_B, rule=MANY, found=1_000_001, kept=1),)
    words = squeezed(Read(html(audited([many()], rules=counts), Lang.EN)).text)
    assert "1,000,001 findings in 1 clause" in words
    assert "1,000,000 more were counted by the audit, which keeps only the gravest of each rule." in words
    assert "the total counts them all" in words


@pytest.mark.parametrize("accounts", [1, 40, 10_000])
def test_ten_thousand_findings_stay_readable(accounts: int) -> None:
    rules = [replace(ABANDONED, id=f"A-{each}", name=f"rule-{each}") for each in range(30)]
    found = [
        abandoned(
            f"account-{each % accounts}",
            "c" * 200,
            rule=rules[each % 30],
            since=START + timedelta(minutes=each),
        )
        for each in range(10_000)
    ]
    counts = tuple(RuleCount(clause=CLAUSE_A, rule=rule, found=334, kept=334) for rule in rules)
    began = time.perf_counter()
    page = html(audited(found, rules=counts), Lang.EN)
    assert time.perf_counter() - began < SECONDS_MAX
    assert len(page.encode()) < SIZE_MAX
    assert 30 <= page.count('<li class="finding ') <= FULL_MAX


def test_what_the_operator_changed_is_said() -> None:
    applied, changes = tightened((CLAUSE_A, CLAUSE_B), {ABANDONED.name: Wish(limits={1: 0.02})})
    page = squeezed(Read(html(audited(clauses=applied, tightened=changes), Lang.EN)).text)
    assert "at most 3% (the law's, 16 CFR 310.4(b)(4)(i))" in page
    assert "at most 2% (your own, tighter, policy file)" in page
    assert "--policy FILE" in page


def test_the_command_can_be_typed_again() -> None:
    files = tuple(FileRead(name=name, format=None) for name in ("my file.csv", "-x", "-", "$(reboot)"))
    page = Read(html(audited(files=files), Lang.FR)).text
    assert "fairline audit --html report.html --zone Europe/Paris --lang fr --plan contact-center" in page
    assert "--account acme 'my file.csv' ./-x - '$(reboot)'" in page


def test_a_file_that_cannot_be_used_says_why() -> None:
    files = (
        FileRead(name="a", format=None, unusable=Unusable.NO_KNOWN_FORMAT, detail="asterisk-csv, twilio"),
        FileRead(name="b.gz", format=None, facts=4, damage="the file ends early"),
    )
    page = squeezed(Read(html(audited(files=files), Lang.EN)).text)
    assert "tried: asterisk-csv, twilio" in page
    assert "is damaged (the file ends early); what could be read is used" in page
    assert "the table of files says which could not" in page


def test_a_real_run_is_told(tmp_path: Path) -> None:
    calls = [sample(each, account="acme", direction=Direction.OUTBOUND) for each in range(60)]
    file = tmp_path / "facts.ndjson"
    file.write_bytes(b"\n".join(map(msgspec.json.encode, [*calls, {"kind": "call"}])))
    done = audit([str(file)], Options(owner="me", plan=DEFAULT_PLAN), (CLAUSE_A, CLAUSE_B))
    words = squeezed(Read(html(done, Lang.EN)).text)
    assert "1 finding in 1 clause by 1 account; 1 rule could not be measured." in words
    assert "60 calls in a day; the limit is 50." in words
    assert "no record in this input says" in words
    assert "60 calls" in words
    assert "call-50" in words
