"""Model Studio is asked by DashScope's own protocol: at once, or by tasks."""
