"""A question on its way to a server and back: deadlines, connections, hanging up."""
