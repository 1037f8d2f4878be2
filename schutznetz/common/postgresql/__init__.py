"""PostgreSQL with a wall in front of protected rows: the backend, the policies and the roles (ADR 0020)."""
