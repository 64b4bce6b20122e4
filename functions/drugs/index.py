"""GET /api/drugs: the catalogue of drugs, for everybody."""

from shared.access import limits
from shared.drugs import catalogue
from shared.drugs.catalogue import Drug
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.inputs.pagination import Page, Search


@endpoint("GET", "/api/drugs", limit=limits.SEARCH)
def find(query: Search) -> Page[Drug]:
    """Drugs; `q` searches names, approval numbers and makers."""
    return catalogue.page(query)


@endpoint("GET", "/api/drugs/{drug_id}", limit=limits.READ)
def read(drug_id: str) -> Drug:
    """A drug."""
    return catalogue.get(drug_id)


handler = Function(find, read)
