"""Tests that share what takes long to make are done by one worker (`--dist loadgroup`)."""

import pytest


@pytest.mark.xdist_group("group")
def test_whoever_divides_the_tests_is_told_their_groups(request: pytest.FixtureRequest) -> None:
    """pytest-xdist tells them by the ends of names, which not every pytest lets it write."""
    divided = getattr(request.config.option, "loadgroup", False)

    assert request.node.nodeid.endswith("@group") == divided
