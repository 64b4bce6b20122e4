"""Pictures, films and sound made into others, behind the request."""
