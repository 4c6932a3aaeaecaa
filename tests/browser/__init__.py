"""Journeys in a real browser over a whole installation of their own."""
