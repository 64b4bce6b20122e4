"""The kind of tasks that listen. They re-encode what they hear, so they go where ffmpeg is."""

from shared.tasks.kinds import Kind

LASTS = 14_400  # seconds
SPEECH = Kind("speech", lasts=LASTS, queue="media_worker", pays=True)
