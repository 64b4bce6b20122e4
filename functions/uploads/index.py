"""/api/uploads: films and sound, sent in parts and taken up again where a line broke."""

from typing import Annotated

import msgspec

from shared.access import authentication, limits
from shared.access.authentication import Caller
from shared.errors import NotFound, StorageFull, UnsupportedMediaType, UpstreamError
from shared.files import uploads
from shared.files.library import Shown
from shared.files.uploads import Addresses, Upload, Wanted
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs import fields
from shared.http.request import Body

ALL, ONE = "/api/uploads", "/api/uploads/{file_id}"
PARTS, WHOLE = f"{ONE}/parts", f"{ONE}/complete"


class Announced(Body, kw_only=True):
    filename: Annotated[fields.AsItIs, msgspec.Meta(min_length=1, max_length=1000)]
    content_type: Annotated[str, msgspec.Meta(max_length=200)]
    size: Annotated[int, msgspec.Meta(gt=0)]


@endpoint(
    "POST",
    ALL,
    who=authentication.user,
    limit=limits.WRITE,
    status=201,
    fails=(StorageFull, UnsupportedMediaType, UpstreamError),
)
def begin(caller: Caller, body: Announced) -> Upload:
    """Announce a film or sound of up to MAX_MEDIA_SIZE, to be sent in parts within a day."""
    return uploads.begin(caller.user, body.filename, body.content_type, body.size)


@endpoint("GET", ONE, who=authentication.user, limit=limits.READ, fails=uploads.LOOK_FAILS)
def look(caller: Caller, file_id: str) -> Upload:
    """Which parts came: whoever was cut off sends the others."""
    return uploads.look(caller.user, file_id)


@endpoint("POST", PARTS, who=authentication.user, limit=limits.WRITE, fails=(NotFound,))
def addresses(caller: Caller, file_id: str, body: Wanted) -> Addresses:
    """Where to send up to 100 parts, within an hour: to the storage itself."""
    return uploads.addresses(caller.user, file_id, body.numbers)


@endpoint("POST", WHOLE, who=authentication.user, limit=limits.WRITE, fails=uploads.FAILS)
def complete(caller: Caller, file_id: str) -> Shown:
    """Put the parts together, look whether it is what was announced, and show the file."""
    return uploads.complete(caller.user, file_id)


@endpoint("DELETE", ONE, who=authentication.user, limit=limits.WRITE, fails=(NotFound,))
def abort(caller: Caller, file_id: str) -> None:
    """Do without it; what came is removed."""
    uploads.abort(caller.user, file_id)


handler = Function(begin, look, addresses, complete, abort)
