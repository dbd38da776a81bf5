"""Pages about cases; one module per page."""
