"""``python -m fairline.console.extracting``: bring every catalog up to date with its pages and its code.

What is new stands there without French until somebody writes it; what no page says any more is dropped.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from fairline.console.catalogs import HERE, LANGUAGE

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
WIDTH = 110
HEADER = b"""msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
"""Without dates: the same words give the same file."""


def parts() -> dict[Path, list[Path]]:
    """Return the files of each part of the console by its folder; the rest belongs to the console itself."""
    apps = sorted(path.parent for path in HERE.glob("*/apps.py"))
    found: dict[Path, list[Path]] = {HERE: [], **{app: [] for app in apps}}
    for path in sorted([*HERE.rglob("*.py"), *HERE.rglob("*.html"), *HERE.rglob("*.txt")]):
        if "migrations" not in path.parts:
            owner = next((app for app in apps if path.is_relative_to(app)), HERE)
            found[owner].append(path)
    return found


def said(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield what one file says: its words, or singular and plural, and their context."""
    from django.utils.translation.template import templatize

    text = path.read_text(encoding="utf-8")
    source = text if path.suffix == ".py" else templatize(text, origin=str(path))
    for _, words, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield words, context


def catalog(files: list[Path], old: Path) -> Catalog:
    """Return the words of ``files`` with the French that ``old`` has for them."""
    made = Catalog(locale=LANGUAGE)
    made.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n > 1);")]
    for path in files:
        for words, context in said(path):
            made.add(words, context=context)
    if old.exists():
        with old.open("rb") as opened:
            known = read_po(opened, locale=LANGUAGE)
        for message in made:
            had = known.get(message.id, message.context) if message.id else None
            if had is not None:
                message.string = had.string
    return made


def update() -> int:
    """Write every catalog; return how many entries have no French yet."""
    missing = 0
    for folder, files in parts().items():
        target = folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
        made = catalog(files, target)
        if not len(made):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as opened:
            opened.write(HEADER)
            write_po(opened, made, width=WIDTH, sort_output=True, omit_header=True, no_location=True)
        missing += sum(bool(each.id) and "" in _strings(each.string) for each in made)
    return missing


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


if __name__ == "__main__":
    django.setup()
    left = update()
    print(f"{left} entries without French")
    sys.exit(1 if left else 0)
