"""Scheduled work: FC's timers name the jobs to do, as template.yml says when."""

from shared import jobs
from shared.hosts.timer import Timer

handler = Timer(*jobs.JOBS)
