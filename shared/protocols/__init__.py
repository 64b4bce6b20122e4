"""What programs speak with models, in protocols that others made, mapped to one metered call."""
