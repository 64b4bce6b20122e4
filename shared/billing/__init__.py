"""What calls cost: credits, quotas and usage."""
