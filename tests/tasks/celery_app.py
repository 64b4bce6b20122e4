"""What Celery's workers of tests run: the product's, with kinds of tests.

`celery -A tests.tasks.celery_app worker`
"""

from local import workers
from tests.tasks.counting import WORKS

workers.works = lambda: WORKS

from local.celery_app import app as app  # noqa: E402
