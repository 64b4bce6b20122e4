"""/api/admin/drugs: the catalogue of drugs, changed by administrators."""

from shared.access import audit, authentication, limits
from shared.access.authentication import Caller
from shared.drugs import catalogue, csv_import
from shared.drugs.catalogue import Drug, Given, Imported
from shared.errors import Conflict
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request

DRUGS, DRUG = "/api/admin/drugs", "/api/admin/drugs/{drug_id}"


@endpoint(
    "POST", DRUGS, who=authentication.admin, limit=limits.ADMIN, status=201, fails=(Conflict,)
)
def add(request: Request, caller: Caller, body: Given) -> Drug:
    """Add a drug."""
    return catalogue.add(audit.actor(caller, request), body)


@endpoint(
    "POST", f"{DRUGS}/import", who=authentication.admin, limit=limits.ADMIN, takes=csv_import.TAKES
)
def import_csv(request: Request, caller: Caller) -> Imported:
    """Add and replace drugs from a CSV file (UTF-8, GB18030): all, or none with faults by line."""
    return catalogue.import_csv(audit.actor(caller, request), csv_import.body(request))


@endpoint(
    "POST",
    f"{DRUGS}/import/preview",
    who=authentication.admin,
    limit=limits.ADMIN,
    takes=csv_import.TAKES,
)
def preview_csv(request: Request) -> Imported:
    """What importing a CSV file would add and replace, or its faults by line; nothing changes."""
    return catalogue.preview_csv(csv_import.body(request))


@endpoint("PUT", DRUG, who=authentication.admin, limit=limits.ADMIN, fails=(Conflict,))
def replace(request: Request, caller: Caller, drug_id: str, body: Given) -> Drug:
    """Put another drug in the place of one."""
    return catalogue.replace(audit.actor(caller, request), drug_id, body)


@endpoint("DELETE", DRUG, who=authentication.admin, limit=limits.ADMIN)
def remove(request: Request, caller: Caller, drug_id: str) -> None:
    """Remove a drug."""
    catalogue.remove(audit.actor(caller, request), drug_id)


handler = Function(add, import_csv, preview_csv, replace, remove)
