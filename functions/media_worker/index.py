"""Tasks that need a whole machine for a while, one at a time: videos, pictures and recordings."""

from shared.hosts.worker import Worker
from shared.media.work import Media
from shared.speech.work import Listening

handler = Worker(Media(), Listening())
