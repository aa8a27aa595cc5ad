"""Real files of vendors, systems and captures on the command line: read and counted, or refused plainly.

The counts are those of the files, looked at by hand. Twilio's and Zoom's files are the examples of their
documentation. A file is unusable where it holds no records: JSON schemas, a table of causes, media, H.323.
"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fairline.clauses import CLAUSES
from fairline.cli import build
from fairline.policy import Lang

READ = {
    "vendor_records/asterisk_Master.csv": ("asterisk-csv", 14, {"call": 14}),
    # The last three lines are one call: its id thrice.
    "vendor_records/freeswitch_cdr_csv_Master.csv": ("freeswitch-csv", 10, {"call": 8}),
    "vendor_records/freeswitch_mod_json_cdr_0.json": ("freeswitch-json", 1, {"call": 1}),
    # Of its 15 conversations two have voice sessions; the others are tasks of calling back, and chats.
    "vendor_records/genesys_conversation_details.json": ("genesys", 2, {"call": 2}),
    # 11 call and 8 message resources in its examples, most of them of the same few ids.
    "vendor_records/twilio_oai_examples.json": ("twilio", 19, {"call": 3, "message": 6}),
    "vendor_records/zoom_contact_center_examples.json": (
        "zoom-contact-center",
        2,
        {"call": 1, "message": 1},
    ),
    # Four INVITE dialogs and two of REGISTER; the second capture has the same SIP among other traffic.
    "pcap_sip/ndpi_sip.pcap": ("sip-capture", 4, {"call": 4}),
    "pcap_sip/sngrep_aaa.pcap": ("sip-capture", 4, {"call": 4}),
    # One REGISTER dialog: it is SIP, and nobody called.
    "pcap_sip/ndpi_sip_hello.pcapng": ("sip-capture", 0, {}),
}
REFUSED = {
    "vendor_records/cdrstats_CDRImport-2015-10-26.csv": (
        "fairline columns",
        "«\u00a0fairline columns\u00a0»",
    ),
    "vendor_records/kazoo_schema_cdrs.json": ("no known format", "aucun format connu"),
    "vendor_records/kazoo_schema_kapi.call.event.json": ("no known format", "aucun format connu"),
    "vendor_records/kazoo_schema_kapi.cdr.report.json": ("no known format", "aucun format connu"),
    "vendor_records/q850_hangup_cause.json": ("no known format", "aucun format connu"),
    "pcap_sip/ndpi_h323.pcap": ("wanted unencrypted SIP", "aucun enregistrement lisible"),
    "pcap_sip/ndpi_rtp.pcapng": ("wanted unencrypted SIP", "aucun enregistrement lisible"),
}
FOLDERS = ("vendor_records", "pcap_sip")


def fairline(*arguments: str, lang: Lang = Lang.EN) -> Result:
    return CliRunner().invoke(build(lang, lambda: CLAUSES), arguments, env={"COLUMNS": "200"})


@pytest.fixture
def data(shared: Path) -> Path:
    return shared / "data"


def test_every_file_is_expected_here(data: Path) -> None:
    found = {f"{folder}/{path.name}" for folder in FOLDERS for path in (data / folder).iterdir()}
    assert found == READ.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", READ)
def test_its_records_are_counted(name: str, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "audit.json"
    done = fairline("audit", str(data / name), "--json", str(out))
    assert (done.exit_code, done.stderr) == (0, "")
    exported = json.loads(out.read_bytes())
    (file,) = exported["files"]
    assert (file["format"], file["facts"], exported["facts"]) == READ[name]
    assert (file["unreadable"], file["damage"], exported["findings"]) == (0, None, [])
    assert "No finding." in done.stdout
    french = fairline("audit", str(data / name), lang=Lang.FR)
    assert (french.exit_code, french.stderr) == (0, "")
    assert "Aucun constat." in french.stdout


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_records_is_refused_plainly(name: str, data: Path) -> None:
    for lang, said in zip((Lang.EN, Lang.FR), REFUSED[name], strict=True):
        done = fairline("audit", str(data / name), lang=lang)
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert isinstance(done.exception, SystemExit)


def test_a_house_table_is_audited_by_the_mapping_that_is_proposed(data: Path, tmp_path: Path) -> None:
    """CDR-Stats' import file: five calls, whose direction is written in no word we know."""
    table, out, mapping = (
        str(data / "vendor_records/cdrstats_CDRImport-2015-10-26.csv"),
        tmp_path / "audit.json",
        tmp_path / "map.toml",
    )
    proposed = fairline("columns", table)
    assert proposed.exit_code == 0
    mapping.write_text(proposed.stdout)
    more = ("--map", str(mapping), "--region", "ES", "--direction", "outbound", "--json", str(out))
    assert fairline("audit", table, *more).exit_code == 0
    exported = json.loads(out.read_bytes())
    assert (exported["facts"], exported["unreadable"], exported["undirected"]) == ({"call": 5}, 0, 0)
