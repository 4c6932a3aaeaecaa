"""From a draft's files to a report's: read with the draft's key, written again under the installation's."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sbt.evidence import store
from sbt.evidence.actions import record_file

if TYPE_CHECKING:
    from datetime import date

    from sbt.evidence.models import File
    from sbt.intake.draft import Draft


def draft_files_as_evidence(draft: Draft, *, on: date) -> list[File]:
    """Take over the files of a draft, piece by piece, so that no plain byte touches the disk."""
    files = []
    for part in draft.files:
        id_ = uuid.uuid4()
        stored = store.write(str(id_), store.read(part.id, key=draft.key))
        files.append(record_file(id_, part.name, stored, institution="", on=on))
    return files
