"""French for the pages: the catalogs of all apps, compiled into one, so that none is ever out of step."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
LANGUAGE = "fr"


def sources() -> tuple[Path, ...]:
    """Return the catalogs as people write them."""
    return tuple(sorted(HERE.rglob(f"locale/{LANGUAGE}/LC_MESSAGES/django.po")))


def compiled(into: Path) -> Path:
    """Compile all catalogs below ``into`` and return the folder that Django looks in."""
    whole = None
    for each in sources():
        with each.open("rb") as opened:
            read = read_po(opened, locale=LANGUAGE, abort_invalid=True)
        if whole is None:
            whole = read
            continue
        for message in read:
            if message.id:
                whole[message.id] = message
    target = into / LANGUAGE / "LC_MESSAGES" / "django.mo"
    if whole is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_suffix(".new")
        with aside.open("wb") as opened:
            write_mo(opened, whole)
        aside.replace(target)
    return into
