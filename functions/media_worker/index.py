"""Tasks that need a whole machine for a while: films drawn or made over, pictures, recordings."""

from shared.hosts.worker import Worker
from shared.media.work import Media
from shared.pictures.videos.filming import Videos
from shared.speech.work import Listening

handler = Worker(Media(), Videos(), Listening())
