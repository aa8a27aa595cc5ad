"""Which reader a file is for: its own and no other."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from fairline.readers.recognition import MODULES, NEVER_RECOGNISED, READERS, recognise
from fairline.readers.source import Source

REAL = {
    "asterisk_Master.csv": "asterisk-csv",
    "freeswitch_cdr_csv_Master.csv": "freeswitch-csv",
    "freeswitch_mod_json_cdr_0.json": "freeswitch-json",
    "genesys_conversation_details.json": "genesys",
    "twilio_oai_examples.json": "twilio",
    "zoom_contact_center_examples.json": "zoom-contact-center",
    "q850_hangup_cause.json": None,
    "cdrstats_CDRImport-2015-10-26.csv": None,
    "kazoo_schema_cdrs.json": None,
}


@pytest.mark.parametrize("name", REAL)
def test_real_files_are_claimed_by_their_own_reader_only(name: str, shared: Path) -> None:
    source = Source.open(str(shared / "data/vendor_records" / name))
    head = source.head()
    assert recognise(source) == REAL[name]
    source.close()
    claims = [
        reader for reader in READERS if reader not in NEVER_RECOGNISED and READERS[reader].recognise(head)
    ]
    assert claims == [REAL[name]] * (REAL[name] is not None)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"a,b\n1,2\n", b"{}", b"[]", b"\xff" * 99, b"SQLite format 3\0", b"PK\3\4"]
)
def test_what_nobody_knows(content: bytes) -> None:
    assert recognise(Source("x", io.BytesIO(content))) is None


def test_every_reader_is_there_and_says_its_own_name() -> None:
    assert list(READERS) == list(MODULES)
    assert [READERS[name].FORMAT.name for name in READERS] == list(MODULES)
    assert len(READERS) == len(MODULES)


def test_an_unknown_name_is_no_reader() -> None:
    assert "nonsense" not in READERS
    with pytest.raises(KeyError):
        READERS["nonsense"]


def test_recognising_does_not_consume() -> None:
    source = Source("x", io.BytesIO(b"a,b\n"))
    recognise(source)
    assert source.read() == b"a,b\n"


def test_a_reader_that_is_not_needed_is_not_imported() -> None:
    code = (
        "import sys\nfrom fairline.readers.recognition import READERS\nlist(READERS)\n"
        "READERS['asterisk-csv']\nprint(any(m in sys.modules for m in ('scapy', 'duckdb', 'pyarrow')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == b"False"
