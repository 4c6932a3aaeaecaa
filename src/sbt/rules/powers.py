"""The table of powers beside grants and roles: relations to a case, groups of fields, conflicts, duties that do not mix.

Data of `law/powers.yaml` as the rules read it; who holds a power stands in `authority`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sbt.rules.mark import Label, Warrant

NOBODY = "none"
"""The relation of whoever may not see a case at all."""
NOT_BODIES = ("publik", "sistem")
"""Who may hold a power without being an institution: the public and this system, as `people` names them."""
OWN_INSTANSI = "instansi"
"""The relation of the accused's agency; it begins with the release of the letter."""
NO_LABEL = Label("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One way in which a posting can stand to a case."""

    id: str
    label: Label
    text: Label = NO_LABEL
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """Fields that are opened together, and the relations they are open to."""

    id: str
    label: Label
    shown_to: frozenset[str]
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStaff:
    """Institutions whose officers neither see nor handle a case against their own staff, but for some roles."""

    kinds: frozenset[str]
    except_roles: frozenset[str] = frozenset()
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialConflict:
    """A mark of a case that shuts roles out which would otherwise lawfully handle it."""

    mark: str
    roles: frozenset[str]
    relation: str
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorConflict:
    """A mark of a case whose direct superior may not examine, and who stands in for him in the team."""

    mark: str
    part: str
    substitute: str
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Powers that make up one part of a case's way; nobody carries a case through two of them."""

    id: str
    label: Label
    powers: frozenset[str]
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerTable:
    """What `law/powers.yaml` adds to grants and roles."""

    sight: str = ""
    """The power by which a case is seen."""
    relations: tuple[Relation, ...] = ()
    """The widest first."""
    fields: Mapping[str, FieldGroup] = field(default_factory=dict)
    own_staff: tuple[OwnStaff, ...] = ()
    officials: tuple[OfficialConflict, ...] = ()
    duties: tuple[Duty, ...] = ()
    superior: SuperiorConflict | None = None
    waits_mark: str = ""
    """The mark of a case whose only officer at an institution has an interest of his own."""
    persons: Warrant = Warrant()
    """Why a single person with an interest is shut out."""
    waits_at: str = ""
    """The power whose holders keep a case in view that nobody may move."""

    def shows(self, relation: str, group: str) -> bool:
        """Tell whether the relation may read the group of fields; what the table does not say is closed."""
        known = self.fields.get(group)
        return known is not None and relation in known.shown_to

    def widest(self, relations: frozenset[str]) -> str:
        """Give the widest of the relations, `none` for none of the table's."""
        return next((one.id for one in self.relations if one.id in relations), NOBODY)

    def shut_out_of_own(self, kind: str, role: str) -> bool:
        """Tell whether officers of the role at such an institution are shut out when its own staff is accused."""
        rule = next((one for one in self.own_staff if kind in one.kinds), None)
        return rule is not None and role not in rule.except_roles

    def keeps_away(self, kind: str) -> bool:
        """Tell whether most officers of institutions of the kind keep away from cases against their own staff."""
        return any(kind in one.kinds for one in self.own_staff)

    def closed_by_conflict(self, marks: frozenset[str], role: str) -> OfficialConflict | None:
        """Give the conflict of interest that shuts the role out of a case with these marks, or None."""
        return next((one for one in self.officials if one.mark in marks and role in one.roles), None)

    def conflicted(self, marks: frozenset[str]) -> bool:
        """Tell whether the case has a mark of a conflict of interest."""
        return any(one.mark in marks for one in self.officials)

    def roles_shut_out(self) -> frozenset[str]:
        """Name the roles that a conflict of interest shuts out."""
        return frozenset(role for one in self.officials for role in one.roles)

    def duty_of(self, power: str) -> str:
        """Give the duty that the power belongs to, empty for none."""
        return next((duty.id for duty in self.duties if power in duty.powers), "")


CLOSED = PowerTable()
"""A table without a cell."""
