"""What the deployment decides: its settings, how they are read, and where from."""
