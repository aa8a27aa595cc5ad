"""The bench's section on text: it measures what it says, and no two blasts are taken for one."""

from dataclasses import replace

from bench.sections import QUICK
from bench.words import measure, texts


def test_a_short_form_has_every_row() -> None:
    cost, alike = measure(replace(QUICK, rounds=1, facts=200, records=48)).tables
    assert [row[0] for row in cost.rows][-1] == "topics, fields and likeness"
    assert all(len(row) == len(cost.headings) for row in cost.rows)
    at_the_limit = [row for row in alike.rows if row[0].endswith("from 0.4")]
    assert [row[2] for row in at_the_limit] == ["0.00", "0.00"]
    assert all(float(row[1]) > 99 for row in at_the_limit)


def test_messages_differ() -> None:
    assert len(set(texts(96))) > 48
