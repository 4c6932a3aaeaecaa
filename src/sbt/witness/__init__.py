"""A witness: one small process that an institution runs. Imports `tlog` and nothing else of the house."""
