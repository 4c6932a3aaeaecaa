"""Sistem Berbagi Terintegrasi: from a citizen's report to a served sanction."""

__version__ = "0.1.0"
