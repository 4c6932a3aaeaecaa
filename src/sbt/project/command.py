"""The `sbt` executable."""
def main() -> int:
    return 0
