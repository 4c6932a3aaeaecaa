"""Measures the product against its limits and against bare PostgreSQL, in one run on fresh data. Nothing of it ships."""
