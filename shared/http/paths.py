"""Paths as routes compare them: everything decoded but what would change their segments."""

from urllib.parse import unquote


def routed(sent: str) -> str:
    """A path as it was sent, with only `%2F` and `%25` of its escapes left.

    So no segment has a slash that the client did not write as one, and nothing is decoded twice.
    """
    segments = (literal(unquote(segment)) for segment in sent.split("/"))
    return "/".join(segment.replace("/", "%2F") for segment in segments)


def literal(decoded: str) -> str:
    """A path that somebody else has decoded: its slashes are taken for what they seem."""
    return decoded.replace("%", "%25")


def part(routed_part: str) -> str:
    """What a part of a routed path says."""
    return unquote(routed_part)
