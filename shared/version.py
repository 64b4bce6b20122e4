"""What this product is called, and which version it is."""

NAME = "Yunzhan"
VERSION = "0.1.0"
