"""The OpenAPI document of all endpoints, made of their own types: `make reference`."""
