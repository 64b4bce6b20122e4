"""Objects on OSS or in a folder, and the addresses that open them."""
