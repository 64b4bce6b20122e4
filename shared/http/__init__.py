"""A request, its answer, and the endpoint between them, whatever host they came by."""
