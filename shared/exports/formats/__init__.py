"""Tables as CSV, workbooks and lines of JSON."""
