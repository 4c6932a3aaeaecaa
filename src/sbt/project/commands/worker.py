from __future__ import annotations

import argparse

HELP = "Jalankan pekerja latar: pengiriman pemberitahuan dan jam tenggat."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many jobs at once."""
    parser.add_argument("--concurrency", type=int, default=1, help="pekerjaan sekaligus")


def run(options: argparse.Namespace) -> int:
    """Take jobs until told to stop; a job under way is finished first, for at most five seconds."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.psycopg_connector import PsycopgConnector

    pool = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    with app.replace_connector(pool) as working:
        working.run_worker(
            concurrency=options.concurrency,
            shutdown_graceful_timeout=5,
            delete_jobs="successful",
            update_heartbeat_interval=10,
        )
    return 0
