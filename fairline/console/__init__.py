"""Pages for those who review, for those who look after the system, and for customers.

A Django project of several small apps, run as a process of its own beside the guard. It reads the journal,
and tells the guard of rulings; it decides nothing by itself.
"""
