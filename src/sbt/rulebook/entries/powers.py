"""The table of powers beside grants and roles, as `law/powers.yaml` writes it."""

from pydantic import Field

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Many, Named, Warranted, many
from sbt.rules.mark import Warrant
from sbt.rules.powers import (
    NO_LABEL,
    Duty,
    FieldGroup,
    OfficialConflict,
    OwnStaff,
    PowerTable,
    Relation,
    SuperiorConflict,
)


class RelationEntry(Named):
    """A way to stand to a case."""

    text: LabelEntry | None = None

    def made(self) -> Relation:
        """Make the relation."""
        text = self.text.made() if self.text else NO_LABEL
        return Relation(id=self.id, label=self.label.made(), text=text, warrant=self.warrant())


class FieldGroupEntry(Named):
    """Fields opened together."""

    shown_to: Many[Id]

    def made(self) -> FieldGroup:
        """Make the group."""
        shown = frozenset(many(self.shown_to))
        return FieldGroup(id=self.id, label=self.label.made(), shown_to=shown, warrant=self.warrant())


class OwnStaffEntry(Warranted):
    """Institutions that keep away from cases against their own staff."""

    kinds: Many[Id]
    except_roles: Many[Id] = ()

    def made(self) -> OwnStaff:
        """Make the rule."""
        kept = frozenset(many(self.except_roles))
        return OwnStaff(kinds=frozenset(many(self.kinds)), except_roles=kept, warrant=self.warrant())


class OfficialConflictEntry(Warranted):
    """A mark that shuts roles out."""

    mark: Id
    shut_out_roles: Many[Id]
    relation: Id

    def made(self) -> OfficialConflict:
        """Make the rule."""
        roles = frozenset(many(self.shut_out_roles))
        return OfficialConflict(mark=self.mark, roles=roles, relation=self.relation, warrant=self.warrant())


class DutyEntry(Named):
    """Powers that one person may not mix with those of another duty."""

    powers: Many[Id]

    def made(self) -> Duty:
        """Make the duty."""
        return Duty(id=self.id, label=self.label.made(), powers=frozenset(many(self.powers)), warrant=self.warrant())


class WaitsAtEntry(Warranted):
    """Whose holders keep a case in view that nobody may move."""

    power: Id


class SuperiorEntry(Warranted):
    """Who examines in the direct superior's place."""

    mark: Id
    part: Id
    substitute: Id

    def made(self) -> SuperiorConflict:
        """Make the rule."""
        return SuperiorConflict(mark=self.mark, part=self.part, substitute=self.substitute, warrant=self.warrant())


class PersonsEntry(Warranted):
    """What happens where a single person has an interest of his own."""

    mark: Id


class PowersFile(Entry):
    """`powers.yaml`."""

    sight: Id | None = None
    relations: list[RelationEntry] = []
    fields_: list[FieldGroupEntry] = Field(default=[], alias="fields")
    own_staff: list[OwnStaffEntry] = []
    officials: list[OfficialConflictEntry] = []
    superior: SuperiorEntry | None = None
    persons: PersonsEntry | None = None
    duties: list[DutyEntry] = []
    waits_at: WaitsAtEntry | None = None

    def made(self) -> PowerTable:
        """Make the table."""
        return PowerTable(
            sight=self.sight or "",
            relations=tuple(one.made() for one in self.relations),
            fields={one.id: one.made() for one in self.fields_},
            own_staff=tuple(one.made() for one in self.own_staff),
            officials=tuple(one.made() for one in self.officials),
            superior=self.superior.made() if self.superior else None,
            waits_mark=self.persons.mark if self.persons else "",
            persons=self.persons.warrant() if self.persons else Warrant(),
            duties=tuple(one.made() for one in self.duties),
            waits_at=self.waits_at.power if self.waits_at else "",
        )
