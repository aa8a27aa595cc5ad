"""Mappings proposed for tables that nobody described."""

import io
from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.facts import Call, FairlineError, Message, Unreadable
from fairline.readers.columns import Proposal, propose
from fairline.readers.mapped import with_mapping
from fairline.readers.mapping import mapping_of
from fairline.readers.source import Source

pa: Any = pyarrow  # it has no types

ENGLISH = """call_id,calldate,src,dst,duration,billsec,disposition,direction,agent,campaign,accountcode,codec
1,2026-03-02 10:00:00,+12025550123,+13035550100,65,60,ANSWERED,out,ann,spring,acme,PCMU
2,2026-03-02 10:01:00,+12025550123,+13035550101,20,0,NO ANSWER,in,bob,spring,acme,PCMU
3,2026-03-02 10:02:00,+12025550123,+13035550102,5,0,MYSTERY,out,bob,spring,acme,PCMU
"""
FRENCH = """ID appel;Date début;Appelant;Appelé;Durée totale;Durée conversation;Statut;Sens;Conseiller
1;02/03/2026 10:00:00;+33142685300;+33612345678;0:01:05;0:01:00;Répondu;Sortant;Zoé
2;25/03/2026 10:01:00;+33142685300;+33612345679;0:00:20;0:00:00;Occupé;Entrant;Zoé
"""


def source_of(text: str | bytes) -> Source:
    return Source("made up", io.BytesIO(text.encode() if isinstance(text, str) else text))


def columns_of(proposal: Proposal) -> dict[str, str]:
    return {proposed.field: " ".join(proposed.columns) for proposed in proposal.columns}


def facts(proposal: Proposal, text: str | bytes) -> list[object]:
    reader = with_mapping(mapping_of(proposal.text))
    with closing(source_of(text)) as source:
        return list(reader.read(source, zone=ZoneInfo("Europe/Paris"), region=None))


def proposal_for(text: str | bytes) -> Proposal:
    with closing(source_of(text)) as source:
        return propose(source)


def test_english() -> None:
    proposal = proposal_for(ENGLISH)
    assert columns_of(proposal) == {
        "id": "call_id",
        "started_at": "calldate",
        "talk": "billsec",
        "duration": "duration",
        "caller": "src",
        "called": "dst",
        "answered": "disposition",
        "end_reason": "disposition",
        "direction": "direction",
        "user": "agent",
        "campaign": "campaign",
        "account": "accountcode",
    }
    assert proposal.unclaimed == ("codec",)
    calls = [call for call in facts(proposal, ENGLISH) if isinstance(call, Call)]
    assert [(call.answered, call.end_reason) for call in calls] == [
        (True, "completed"), (False, "no-answer"), (None, None),
    ]  # fmt: skip
    assert [call.direction for call in calls] == ["outbound", "inbound", "outbound"]
    assert 'codec": such as "PCMU"' in proposal.text


def test_french() -> None:
    proposal = proposal_for(FRENCH)
    calls = [call for call in facts(proposal, FRENCH) if isinstance(call, Call)]
    assert [(call.end_reason, call.direction, call.user) for call in calls] == [
        ("completed", "outbound", "Zoé"), ("busy", "inbound", "Zoé"),
    ]  # fmt: skip
    assert [call.started_at.isoformat() for call in calls] == [
        "2026-03-02T09:00:00+00:00",
        "2026-03-25T09:01:00+00:00",
    ]
    assert [call.talk.total_seconds() for call in calls if call.talk is not None] == [60, 0]
    assert proposal.unclaimed == ()


def test_day_and_month_that_could_be_either_are_less_sure() -> None:
    sure = proposal_for("start,x\n25/03/2026 10:00:00,1\n")
    doubtful = proposal_for("start,x\n02/03/2026 10:00:00,1\n")
    assert sure.columns[0].confidence > doubtful.columns[0].confidence
    assert "day before month is a guess" in doubtful.text
    assert "%m/%d/%Y" in proposal_for("start,x\n03/25/2026 10:00:00,1\n").text


def test_date_and_hour_in_two_columns() -> None:
    text = "date,heure,appelant\n2026-03-02,10:00:00,+33142685300\n"
    proposal = proposal_for(text)
    assert columns_of(proposal)["started_at"] == "date heure"
    (call,) = facts(proposal, text)
    assert isinstance(call, Call)
    assert call.started_at.hour == 9


EPOCHS = {"1772445600": "s", "1772445600123": "ms", "1772445600123456": "us"}


