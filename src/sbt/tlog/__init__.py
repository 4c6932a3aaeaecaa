"""The mathematics of the permanent log. Imports nothing of the house; opens no file, reads no clock, knows no framework."""
