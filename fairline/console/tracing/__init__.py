"""Tracing: a call back to its origin, complaints and the calls they are about, and what is published."""
