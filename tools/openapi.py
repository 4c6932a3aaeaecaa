"""Write docs/openapi.json anew from the code; a test compares them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbt.project.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SBT_DATA"] = folder
        import django

        django.setup()
        from sbt.api import urls
        from sbt.api.openapi import description

        assert urls.urlpatterns
        (ROOT / "docs" / "openapi.json").write_bytes(description())
