"""Tasks that need a whole machine for a while, one at a time: videos and pictures."""

from shared.hosts.worker import Worker

handler = Worker()
