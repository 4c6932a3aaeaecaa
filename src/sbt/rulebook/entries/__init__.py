"""The shapes of the law files. Each entry checks one piece of YAML and makes the record that the rules read."""
