"""Looks into untrusted files in a process of its own. Imports nothing of the house but itself: no Django, no database."""
