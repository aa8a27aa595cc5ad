"""Made-up contact centers with labels: what a provider would see of honest and of abusive customers.

Everything is drawn from a seed and comes out the same to the byte: no clock, no set order, no chance from
outside. Numbers and people are invented (see ``simulator.numbers``). Rates follow what the fair-use catalogue
tests, not any real customer.
"""

from simulator.weeks import Label, labels, quarter, week

__all__ = ["Label", "labels", "quarter", "week"]
