"""The tables of docs/api.md and docs/settings.md, made of declarations: `make reference`."""
