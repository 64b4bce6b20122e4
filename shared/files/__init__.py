"""Files of users: a row says whose they are, the storage has their content."""
