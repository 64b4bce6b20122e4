"""Tasks that mostly wait for somebody: their next steps, when a carrier says that one is due."""

from shared.hosts.worker import Worker
from shared.pictures.drawing import Pictures

handler = Worker(Pictures())
