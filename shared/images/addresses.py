"""Which addresses belong to the public internet, and to nothing nearer."""

import ipaddress

# IANA's special-purpose registries, and what clouds put on addresses that look public.
_NOT_PUBLIC = (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",
    "100.64.0.0/10",  # carriers; Alibaba Cloud's services, its metadata at 100.100.100.200
    "127.0.0.0/8",
    "168.63.129.16/32",  # Azure's metadata
    "169.254.0.0/16",  # link-local; the metadata of most clouds
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",  # documentation
    "192.88.99.0/24",  # 6to4 relays
    "192.168.0.0/16",
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, broadcast
)
_PUBLIC_6 = "2000::/3"  # so neither ::1, ::ffff:127.0.0.1, 64:ff9b::, fc00:: nor fe80::
_NOT_PUBLIC_6 = (
    "2001::/23",  # Teredo, ORCHID, benchmarks
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4: IPv4 of any kind inside
    "3fff::/20",  # documentation
)

_refused_4 = tuple(map(ipaddress.IPv4Network, _NOT_PUBLIC))
_allowed_6 = ipaddress.IPv6Network(_PUBLIC_6)
_refused_6 = tuple(map(ipaddress.IPv6Network, _NOT_PUBLIC_6))


def is_public(address: str) -> bool:
    """Whether a numeric address is one that anybody on the internet can reach."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in network for network in _refused_4)
    return (
        found in _allowed_6
        and found.scope_id is None
        and not any(found in network for network in _refused_6)
    )
