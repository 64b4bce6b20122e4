"""Deployments to Function Compute: checked, built, published as versions, and taken back."""
