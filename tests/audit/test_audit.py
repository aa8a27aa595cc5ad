"""From files to findings, end to end, on small Asterisk files."""

import gzip
import random
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import CLAUSES, options, row, rows, written

from fairline.audit import audit
from fairline.audited import Audit, Unusable, Why
from fairline.clauses import CLAUSES as POLICY
from fairline.facts import FairlineError, Purpose
from fairline.policy import Lang, Mode, Severity, Text
from fairline.policy.tightened import Wish
from fairline.readers.recognition import NEVER_RECOGNISED, READERS
from fairline.telling import why_not


def told(done: Audit) -> list[tuple[object, ...]]:
    """What was found, and by which records, without the lines these stood on."""
    return [
        (each.id, each.measure, each.since, each.until, each.severity, [sample.id for sample in each.samples])
        for each in done.findings
    ]


def test_findings_of_a_small_file(tmp_path: Path) -> None:
    done = audit([written(tmp_path, rows())], options(), CLAUSES)
    found = [(each.rule.name, each.subject, each.measure[:2], each.severity) for each in done.findings]
    assert found == [
        ("unanswered-share", "acme", (16, 20), Severity.CRITICAL),
        ("answered-in-an-hour", "acme", (4, 16), Severity.MINOR),
    ]
    assert dict(done.facts) == {"call": 30}
    assert (done.unreadable, done.duplicates, done.late, done.found) == (0, 0, 0, 2)
    assert done.since is not None
    assert done.since.isoformat() == "2026-03-02T09:00:00+00:00"
    assert [(each.rule.name, each.found) for each in done.rules] == [
        ("unanswered-share", 1),
        ("answered-in-an-hour", 1),
    ]


def test_what_cannot_be_measured_is_said_with_the_reason(tmp_path: Path) -> None:
    done = audit([written(tmp_path, rows())], options(), CLAUSES)
    assert [(each.rule.name, each.why, each.missing) for each in done.not_measurable] == [
        ("abandoned", Why.FORMAT, (("call.abandoned",), ("call.answered_live",))),
        ("called-numbers", Why.RECORDS, (("call.called",),)),
        ("texts", Why.NO_FACTS, (("message",),)),
        ("talk-time", Why.PLAN, ()),
        ("switched-off", Why.OFF, ()),
    ]
    reasons = [why_not(each, "contact-center").say(Lang.EN) for each in done.not_measurable[:3]]
    assert reasons == [
        "not measurable, because all of this is not in this format (asterisk-csv): whether it was abandoned;"
        " whether a person answered",
        "not measurable, because no record in this input says the called number",
        "not measurable, because there are no messages",
    ]
    french = [why_not(each, "contact-center").say(Lang.FR) for each in done.not_measurable]
    assert french[1] == "non mesurable, car aucun enregistrement fourni ne dit le numéro appelé"
    assert french[4] == "non mesurée\u00a0; mode de la règle\u00a0: désactivée"


def test_a_rule_that_looks_for_what_the_format_never_says_is_not_measured(tmp_path: Path) -> None:
    """Asterisk tells why a call ended, and has no word for a canceled one; a second file may have it."""
    files = [written(tmp_path, rows())]
    (gap,) = (each for each in audit(files, options(), POLICY).not_measurable if each.rule.name == "wangiri")
    assert (gap.why, gap.missing) == (Why.VALUES, (("call.end_reason=canceled",),))
    assert why_not(gap, "contact-center") == Text(
        en="not measurable, because this format (asterisk-csv) never says that a call was canceled",
        fr="non mesurable, car ce format (asterisk-csv) ne dit jamais qu'un appel a été annulé",
    )
    call = '{"kind": "call", "id": "1", "started_at": "2026-03-02T09:00:00Z", "end_reason": "busy"}'
    files.append(written(tmp_path, [call], "own.ndjson"))
    (gap,) = (each for each in audit(files, options(), POLICY).not_measurable if each.rule.name == "wangiri")
    assert (gap.why, gap.missing) == (Why.RECORDS, (("call.called",), ("call.caller",)))


def test_a_column_that_one_record_fills_is_measured(tmp_path: Path) -> None:
    done = audit([written(tmp_path, [*rows(), row(50, dst="+12025550123")])], options(), CLAUSES)
    assert "called-numbers" not in {each.rule.name for each in done.not_measurable}


def test_a_rule_for_another_plan_is_measured_for_that_plan(tmp_path: Path) -> None:
    done = audit([written(tmp_path, [row(n) for n in range(11)])], options(plan="business-phone"), CLAUSES)
    assert [each.measure.hits for each in done.findings if each.rule.name == "talk-time"] == [660_000]


