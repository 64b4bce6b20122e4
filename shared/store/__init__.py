"""All SQL, one module per table: a function is a statement."""
