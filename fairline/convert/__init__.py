"""Any known format to facts in our own schema, in folders by day and, if wanted, by account."""