@pytest.mark.parametrize("value", EPOCHS)
def test_epochs(value: str) -> None:
    text = f"start,duration\n{value},65\n"
    proposal = proposal_for(text)
    assert f'started_at = "{EPOCHS[value]}"' in proposal.text
    assert isinstance(facts(proposal, text)[0], Call)


def test_a_name_that_the_values_contradict_is_not_proposed() -> None:
    proposal = proposal_for("start,duration,caller\n2026-03-02 10:00:00,blue,???!\n")
    assert columns_of(proposal) == {"started_at": "start"}
    assert proposal.unclaimed == ("duration", "caller")


def test_a_time_by_its_values_only() -> None:
    proposal = proposal_for("foo,bar\n2026-03-02 10:00:00,1\n")
    assert (columns_of(proposal), proposal.columns[0].confidence) == ({"started_at": "foo"}, 0.3)


def test_messages() -> None:
    names = "message_id,date_sent,from,to,num_segments,status"
    text = f"{names}\n1,2026-03-02T10:00:00Z,ACME,+33612345678,2,delivered\n"
    proposal = proposal_for(text)
    (message,) = facts(proposal, text)
    assert isinstance(message, Message)
    assert (message.sender, message.recipient, message.segments, message.delivered) == (
        "ACME", "+33612345678", 2, True,
    )  # fmt: skip


def test_json_and_parquet_propose_what_csv_does() -> None:
    names, *rows = (line.split(",") for line in ENGLISH.splitlines())
    records = [dict(zip(names, row, strict=True)) for row in rows]
    lines = b"\n".join(map(msgspec.json.encode, records))
    out = io.BytesIO()
    pa.parquet.write_table(pa.Table.from_pylist(records), out)
    expected = columns_of(proposal_for(ENGLISH))
    for content in (lines, msgspec.json.encode(records), out.getvalue()):
        proposal = proposal_for(content)
        assert columns_of(proposal) == expected
        assert [isinstance(fact, Call) for fact in facts(proposal, content)] == [True, True, True]


HOPELESS = {"": "no header", "alone\n1\n": "no header", "a,b\n1,2\n": "no column of times",
            "2026-03-02 10:00:00,x\n": "a record in the first line", "PAR1x": "no header"}  # fmt: skip


@pytest.mark.parametrize("text", HOPELESS)
def test_nothing_to_propose(text: str) -> None:
    with pytest.raises(FairlineError, match=HOPELESS[text]):
        proposal_for(text)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4), st.text(max_size=60))
def test_whatever_is_proposed_is_a_mapping(names: list[str], rest: str) -> None:
    """Names and samples of any characters are quoted so that the file can be read back."""
    header = ",".join('"' + name.replace('"', '""') + '"' for name in ["start", *names])
    try:
        proposal = proposal_for(f"{header}\n2026-03-02 10:00:00,{rest}\n".encode(errors="replace"))
    except FairlineError:
        return
    assert mapping_of(proposal.text) == proposal.mapping


def test_the_vendor_file_is_read_whole(shared: Path) -> None:
    path = str(shared / "data/vendor_records/cdrstats_CDRImport-2015-10-26.csv")
    source = Source.open(path)
    proposal = propose(source)
    content = Path(path).read_bytes()
    found = facts(proposal, content)
    source.close()
    assert not [each for each in found if isinstance(each, Unreadable)]
    calls = [call for call in found if isinstance(call, Call)]
    assert [call.talk.total_seconds() for call in calls if call.talk is not None] == [50, 10, 34, 11, 5]
    assert {call.account for call in calls} == {"1000"}
    assert calls[0].called == "+34798400122"


DIRECTIONS = {
    "words for both ways": (("inbound", "sortant", "", "entrant"), "way"),
    "one way only says little": (("inbound", "inbound"), None),
    "letters are anything": (("i", "o"), None),
    "a word that is none": (("inbound", "outbound", "sideways"), None),
}


@pytest.mark.parametrize("name", DIRECTIONS)
def test_a_direction_is_known_by_its_values(name: str) -> None:
    values, column = DIRECTIONS[name]
    rows = (f"2026-03-02 10:0{n}:00,+12025550123,{value}\n" for n, value in enumerate(values))
    proposal = proposal_for("calldate,src,way\n" + "".join(rows))
    assert columns_of(proposal).get("direction") == column
    assert ("way" in proposal.unclaimed) == (column is None)
