"""What follows from the law: pure functions over frozen records. No framework, no I/O, no clock, no chance."""
