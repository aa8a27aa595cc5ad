"""The reference that is committed is the one that is made, and nothing of the program is missing from it."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from fairline.audit.policy_file import wishes_of
from fairline.clauses import CLAUSES
from fairline.facts import Call, Fact, FairlineError
from fairline.policy import PLANS, Clause, Lang, Letter, Mode, Rule
from fairline.policy.tightened import tightened
from fairline.readers.recognition import READERS
from fairline.reference import pages, write
from fairline.reference.__main__ import main
from fairline.reference.commands import commands
from fairline.reference.markdown import MARK
from fairline.reference.pages import committed
from fairline.reference.policy_file import keys, modes

FOLDER = Path(__file__).resolve().parents[2] / "docs/reference"
RULES = [(clause, rule) for clause in CLAUSES for rule in clause.rules]
NOT_WORDS = re.compile(r"`[^`]*`|\]\([^)]*\)|^<!--.*-->$|^\|[ -|]*\|$", re.MULTILINE)
LOOSE = re.compile(r" [;:?!%»]|« |\d (s|min|h|heures|jours)\b")


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """The pages as the program makes them now."""
    return pages()


def test_what_is_committed_is_what_is_made(made: dict[str, str]) -> None:
    found = committed(FOLDER)
    assert set(found) == set(made), "run make docs and commit the result"
    stale = [name for name, text in made.items() if found[name] != text]
    assert not stale, "run make docs and commit the result"


@pytest.mark.parametrize(("clause", "rule"), RULES, ids=[rule.name for _, rule in RULES])
def test_every_rule_is_listed_and_explained_in_both_languages(
    clause: Clause, rule: Rule, made: dict[str, str]
) -> None:
    letter = clause.letter.name.lower()
    for suffix, reason in ((".md", rule.reason.en), (".fr.md", rule.reason.fr)):
        assert f"\n### {rule.name}\n" in made[f"clauses/{letter}{suffix}"]
        assert reason.split("{")[0] in made[f"clauses/{letter}{suffix}"]
        assert f"(clauses/{letter}{suffix}#{rule.name})" in made[f"rules{suffix}"]
        assert f"`[rules.{rule.name}]`" in made[f"policy-file{suffix}"]


def test_every_letter_has_a_page_and_one_without_rules_says_so(made: dict[str, str]) -> None:
    with_rules = {clause.letter for clause in CLAUSES}
    for letter in Letter:
        page = made[f"clauses/{letter.name.lower()}.md"]
        assert ("No rule of this version" in page) is (letter not in with_rules)


def test_every_field_reader_and_option_is_there(made: dict[str, str]) -> None:
    for kind in get_args(Fact):
        assert all(f"\n| `{field}` |" in made["facts.md"] for field in kind.__struct_fields__)
    assert all(f"`{name}`" in made["formats.md"] for name in READERS)
    options = [name for each in commands(Lang.EN).values() for option in each.params for name in option.opts]
    long = [name for name in options if name.startswith("--")]
    assert long
    assert all(f"`{name}" in made["command-line.md"] for name in long)


def test_what_a_format_cannot_tell_is_told(made: dict[str, str]) -> None:
    twilio = made["formats.md"].split("- **Format**: `twilio`")[1].split("\n## ")[0]
    assert "- **Tried on**: documented samples" in twilio
    assert "(`agent_joined`)" in twilio
    assert "(`called_zones`)" not in twilio, "it is told from the called number"


def test_a_docstring_below_a_field_is_its_note(made: dict[str, str]) -> None:
    assert "called_country" in Call.__struct_fields__
    row = next(line for line in made["facts.md"].splitlines() if line.startswith("| `called_country` |"))
    assert row.endswith("| ISO 3166-1 alpha-2, upper case. |")


def test_the_values_of_the_policy_file_are_the_policys_own() -> None:
    """Written into a file as they stand they are taken, and change nothing."""
    toml = "\n".join(
        line
        for _, rule in RULES
        for line in (f"[rules.{rule.name}]", *(f"{key} = {value}" for key, value in keys(rule).items()))
    )
    wishes = wishes_of(toml, CLAUSES)
    assert {name: len(wish.limits) for name, wish in wishes.items()} == {
        rule.name: len(rule.when) for _, rule in RULES
    }
    _, changes = tightened(CLAUSES, wishes)
    assert [change for change in changes if values(change.before) != values(change.after)] == []


def values(rule: Rule) -> list[tuple[object, ...]]:
    """Every limit of a rule on every plan."""
    return [tuple(test.limit.on(plan, date(2026, 11, 24)) for plan in PLANS) for test in rule.when]


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=lambda rule: rule.name)
def test_the_modes_named_are_those_that_are_taken(rule: Rule) -> None:
    for mode in Mode:
        wanted = f'[rules.{rule.name}]\nmode = "{mode}"'
        if mode in modes(rule):
            tightened(CLAUSES, wishes_of(wanted, CLAUSES))
        else:
            with pytest.raises(FairlineError):
                tightened(CLAUSES, wishes_of(wanted, CLAUSES))


def test_french_signs_stand_behind_hard_spaces(made: dict[str, str]) -> None:
    for name, page in made.items():
        if name.endswith(".fr.md"):
            prose = NOT_WORDS.sub("", page)
            assert [line for line in prose.splitlines() if LOOSE.search(line)] == [], name


def test_writing_removes_pages_no_longer_made_and_leaves_what_was_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "clauses").mkdir()
    (tmp_path / "clauses/z.md").write_text(f"{MARK}\n\n# Clause z\n")
    (tmp_path / "by-hand.md").write_text("# By hand\n")
    assert write(tmp_path) == len(pages())
    assert committed(tmp_path) == pages()
    assert not (tmp_path / "clauses/z.md").exists()
    assert (tmp_path / "by-hand.md").read_text() == "# By hand\n"


def test_the_command_wants_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("usage: python -m fairline.reference FOLDER")
    assert main([str(tmp_path)]) == 0
    assert (tmp_path / "facts.md").exists()
