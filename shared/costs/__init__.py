"""What the clouds charge: bills of a day and a month, the balance, and whether it is too much."""
