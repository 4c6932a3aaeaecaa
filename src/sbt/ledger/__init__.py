"""The permanent log: what was queued becomes numbered entries, signed, co-signed and published as files."""
