"""What granian serves."""

from __future__ import annotations

import os
import signal
import threading

from django.core.wsgi import get_wsgi_application

from sbt.project.processes import follow_parent
from sbt.web.folding import compile_ahead

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbt.project.settings")
if os.environ.get("SBT_DIES_WITH_PARENT"):
    follow_parent(signal.SIGKILL)
application = get_wsgi_application()
threading.Thread(target=compile_ahead, name="compile-ahead", daemon=True).start()
