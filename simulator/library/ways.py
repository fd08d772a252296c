"""Where a run goes on: targets, and branches taken by conditions or by chance, each a shape."""

from __future__ import annotations

from simulator.library.phrases import CONDITIONS
from simulator.library.reading import Reading
from simulator.library.shapes import Percent, Schema, ref, scalar, table_of
from simulator.model.findings import did_you_mean
from simulator.model.scenario import BACK, Branch, Next, Outcome, Target
from simulator.source import Entry, Scalar, Sequence, Table


class TargetShape:
    """A moment (short in its own scene), an ending, or `back` in an interrupt."""

    def read(self, entry: Entry, reading: Reading) -> Target:
        written = scalar(entry, reading, "A target").text
        if written == BACK and "interrupts" in reading.path:
            return BACK
        full = written if "." in written or not reading.scene else f"{reading.scene}.{written}"
        known = reading.names.targets
        if full not in known:
            short = {name.partition(".")[2] for name in known if name.startswith(f"{reading.scene}.")}
            cure = (
                did_you_mean(written, known | short)
                or "Name a moment (scene.moment) or an ending (ending.name)."
            )
            raise reading.refuse(entry, "unknown_target", f"Nothing is called “{written[:60]}”.", cure)
        return full

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$"}


class NextShape:
    """A target, or a list of branches tried in order; drawn ones come last."""

    _target = TargetShape()

    def read(self, entry: Entry, reading: Reading) -> Next:
        if isinstance(entry, Scalar):
            return (Branch((Outcome(self._target.read(entry, reading)),)),)
        branches: list[Branch] = []
        drawn: list[Outcome] = []
        for item in entry.entries if isinstance(entry, Sequence) else [entry]:
            read = self._item(item, reading)
            if isinstance(read, Outcome):
                drawn.append(read)
            elif drawn:
                raise reading.refuse(
                    item, "chance_not_last", "A branch without chance follows one with chance.", LAST
                )
            else:
                branches.append(read)
        if not branches and not drawn:
            raise reading.refuse(entry, "empty", "There is no branch here.", "Name a target.")
        return (*branches, Branch(tuple(drawn))) if drawn else tuple(branches)

    def _item(self, entry: Entry, reading: Reading) -> Branch | Outcome:
        if isinstance(entry, Scalar):
            return Branch((Outcome(self._target.read(entry, reading)),))
        table = table_of(entry, reading)
        for key in set(table.entries) - {"to", "when", "chance"}:
            reading.wrong(
                table.key(key),
                "unknown_key",
                f"A branch has no key “{key}”.",
                "Its keys are: to, when, chance.",
            )
        when = CONDITIONS.read(table.entries["when"], reading) if "when" in table.entries else ()
        chance, to = table.entries.get("chance"), table.entries.get("to")
        if isinstance(chance, Table) and not to:
            return Branch(self._draw(chance, reading), when)
        if not to:
            raise reading.refuse(
                table, "missing_key", "A branch needs “to”.", "Write {to: moment, when: [...]}."
            )
        target = self._target.read(to, reading)
        return (
            Outcome(target, PERCENT.read(chance, reading), when)
            if chance
            else Branch((Outcome(target),), when)
        )

    def _draw(self, table: Table, reading: Reading) -> tuple[Outcome, ...]:
        outcomes = tuple(
            Outcome(self._target.read(key, reading), PERCENT.read(entry, reading))
            for key, entry in zip(table.written, table.entries.values(), strict=True)
        )
        if (total := sum(outcome.chance for outcome in outcomes)) != 100:
            reading.wrong(
                table,
                "chances_do_not_sum",
                f"The chances sum to {total}, not to 100.",
                "Make them sum to 100.",
            )
        return outcomes

    def schema(self) -> Schema:
        return ref("next")


LAST = "Branches with chance come last; put this one before them."


NEXT = NextShape()
PERCENT = Percent()
