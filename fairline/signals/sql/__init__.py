"""Declarations to SQL: the same signals and tests as queries over a whole period at hand.

Everything here makes sqlglot expressions and runs none. ``fairline.history`` owns the database.
"""
