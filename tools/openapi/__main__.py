"""Write functions/docs/openapi.json: `python -m tools.openapi`."""

from pathlib import Path

from shared.hosts import gateway
from tools.openapi import document

TARGET = Path("functions/docs/openapi.json")


def main() -> None:
    made = document.make(gateway.TEMPLATE)
    TARGET.write_text(document.written(made), encoding="utf-8")
    count = sum(len(operations) for operations in made["paths"].values())
    print(f"{TARGET}: {count} endpoints")


if __name__ == "__main__":
    main()
