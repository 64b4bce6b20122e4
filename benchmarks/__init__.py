"""What the product costs, beside a FastAPI peer that does the same job: `python -m benchmarks`."""
