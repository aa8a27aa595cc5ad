"""The customer's door: own standing, notices, reasons, questions, appeals and data; nobody else's."""
