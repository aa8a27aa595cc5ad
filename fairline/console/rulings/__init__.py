"""Rulings: put forward, signed, told to the guard, told to the customer with reasons."""
