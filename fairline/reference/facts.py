"""The page of facts: every kind, field and word, read off the classes themselves."""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

import msgspec
from msgspec import Struct

from fairline import facts, words
from fairline.facts import KINDS, Call, Direction, Fact
from fairline.policy import Lang
from fairline.readers.edge import AMOUNT_MAX, TEXT_MAX
from fairline.reference import markdown

WORDS: tuple[type[StrEnum], ...] = tuple(
    each
    for name in facts.__all__
    if isinstance(each := getattr(facts, name), type) and issubclass(each, StrEnum)
)
EXAMPLE = Call(
    id="1",
    started_at=datetime(2026, 10, 5, 14, 2, 7, tzinfo=UTC),
    account="harbor-dental",
    direction=Direction.OUTBOUND,
    caller="+12125550100",
    called="+12125550142",
    talk=timedelta(seconds=94),
)
INTRO = """\
What fairline knows is a stream of facts. Each is one JSON object on one line in the format `fairline-ndjson`;
`kind` names which. A field that is missing or null means that the source did not say, which is not the same
as no. Times are RFC 3339 with an offset, durations ISO 8601 (`PT94S`) and amounts of money text (`"0.0125"`).

```json
{example}
```

The columns that clauses name are these fields; [facts.schema.json](facts.schema.json) has them as JSON
Schema. A call record of another system becomes such facts in its [reader](formats.md); any platform can send
what no reader knows.

In no format may a fact hold a text (or a list of texts together) of more than {text_max:,} characters, a
whole number that 64 bits cannot hold, or an amount that is no number or of more than {amount_max:,.0f}. Such
a record is unreadable: counted, shown with its line and field, and not judged."""


def facts_page() -> str:
    """Return the page: each kind with its fields in both languages, then the words that fields may hold."""
    example = msgspec.json.encode(EXAMPLE).decode()
    parts = [INTRO.format(example=example, text_max=TEXT_MAX, amount_max=AMOUNT_MAX)]
    for kind in KINDS:
        parts.append(f"## {kind.__struct_config__.tag}")
        parts.append(_prose(inspect.cleandoc(kind.__doc__ or "")))
        headings = ("field", "type", "must be there", "what it says", "ce qu'il dit", "note")
        parts.append(markdown.table(headings, _fields(kind)))
    parts.append("## Words")
    for choice in WORDS:
        parts.append(f"### {choice.__name__}")
        parts.append(_prose(inspect.cleandoc(choice.__doc__ or "")))
        parts.append(", ".join(f"`{word}`" for word in choice))
    return markdown.page("Facts", parts)


def schema() -> str:
    """Return the JSON Schema (2020-12) of one line of facts: any kind, told apart by ``kind``."""
    made = msgspec.json.schema(Fact)
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "fairline fact"} | made
    return json.dumps(made, indent=1, sort_keys=True) + "\n"


def _fields(kind: type[Struct]) -> Iterator[tuple[str, ...]]:
    notes, types = _notes(kind), _types(kind)
    for field in msgspec.structs.fields(kind):
        yield (
            f"`{field.name}`",
            markdown.code(types[field.name].removesuffix(" | None")),
            "yes" if field.required else "",
            _says(kind, field.name, Lang.EN),
            _says(kind, field.name, Lang.FR),
            _prose(notes.get(field.name, "")).replace("|", "\\|"),
        )


def _says(kind: type[Struct], field: str, lang: Lang) -> str:
    """Return what a field says, in the words of its kind where it has any."""
    own = words.OF_KINDS.get(f"{kind.__struct_config__.tag}.{field}")
    return (own or words.COLUMNS[field]).say(lang)


def _body(kind: type[Struct]) -> list[ast.stmt]:
    node = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(node, ast.ClassDef), "a kind of fact is a class"
    return node.body


def _types(kind: type[Struct]) -> dict[str, str]:
    fields = (node for node in _body(kind) if isinstance(node, ast.AnnAssign))
    return {ast.unparse(node.target): ast.unparse(node.annotation) for node in fields}


def _notes(kind: type[Struct]) -> dict[str, str]:
    """Return the sentence that stands below each field, where there is one."""
    body = _body(kind)
    notes = {}
    for field, after in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(after, ast.Expr):
            assert isinstance(after.value, ast.Constant), "below a field stands text or nothing"
            notes[ast.unparse(field.target)] = inspect.cleandoc(str(after.value.value))
    return notes


def _prose(docstring: str) -> str:
    """Return a docstring as Markdown."""
    return docstring.replace("``", "`")
