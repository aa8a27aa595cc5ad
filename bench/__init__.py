"""How fast and how large: ratios measured in one run. ``make bench`` prints them."""
