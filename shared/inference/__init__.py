"""One metered call to a model: breakers, fallbacks, reservation and settlement."""
