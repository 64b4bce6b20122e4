"""What wakes workers: it only says "look at this task", and may say so late, twice or never."""
