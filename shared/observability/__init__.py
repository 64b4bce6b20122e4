"""Numbers and traces for whoever watches the product."""
