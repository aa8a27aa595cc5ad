"""What evidence permits, item by item: R.4 of the catalogue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_rulings import item

from fairline.cases import EvidenceItem, permits
from fairline.clauses import REVIEW
from fairline.policy import Answer

OBS, CHL, THR, HLD, SNU, SSV, TRM = Answer


def complaint(name: str, source: str, clause: str = "b") -> EvidenceItem:
    return item("C", name=name, source=source, clause=clause)


def counted(name: str, rule: str, rule_id: str | None = None, clause: str = "b") -> EvidenceItem:
    return item("B", name=name, rule=rule, rule_id=rule_id, clause=clause)


VOLUME = counted("1", "minutes", "H-VOL", "h")
CASES = {
    "nothing permits to look on": ([], {OBS}),
    "a score alone permits a question": ([item("D")], {OBS, CHL}),
    "so do many scores": ([item("D", name=str(n)) for n in range(9)], {OBS, CHL}),
    "one complaint permits a question": ([complaint("1", "ann")], {OBS, CHL}),
    "two complaints of one person do not count twice": (
        [complaint("1", "ann"), complaint("2", "ann")], {OBS, CHL}),
    "two independent complaints are one B": (
        [complaint("1", "ann"), complaint("2", "bob")], {OBS, CHL, THR, HLD}),
    "three are a B and a C": (
        [complaint(str(n), str(n)) for n in range(3)], {OBS, CHL, THR, HLD, SSV}),
    "two complaints and a B suspend a number, and a service with a person": (
        [complaint("1", "ann"), complaint("2", "bob"), counted("3", "x")],
        {OBS, CHL, THR, HLD, SNU, SSV}),
    "one B holds": ([counted("1", "x")], {OBS, CHL, THR, HLD}),
    "one rule twice is one B": ([counted("1", "x"), counted("2", "x")], {OBS, CHL, THR, HLD}),
    "two B suspend a number": ([counted("1", "x"), counted("2", "y")], {OBS, CHL, THR, HLD, SNU}),
    "a B and a complaint suspend a service": (
        [counted("1", "x"), complaint("2", "ann")], {OBS, CHL, THR, HLD, SSV}),
    "one A permits all": ([item("A")], set(Answer)),
    "volume alone never suspends": ([VOLUME], {OBS, CHL, THR, HLD}),
    "nor does certain volume": ([item("A", clause="h", rule_id="H-VOL")], {OBS, CHL, THR, HLD}),
    "nor two measures of volume": (
        [VOLUME, counted("2", "cohort", "H-COH", "h")], {OBS, CHL, THR, HLD}),
    "nor volume beside one other count": ([VOLUME, counted("2", "x")], {OBS, CHL, THR, HLD}),
    "a rule of clause h that nobody has sorted is volume": (
        [item("A", clause="h", rule_id="H-NEW")], {OBS, CHL, THR, HLD}),
    "a shared seat is more than volume": (
        [counted("1", "seat", "H-SEAT", "h"), counted("2", "x")], {OBS, CHL, THR, HLD, SNU}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_permitted(name: str) -> None:
    items, wanted = CASES[name]
    assert {each.answer for each in permits(items, REVIEW) if each.allowed} == wanted


def test_persons_are_asked_for() -> None:
    persons = {each.answer: each.persons for each in permits([item("A")], REVIEW)}
    assert (persons[SNU], persons[SSV], persons[TRM]) == (0, 0, 2)
    with_complaint = permits([counted("1", "x"), complaint("2", "ann")], REVIEW)
    assert with_complaint[SSV].persons == 1


def test_why_not_is_said_in_both_languages() -> None:
    permission = permits([counted("1", "x")], REVIEW)[SNU]
    (why,) = permission.why
    assert why.en.startswith("needs a certain record (class A), or two independent items of class B")
    assert why.fr.startswith("demande une pièce certaine (classe A), ou deux éléments indépendants")
    volume = permits([VOLUME, counted("2", "cohort", "H-COH", "h")], REVIEW)[SNU]
    assert "volume alone never suspends" in volume.why[-1].en
    assert "le volume seul ne suspend jamais" in volume.why[-1].fr
    assert all(not each.why for each in permits([item("A")], REVIEW))


ITEMS = st.builds(
    item,
    st.sampled_from("ABCD"),
    name=st.sampled_from("12345"),
    rule=st.sampled_from(["x", "y", None]),
    rule_id=st.sampled_from(["B-SDC", "H-VOL", None]),
    clause=st.sampled_from("bh"),
    source=st.sampled_from(["ann", "bob", "cid"]),
)


@given(st.lists(ITEMS, max_size=6), ITEMS)
def test_more_evidence_never_permits_less(items: list[EvidenceItem], another: EvidenceItem) -> None:
    before, after = permits(items, REVIEW), permits([*items, another], REVIEW)
    assert all(now.allowed for was, now in zip(before, after, strict=True) if was.allowed)


@given(st.lists(ITEMS, max_size=6))
def test_nothing_beyond_a_question_rests_on_scores_or_sanctions_on_volume(items: list[EvidenceItem]) -> None:
    allowed = {each.answer for each in permits(items, REVIEW) if each.allowed}
    if all(each.evidence == "D" for each in items):
        assert allowed <= {OBS, CHL}
    if all(each.clause == "h" for each in items):
        assert not allowed & {SNU, SSV, TRM}
