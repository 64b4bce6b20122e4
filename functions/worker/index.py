"""Tasks that mostly wait for somebody: their next steps, when a carrier says that one is due."""

from shared.hosts.worker import Worker
from shared.pictures.drawing import Pictures
from shared.pictures.videos.filming import Videos

handler = Worker(Pictures(), Videos())
