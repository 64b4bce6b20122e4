"""A month of made-up users and what they did, to try the product with, and its removal."""
