from __future__ import annotations

import argparse

HELP = "Mainkan data demo (rekaan) hari demi hari lewat tindakan yang sama dengan petugas."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """No option."""
    parser.set_defaults()


def run(options: argparse.Namespace) -> int:
    """Play the demo once; a database that has it already is left as it is."""
    from django.conf import settings

    from sbt.demo.play import play_demo
    from sbt.project.errors import Trouble
    from sbt.project.welcome import demo_password

    if settings.SBT_MODE != "demo":
        raise Trouble("data demo hanya dibuat dengan SBT_MODE=demo")
    play_demo(password=demo_password(settings.SBT_DATA), progress=lambda line: print(line, flush=True))
    return 0
