"""The chain: how an entry is hashed, who may append next, and where a chain is broken. No request, no sentence."""
