"""Appeals against rulings and redress for blocked calls: brought, looked at by another person, decided."""
