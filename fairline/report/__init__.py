"""The report of an audit: one HTML file that needs nothing else, for the screen and for paper."""

from fairline.report.page import html, write_html

__all__ = ["html", "write_html"]
