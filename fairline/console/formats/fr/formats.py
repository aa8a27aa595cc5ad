"""Dates as French writes them, and thousands set apart by a narrow space."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j N Y"
DATETIME_FORMAT = "j N Y, H:i"
TIME_FORMAT = "H:i"
THOUSAND_SEPARATOR = "\u202f"
