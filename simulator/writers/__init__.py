"""Made-up facts in the formats of real systems. A format keeps what it has a place for and drops the rest."""

from simulator.writers import (
    amazon_connect,
    asterisk,
    fairline_ndjson,
    freeswitch_csv,
    freeswitch_json,
    genesys,
    kamailio_json,
    kamailio_sqlite,
    mapped,
    sip_capture,
    twilio,
    zoom_contact_center,
    zoom_phone,
)
from simulator.writers.output import Format

FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        fairline_ndjson.FORMAT,
        asterisk.FORMAT,
        freeswitch_csv.FORMAT,
        freeswitch_json.FORMAT,
        kamailio_sqlite.FORMAT,
        kamailio_json.FORMAT,
        twilio.FORMAT,
        twilio.MESSAGES,
        amazon_connect.FORMAT,
        genesys.FORMAT,
        zoom_contact_center.FORMAT,
        zoom_phone.FORMAT,
        sip_capture.FORMAT,
        mapped.CSV,
        mapped.PARQUET,
    )
}

__all__ = ["FORMATS", "Format"]