lines = st.permutations(rows() + random.Random(5).sample(rows(), 12))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mixed=lines, run=st.sampled_from([2, 5, 16, 1000]))
def test_shuffled_and_repeated_records_give_the_same_findings(
    tmp_path: Path, mixed: list[str], run: int
) -> None:
    clean = audit([written(tmp_path, rows())], options(), CLAUSES)
    done = audit([written(tmp_path, mixed, "mixed.csv")], options(run=run), CLAUSES)
    assert told(done) == told(clean)
    assert (done.duplicates, done.late) == (12, 0)


def test_two_files_are_one_input(tmp_path: Path) -> None:
    whole = audit([written(tmp_path, rows())], options(), CLAUSES)
    parts = [written(tmp_path, rows()[15:], "b.csv"), written(tmp_path, rows()[:15], "a.csv")]
    assert told(audit(parts, options(), CLAUSES)) == told(whole)


def test_bad_rows_are_counted_and_good_ones_used(tmp_path: Path) -> None:
    bad = [
        row(60).replace("2026-03-02", "0000-03-02"),
        '"only","three","columns"',
        row(61).replace("ANSWERED", "?"),
    ]
    mixed = rows()
    mixed[3:3], mixed[20:20], mixed[30:30] = bad[:1], bad[1:2], bad[2:]
    done = audit([written(tmp_path, mixed)], options(), CLAUSES)
    file = done.files[0]
    assert (file.facts, file.unreadable, done.unreadable) == (30, 3, 3)
    assert [each.field for each in file.examples] == ["start", "columns", "disposition"]
    assert told(done) == told(audit([written(tmp_path, rows())], options(), CLAUSES))


def test_of_many_bad_rows_the_first_hundred_are_kept(tmp_path: Path) -> None:
    done = audit([written(tmp_path, [*rows(), *["bad,row"] * 250])], options(), CLAUSES)
    assert (done.files[0].unreadable, len(done.files[0].examples)) == (250, 100)


