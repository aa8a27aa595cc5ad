"""How good the answers are, the machine's and people's: samples, second looks, known answers, reversals."""
