"""Cases: findings of one account put before people, who takes them, and how long that may last."""