UNUSABLE = {
    "not there": (None, Unusable.NOT_OPENED),
    "empty": (b"", Unusable.EMPTY),
    "blank": (b"\xef\xbb\xbf \r\n\0\n", Unusable.EMPTY),
    "binary": (bytes(range(256)) * 20, Unusable.NO_KNOWN_FORMAT),
    "prose": (b"Dear Sir,\nplease find attached\n", Unusable.NO_KNOWN_FORMAT),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_file_that_cannot_be_used_is_said_and_the_others_are_used(tmp_path: Path, name: str) -> None:
    content, why = UNUSABLE[name]
    path = tmp_path / "other"
    if content is not None:
        path.write_bytes(content)
    done = audit([str(path), written(tmp_path, rows())], options(), CLAUSES)
    assert [file.unusable for file in done.files] == [why, None]
    assert done.found == 2
    if why is Unusable.NO_KNOWN_FORMAT:
        assert "asterisk-csv" in done.files[0].detail


def test_a_file_of_the_wrong_format_has_no_readable_record(tmp_path: Path) -> None:
    done = audit([written(tmp_path, ["a,b", "c,d"])], options(format="asterisk-csv"), CLAUSES)
    assert done.files[0].unusable is Unusable.NO_RECORD


def test_a_truncated_archive_is_used_up_to_the_break_and_says_so(tmp_path: Path) -> None:
    packed = gzip.compress("".join(f"{line}\n" for line in rows() * 200).encode(), 1)
    path = tmp_path / "Master.csv.gz"
    path.write_bytes(packed[: len(packed) * 2 // 3])
    done = audit([str(path)], options(), CLAUSES)
    assert done.files[0].damage
    assert done.files[0].facts > 100
    assert done.found == 2


def test_the_zone_is_used_and_said_where_times_name_none(tmp_path: Path) -> None:
    done = audit([written(tmp_path, rows())], options(zone=ZoneInfo("Europe/Paris")), CLAUSES)
    assert done.files[0].zone_assumed
    assert done.assumed.zone == "Europe/Paris"
    assert done.since is not None
    assert done.since.isoformat() == "2026-03-02T08:00:00+00:00"


def test_no_zone_is_assumed_where_times_name_theirs(tmp_path: Path) -> None:
    line = '{"kind":"call","id":"a","started_at":"2026-03-02T09:00:00+01:00"}'
    done = audit([written(tmp_path, [line], "calls.ndjson")], options(), CLAUSES)
    assert (done.files[0].facts, done.files[0].zone_assumed) == (1, False)


def test_what_the_source_does_not_say_is_filled_in(tmp_path: Path) -> None:
    lines = [row(n, account="") for n in range(20)]
    done = audit([written(tmp_path, lines)], options(owner="mine", campaign="spring"), CLAUSES)
    sample = done.findings[0].samples[0]
    assert (done.findings[0].subject, sample.campaign, sample.purpose) == ("mine", "spring", None)


def test_a_campaigns_own_purpose_goes_before_the_purpose_for_all(tmp_path: Path) -> None:
    lines = ['{"kind":"campaign","id":"debts","at":"2026-03-01T00:00:00Z","account":"acme","purpose":"debt"}']
    for n in range(10):
        campaign = "debts" if n % 2 else "sales"
        lines.append(
            f'{{"kind":"call","id":"{n}","started_at":"2026-03-02T09:0{n}:00Z","account":"acme","user":"u{campaign}",'
            f'"campaign":"{campaign}","answered":true}}'
        )
    done = audit([written(tmp_path, lines, "x.ndjson")], options(purpose=Purpose.MARKETING), CLAUSES)
    purposes = {sample.campaign: sample.purpose for each in done.findings for sample in each.samples}
    assert purposes == {"debts": Purpose.DEBT, "sales": Purpose.MARKETING}


def test_past_the_cap_findings_are_counted_and_the_gravest_kept(tmp_path: Path) -> None:
    lines = [
        row(n + 10 * a, account=f"a{a}", answered=n < (a == 7) * 2) for a in range(12) for n in range(10)
    ]
    every = audit([written(tmp_path, lines)], options(), CLAUSES)
    capped = audit([written(tmp_path, lines)], options(findings_max=3), CLAUSES)
    assert every.found == capped.found == 12
    assert len(capped.findings) == capped.rules[0].kept == 3
    assert {each.severity for each in capped.findings} == {max(each.severity for each in every.findings)}


def test_a_tightened_policy_is_applied_and_named(tmp_path: Path) -> None:
    wishes = {"unanswered-share": Wish(limits={1: 0.1}), "answered-in-an-hour": Wish(mode=Mode.MUTED)}
    lines = [row(n, answered=n % 3 > 0) for n in range(60)]
    before = audit([written(tmp_path, lines)], options(), CLAUSES)
    after = audit([written(tmp_path, lines)], options(), CLAUSES, wishes=wishes)
    assert {each.rule.name for each in before.findings} == {"answered-in-an-hour"}
    assert [each.rule.name for each in after.findings] == ["unanswered-share"]
    assert after.findings[0].limit.origin == "operator"
    assert [each.after.name for each in after.tightened] == ["unanswered-share", "answered-in-an-hour"]


WRONG = {
    "--format: found no such format, did you mean asterisk-csv": {"format": "asterisk-cvs"},
    "--format: found mapped, wanted --map with a mapping file too": {"format": "mapped"},
    "--format: found twilio with --map, wanted one of the two": {"format": "twilio", "mapping": "x.toml"},
    "--plan: found no such plan, did you mean business-phone": {"plan": "business-phones"},
}


@pytest.mark.parametrize("message", WRONG)
def test_wrong_options_are_errors_of_the_operator(message: str) -> None:
    with pytest.raises(FairlineError) as raised:
        audit([], options(**WRONG[message]), CLAUSES)
    assert str(raised.value) == message


def test_a_mapping_file_reads_a_table_of_the_house(tmp_path: Path) -> None:
    mapping = written(
        tmp_path,
        ['[columns]\nstarted_at = "when"\nuser = "who"\nanswered = "ok"\n[values]\nanswered = { y = true }'],
        "map.toml",
    )
    table = ["when;who;ok", *(f"2026-03-02 09:{n:02}:00;ann;y" for n in range(8))]
    done = audit([written(tmp_path, table, "t.csv")], options(mapping=mapping), CLAUSES)
    assert [each.key for each in done.findings] == [("owner", "ann")]
    silent = [each for each in done.not_measurable if each.rule.name == "abandoned"]
    assert silent[0].formats == ("mapped",)


def test_bytes_are_told_as_they_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, rows())
    seen: list[int] = []
    audit([path], options(), CLAUSES, on_bytes=seen.append)
    assert sum(seen) == Path(path).stat().st_size


some_bytes = st.one_of(
    st.binary(max_size=400),
    st.lists(
        st.sampled_from([*rows()[:3], "", "\0", '"', "a,b", '{"kind":"call"', "[{", "\ufeff"]), max_size=12
    ).map(lambda lines: "\n".join(lines).encode()),
    st.binary(max_size=60).map(lambda content: gzip.compress(content)[:-3]),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=some_bytes, format=st.none() | st.sampled_from(sorted(set(READERS) - NEVER_RECOGNISED)))
def test_any_bytes_are_read_or_said_to_be_unusable(
    tmp_path: Path, content: bytes, format: str | None
) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    (file,) = audit([str(path)], options(format=format), CLAUSES).files
    assert file.facts or file.unreadable or file.unusable is not None or file.format is not None
    assert (file.unusable is Unusable.NO_RECORD) == (file.unreadable > 0 and file.facts == 0)
