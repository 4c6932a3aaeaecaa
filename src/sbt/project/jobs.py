"""Picks up what a killed worker left half done. A job's changes are one transaction, so it may be done again."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app

SILENT_FOR = 60


@app.periodic(cron="* * * * *")
@app.task(name="project.retry_stalled", queueing_lock="project.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Queue again every job whose worker has not been heard of for a minute."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_FOR):
        await manager.retry_job(job)
