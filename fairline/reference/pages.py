"""All pages of the reference by name, and writing them."""

from pathlib import Path

from fairline.clauses import CLAUSES, REVIEW
from fairline.policy import Lang, Letter
from fairline.reference.clauses import clause_page, rules_page
from fairline.reference.commands import commands_page
from fairline.reference.facts import facts_page, schema
from fairline.reference.formats import formats_page
from fairline.reference.languages import SUFFIX
from fairline.reference.law import law_page
from fairline.reference.markdown import MARK
from fairline.reference.policy_file import policy_file_page
from fairline.reference.review import review_page


def pages() -> dict[str, str]:
    """Return every page by its path below the folder. The same program gives the same pages."""
    made = {"facts.md": facts_page(), "facts.schema.json": schema()}
    for lang, suffix in SUFFIX.items():
        made[f"rules{suffix}"] = rules_page(CLAUSES, lang)
        made[f"formats{suffix}"] = formats_page(lang)
        made[f"law{suffix}"] = law_page(lang)
        made[f"policy-file{suffix}"] = policy_file_page(CLAUSES, lang)
        made[f"review{suffix}"] = review_page(REVIEW, lang)
        for letter in Letter:
            made[f"clauses/{letter.name.lower()}{suffix}"] = clause_page(letter, CLAUSES, lang)
    # Building the command line sets the headings of its help, so the usual language comes last.
    for lang in (Lang.FR, Lang.EN):
        made[f"command-line{SUFFIX[lang]}"] = commands_page(lang)
    return dict(sorted(made.items()))


def committed(folder: Path) -> dict[str, str]:
    """Return the pages in ``folder`` that bear the mark of having been made."""
    found = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.*"))}
    return {
        path.relative_to(folder).as_posix(): text
        for path, text in found.items()
        if text.startswith(MARK) or path.name.endswith(".schema.json")
    }


def write(folder: Path) -> int:
    """Write every page, remove made pages that are no longer made, and return how many there are."""
    made = pages()
    for name in committed(folder).keys() - made.keys():
        (folder / name).unlink()
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(made)
