"""Write the tables of docs/api.md and docs/settings.md anew: `python -m tools.reference`."""

from pathlib import Path

from tools.reference import pages

DOCS = Path("docs")


def main() -> None:
    for path, text in pages.made(DOCS).items():
        path.write_text(text, encoding="utf-8")
        print(f"{path}: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main()
