"""Plain enumeration of a story's states: every cell counts, chance is forced outcome by outcome, nothing is clever.

In: a program, a profile. Out: `Plain`, with verdicts worked out by the words of the manual. It uses the machine as play
does, with a copy of all cells for every step.
"""

from engine.expr import evaluate
from engine.machine import Machine
from engine.machine.scope import CellScope
from engine.program import Chance, Deal, Vary
from engine.program.layout import CLOCK, PLACE, TURN
from engine.program.steps import Choices, Tick


class TooMany(Exception):
    """More states than were to be looked at."""


class Plain:
    """All full states of a man, by breadth: `ways[s]` are (choice, hits, state), `depth[s]` choices from the start."""

    def __init__(self, program, profile, most):
        self.program = program
        self.machine = Machine(program, with_text=False)
        self.man = self.machine.profile(profile)
        self.slots = self.machine.layout.slots
        self.streams = dict(self._streams())
        self.tests = {
            target.name: (target.test, frozenset(self._slots(target.test)))
            for claim in program.claims
            for target in claim.targets
            if target.kind == "test"
        }
        self.faults = set()
        self.states = {}
        self.ways = []
        self.depth = []
        self.over = []
        self.stands = []
        self._explore(most)

    def _streams(self):
        for scene in self.program.scenes.values():
            for step in scene.steps:
                if isinstance(step, Chance):
                    yield step.id, [outcome.id for outcome in step.outcomes]
                elif isinstance(step, Deal):
                    yield step.id, self._tagged(step.tag)
                elif isinstance(step, Choices) and step.offerings:
                    yield step.id, [scene for each in step.offerings for scene in self._tagged(each.tag)]
                elif isinstance(step, Vary | Tick) and step.mode == "shuffle":
                    yield step.id, len(step.to) if isinstance(step, Vary) else step.size

    def _tagged(self, tag):
        return [each.scene for each in self.program.storylets if tag in each.tags]

    def _slots(self, node):
        """Every cell that a condition may read."""
        names = str(node)
        derived = [each for each in self.program.quantities if f"'{each.name}'" in names]
        for each in derived:
            yield from self._slots(each.value)
        yield from (slot for name, slot in self.slots.items() if f"'{name}'" in names)
        if "Clock(" in names:
            yield CLOCK
        if "@turn" in names:
            yield TURN
        if "hour" in names:
            yield self.slots["@here"]

    # -- one step ------------------------------------------------------------------------------------------------

    def _outcomes(self, take, memory):
        """Every (change, cells, memory) that `take(forced)` can come to."""
        waiting = [{}]
        while waiting:
            forced = waiting.pop()
            run = take(forced)
            given = dict(memory)
            for stream, count, outcome in run.change.drawn:
                size = self.streams[stream]
                if isinstance(size, int):
                    there = given.get(stream, frozenset()) if count % size else frozenset()
                    left = [str(each) for each in range(size) if str(each) not in there]
                    given[stream] = there | {outcome}
                else:
                    left = size
                if forced.get((stream, count), outcome) != outcome:
                    break
                if (stream, count) not in forced:
                    waiting += [{**forced, (stream, count): each} for each in left]
                    break
            else:
                yield run.change, run.cells, frozenset(given.items())

    def _choices(self, cells):
        """Ids with their answers: all that could be offered here by some chance, and is open."""
        run = self.machine.run_from(0, list(cells))
        if run.asked is not None:
            ask = run.asked
            answers = range(ask.least, ask.most + 1) if ask.kind == "number" else ("Lena", "answer", "zz")
            return [(ask.id, each) for each in answers]
        found = {choice: None for choice, is_open, _ in run.change.offers if is_open}
        block = cells[PLACE]
        if block in self.streams and f"%{block}" in self.slots:
            count = cells[self.slots[f"%{block}"]]
            for scene in self.streams[block]:
                forced = self.machine.run_from(0, list(cells), forced={(block, count): scene})
                found.update((choice, None) for choice, is_open, _ in forced.change.offers if is_open)
        return [(choice, None) for choice in found]

    def _step(self, cells, memory, choice, answer):
        block = cells[PLACE]
        storylet = choice.partition(">")[2]

        def take(forced):
            forced = dict(forced)
            if storylet and f"%{block}" in self.slots:
                forced[block, cells[self.slots[f"%{block}"]]] = storylet
            run = self.machine.run_from(0, list(cells), forced=forced)
            if answer is None:
                run.choose(choice)
            else:
                run.answer(choice, answer)
            return run

        # what a block offered by weight is drawn when it is taken: it is the choice itself, no draw of the step
        yield from self._outcomes(self._without(take, block, bool(storylet)), memory)

    @staticmethod
    def _without(take, block, offered):
        def made(forced):
            run = take(forced)
            if offered:
                run.change.drawn[:] = [row for row in run.change.drawn if row[0] != block]
            return run

        return made

    # -- what is hit -----------------------------------------------------------------------------------------------

    def _hits(self, change, after, opening):
        hits = {("ending", change.ending)} if change.ending else set()
        names = self.machine.layout.names
        for slot, *_ in change.wrote:
            if names[slot].startswith("#"):
                hits.add(("scene", names[slot][1:]))
        wanted = {}
        for code, statement, value in change.faults:
            self.faults.add((code, statement))
            if code == "range":
                wanted.setdefault(statement, []).append(value)
        cells = list(after)
        for slot, old, _, _ in reversed(change.wrote):
            cells[slot] = old
        if opening:
            hits |= self._holding(cells)
        moments = {name: [] for name in self.tests}
        for slot, _, new, statement in change.wrote:
            if isinstance(new, int) and wanted.get(statement):
                cells[slot] = wanted[statement].pop(0)
                hits |= {hit for hit in self._holding(cells) if slot in self.tests[hit[1]][1]}
            cells[slot] = new
            for name, (_, slots) in self.tests.items():
                if slot in slots:
                    moments[name].append((statement.split(":")[0], ("test", name) in self._holding(cells)))
        for name, found in moments.items():
            owners = [owner for owner, _ in found]
            last = [at for at, owner in enumerate(owners) if at + 1 == len(owners) or owners[at + 1] != owner]
            hits |= {("test", name) for at in last if found[at][1]}
        return frozenset(hits)

    def _holding(self, cells):
        scope = CellScope(self.program, self.machine.layout, cells)
        return {("test", name) for name, (test, _) in self.tests.items() if evaluate(test, scope)}

    # -- all of it -------------------------------------------------------------------------------------------------

    def _explore(self, most):
        first = []
        begin = lambda forced: self.machine.begin(0, self.man.id, forced=forced)  # noqa: E731
        self.ways.append(first)
        self.depth.append(-1)
        self.over.append(False)
        self.stands.append(frozenset())
        for change, cells, memory in self._outcomes(begin, frozenset()):
            first.append(("", self._hits(change, cells, True), self._number(change, cells, memory, 0)))
        at = 1
        while at < len(self.ways):
            if len(self.ways) > most:
                raise TooMany
            cells, memory = self._known[at]
            if cells[PLACE]:
                for choice, answer in self._choices(cells):
                    for change, after, given in self._step(cells, memory, choice, answer):
                        to = self._number(change, after, given, self.depth[at] + 1)
                        self.ways[at].append((choice, self._hits(change, after, False), to))
            at += 1

    def _number(self, change, cells, memory, depth):
        key = (tuple(cells), memory, change.ending)
        if key not in self.states:
            if not self.states:
                self._known = {}
            self.states[key] = len(self.ways)
            self._known[len(self.ways)] = (tuple(cells), memory)
            self.ways.append([])
            self.depth.append(depth)
            self.over.append(change.ending is not None)
            self.stands.append(frozenset() if change.ending else frozenset(self._holding(list(cells))))
        return self.states[key]

    # -- verdicts --------------------------------------------------------------------------------------------------

    def shortest(self, hit):
        """Choices of the shortest play that hits, the opening not counted; None where none does."""
        lengths = [self.depth[state] + 1 for state, ways in enumerate(self.ways) for _, hits, _ in ways if hit in hits]
        return min(lengths, default=None)

    def always_can(self, hits):
        """None where it is so; else the choices to the nearest state from which it is not."""
        can = {at for at, ways in enumerate(self.ways) if any(got & hits for _, got, _ in ways)}
        can |= {at for at, holds in enumerate(self.stands) if holds & hits}
        grown = True
        while grown:
            more = {at for at, ways in enumerate(self.ways) if at not in can and any(to in can for _, _, to in ways)}
            can |= more
            grown = bool(more)
        lost = [self.depth[at] for at in range(1, len(self.ways)) if at not in can and not self.over[at]]
        return min(lost, default=None)
