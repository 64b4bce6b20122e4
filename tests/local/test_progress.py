"""A terminal sees one moving bar; a log file sees a few plain lines."""

import io

from local.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_file_gets_a_line_per_tenth() -> None:
    stream = io.StringIO()
    progress = Progress(stream)
    for done in range(101):
        progress.show("model", done * 1_000_000, 100_000_000)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[0].startswith("model:   0% of 100 MB, ")
    assert lines[-1].startswith("model: 100% of 100 MB, ")
    assert lines[-1].endswith(" MB/s")


def test_a_terminal_gets_one_line_that_ends_when_all_is_there() -> None:
    stream = Terminal()
    progress = Progress(stream)
    for done in (0, 50, 100):
        progress.show("model", done, 100)
    drawn = stream.getvalue()
    assert drawn.count("\r") == 3
    assert drawn.count("\n") == 1
    assert "[############............]" in drawn


def test_a_sentence_never_lands_on_an_unfinished_bar() -> None:
    stream = Terminal()
    progress = Progress(stream)
    progress.show("model", 50, 100)
    progress.say("The disk is full.")
    assert stream.getvalue().splitlines()[-1] == "The disk is full."


def test_what_was_there_before_does_not_count_as_speed() -> None:
    stream = io.StringIO()
    Progress(stream).show("model", 900_000_000, 1_000_000_000)
    assert stream.getvalue() == "model:  90% of 1000 MB, 0.0 MB/s\n"
