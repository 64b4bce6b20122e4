"""Scheduled work: FC's timers name the jobs to do, as template.yml says when."""

from shared.hosts.timer import Timer
from shared.operations import jobs

handler = Timer(*jobs.JOBS)
