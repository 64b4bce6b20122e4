"""What keeps a deployment well: jobs, maintenance, alerts, health, and what it says of itself."""
