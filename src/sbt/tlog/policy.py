"""Whose signatures a checkpoint needs (C2SP tlog-policy): logs, witnesses, groups, quorum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sbt.tlog.checkpoint import Note
from sbt.tlog.coding import FormatFault, to_number
from sbt.tlog.keys import COSIGNATURE, ED25519, VerifierKey, parse_verifier

NONE = "none"


@dataclass(frozen=True, slots=True)
class Party:
    """A log or a witness: its key and where it is reached, if that is said."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """So many of the members must have co-signed."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signatures of a checkpoint amount to."""

    log: VerifierKey | None
    witnesses: Mapping[str, int]
    """Name of a witness in the policy -> the moment that it states."""
    quorum: bool

    @property
    def valid(self) -> bool:
        """Whether the policy takes the checkpoint."""
        return self.log is not None and self.quorum


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom to believe."""

    logs: tuple[Party, ...]
    witnesses: Mapping[str, Party]
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    def judge(self, note: Note) -> Verdict:
        """Weigh the signatures of a checkpoint; FormatFault when a known key's signature is false."""
        logs = [party.key for party in self.logs if party.key.name == note.checkpoint.origin]
        signed = note.signed_by([*logs, *(party.key for party in self.witnesses.values())])
        witnesses = {name: signed[party.key] for name, party in self.witnesses.items() if party.key in signed}
        log = next((key for key in logs if key in signed), None)
        return Verdict(log, witnesses, self.met(self.quorum, frozenset(witnesses)))

    def met(self, name: str, cosigned: frozenset[str]) -> bool:
        """Tell whether those who co-signed are enough for the witness or group of this name."""
        if name == NONE:
            return True
        group = self.groups.get(name)
        if group is None:
            return name in cosigned
        return sum(self.met(member, cosigned) for member in group.members) >= group.threshold

    def __str__(self) -> str:
        lines = [f"log {party.key} {party.url}".rstrip() for party in self.logs]
        lines += [f"witness {name} {party.key} {party.url}".rstrip() for name, party in self.witnesses.items()]
        lines += [f"group {name} {one.threshold} {' '.join(one.members)}" for name, one in self.groups.items()]
        return "\n".join([*lines, f"quorum {self.quorum}", ""])


class _Draft:
    def __init__(self) -> None:
        self.logs: list[Party] = []
        self.witnesses: dict[str, Party] = {}
        self.groups: dict[str, Group] = {}
        self.used: set[str] = set()
        self.quorum: str | None = None

    def known(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def new(self, name: str) -> str:
        if self.known(name) or name == NONE:
            raise FormatFault(f"the name {name} is taken")
        return name

    def party(self, words: list[str], kind: int) -> Party:
        key = parse_verifier(words[0])
        others = self.logs if kind == ED25519 else self.witnesses.values()
        if key.kind != kind or len(words) > 2 or any(one.key.key == key.key for one in others):  # noqa: PLR2004
            raise FormatFault(f"the key of {key.name} has another purpose or stands there twice")
        return Party(key, *words[1:])

    def group(self, rule: str, members: list[str]) -> Group:
        threshold = {"all": len(members), "any": 1}.get(rule)
        threshold = to_number(rule) if threshold is None else threshold
        if not 1 <= threshold <= len(members) or len(set(members)) < len(members):
            raise FormatFault("a group needs between one and all of its members")
        for member in members:
            if not self.known(member) or member in self.used:
                raise FormatFault(f"{member} is not known here or belongs to a group already")
        self.used.update(members)
        return Group(threshold, tuple(members))


def parse_policy(data: bytes) -> Policy:
    """Read a policy; FormatFault names the line that is wrong."""
    text = data.decode("utf-8", "surrogateescape")
    if any((sign < " " and sign not in "\t\n") or sign == "\x7f" for sign in text):
        raise FormatFault("a policy holds no control characters")
    draft = _Draft()
    for number, line in enumerate(text.split("\n"), 1):
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            _take(draft, words)
        except (FormatFault, IndexError) as fault:
            raise FormatFault(f"line {number}: {fault}") from fault
    if draft.quorum is None:
        raise FormatFault("no quorum line")
    return Policy(tuple(draft.logs), draft.witnesses, draft.groups, draft.quorum)


def _take(draft: _Draft, words: list[str]) -> None:
    match words:
        case ["log", *rest]:
            draft.logs.append(draft.party(rest, ED25519))
        case ["witness", name, *rest]:
            draft.witnesses[draft.new(name)] = draft.party(rest, COSIGNATURE)
        case ["group", name, rule, *members]:
            draft.groups[draft.new(name)] = draft.group(rule, members)
        case ["quorum", name] if draft.quorum is None and (name == NONE or draft.known(name)):
            draft.quorum = name
        case _:
            raise FormatFault("not a line of a policy")
