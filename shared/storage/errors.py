"""What can go wrong with an object, as far as it matters what to do next."""


class Missing(Exception):
    """There is no such object."""


class Passing(Exception):
    """Another attempt may succeed: the network, the server, damaged bytes, an expired key."""


class Lasting(Exception):
    """It fails every time: no permission, no such bucket, a wrong key."""


class Over(Lasting):
    """The upload in parts was completed or aborted before."""
