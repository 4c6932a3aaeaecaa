"""Write docs/security/sbom.cdx.json: what the product is made of, the same bytes on every machine (`make sbom`).

uv says what is locked; number, time, place in the list and tool are taken out, what lies in our own folders is added. The
digests of all files stand in uv.lock.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "docs" / "security" / "sbom.cdx.json"
UV = ROOT / ".tools" / "bin" / "uv"
ASK = ("export", "--frozen", "--no-dev", "--no-emit-project", "--format", "cyclonedx1.5", "--quiet")
TAKEN_OVER = ROOT / "src" / "sbt" / "web" / "static" / "sbt" / "vendor"
NPM = {"htmx": "htmx.org"}
"""The packages of the files there, called `name-version.min.js`."""


def main() -> int:
    """Write the bill; say how many parts it names."""
    raw = json.loads(subprocess.run([UV, *ASK], cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    bill = plain(raw)
    WRITTEN.write_text(printed(bill))
    print(f"sbom: {len(bill['components'])}")
    return 0


def printed(bill: dict[str, Any]) -> str:
    """Give the text of the file."""
    return json.dumps(bill, indent=1, ensure_ascii=False) + "\n"


def plain(raw: dict[str, Any]) -> dict[str, Any]:
    """Give the bill without what differs from one run to the next."""
    own = raw["metadata"]["component"]
    names = {one["bom-ref"]: one["purl"] for one in raw["components"]} | {own["bom-ref"]: "sbt"}
    parts = [_part(one["name"], one["version"], one["purl"]) for one in raw["components"]]
    for file in TAKEN_OVER.glob("*.js"):
        called, _, version = file.name.removesuffix(".min.js").partition("-")
        parts.append(_part(NPM[called], version, f"pkg:npm/{NPM[called]}@{version}"))
    needs = [
        {"ref": names[one["ref"]], "dependsOn": sorted(names[ref] for ref in one.get("dependsOn", []))}
        for one in raw["dependencies"]
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": raw["specVersion"],
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "sbt", "name": "sbt", "version": own["version"]}},
        "components": sorted(parts, key=lambda part: part["bom-ref"]),
        "dependencies": sorted(needs, key=lambda need: str(need["ref"])),
    }


def _part(name: str, version: str, purl: str) -> dict[str, str]:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


if __name__ == "__main__":
    sys.exit(main())
