"""Tasks that mostly wait for somebody: their next steps, when a carrier says that one is due."""

from shared.hosts.worker import Worker

handler = Worker()
