"""Work that one instance does at a time, and work that callers do in passing."""
