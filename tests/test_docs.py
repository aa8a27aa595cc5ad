"""The documents: every link leads somewhere, and every command that is shown is one that exists."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairline.policy import Lang
from fairline.reference.commands import commands

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not any(part.startswith(".") or part == "out" for part in path.relative_to(ROOT).parts)
]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MAKE = re.compile(r"^make (?P<target>[a-z]+)")
OPTIONS = {
    name: {option for each in command.params for option in each.opts if option.startswith("--")}
    for name, command in commands(Lang.EN).items()
}
GROUPS = "|".join(sorted({name.split()[0] for name in OPTIONS if " " in name}))
COMMAND = re.compile(rf"^fairline (?P<name>(?:{GROUPS}) [a-z-]+|[a-z-]+)(?P<rest>[^|>]*)")
TARGETS = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def snippets(text: str) -> Iterator[str]:
    """Yield every line of shell in ``text`` and every piece of code within a line."""
    for language, block in FENCE.findall(text):
        if language == "sh":
            yield from (line.strip() for line in block.splitlines())
    yield from CODE.findall(FENCE.sub("", text))


def wrong(snippet: str) -> str | None:
    """Return what no ``fairline`` or ``make`` knows in a snippet, ``None`` if all is known."""
    if (make := MAKE.match(snippet)) is not None:
        return None if make["target"] in TARGETS else f"make {make['target']}"
    if snippet.startswith("--"):
        option = snippet.split()[0].removesuffix(",")
        return None if any(option in known for known in OPTIONS.values()) else option
    command = COMMAND.match(snippet)
    if command is None:
        return None
    if command["name"] not in OPTIONS:
        return f"fairline {command['name']}"
    given = [word.partition("=")[0] for word in shlex.split(command["rest"]) if word.startswith("--")]
    return next((option for option in given if option not in OPTIONS[command["name"]]), None)


def anchors(path: Path) -> set[str]:
    """Return the names by which a page's headings are linked to."""
    found = HEADING.findall(FENCE.sub("", path.read_text()))
    titles = (LINK.sub("", title).replace("[", "").replace("`", "") for title in found)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", link):
            continue
        to, _, anchor = link.partition("#")
        target = (page.parent / to).resolve() if to else page
        assert target.exists(), f"{name_of(page)}: found a link to {link}, and nothing there"
        assert not anchor or anchor in anchors(target), f"{name_of(page)}: found no heading for {link}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_that_are_shown_exist(page: Path) -> None:
    assert [each for each in map(wrong, snippets(page.read_text())) if each is not None] == []


def test_there_are_pages_and_commands_to_look_at() -> None:
    shown = [snippet for page in PAGES for snippet in snippets(page.read_text())]
    assert {"README.md", "docs/README.md", "docs/reference/rules.md"} <= set(map(name_of, PAGES))
    assert {match["name"] for each in shown if (match := COMMAND.match(each)) is not None} == set(OPTIONS)


WRONG = {
    "fairline audit x.csv --zone UTC": None,
    "fairline columns x.csv > map.toml": None,
    "fairline audti x.csv": "fairline audti",
    "fairline law show FR --on 2026-08-11": None,
    "fairline law sow FR": "fairline law sow",
    "fairline law check --topic x": "--topic",
    "fairline explain x --zone UTC": "--zone",
    "fairline audit x.csv --formt=twilio": "--formt",
    "--purpose marketing": None,
    "--porpoise": "--porpoise",
    "make docs": None,
    "make doc": "make doc",
    "fairline-ndjson": None,
}


@pytest.mark.parametrize("snippet", WRONG)
def test_a_wrong_command_would_be_seen(snippet: str) -> None:
    assert wrong(snippet) == WRONG[snippet]
