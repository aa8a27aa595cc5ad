"""What facts can be written as."""

from enum import StrEnum


class Form(StrEnum):
    """What the files are to be."""

    PARQUET = "parquet"
    NDJSON = "ndjson"
