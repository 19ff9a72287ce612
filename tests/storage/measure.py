"""What storage costs on this machine: `python -m tests.storage.measure`, ratios where there is something to compare."""

import gc
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from engine.program import Scene
from engine.program.codec import decode, encode
from engine.record.model import Snapshot
from engine.storage import KeptPrograms, ProgramCache, SaveFolder
from tests.storage.samples import FINGERPRINT, header, program, turn

SCENES = 10_000
TURNS = 10_000


def milliseconds(work: Callable[[], object], times: int = 5) -> float:
    """The best of some runs."""
    best = float("inf")
    for _ in range(times):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best * 1000


def measure_cache(folder: Path) -> None:
    """The cache against reading the whole encoded program as JSON."""
    made = program(SCENES)
    cache, kept = ProgramCache(folder), KeptPrograms(folder)
    gc.freeze()
    text = json.dumps(encode(made), ensure_ascii=False, separators=(",", ":"))
    whole = milliseconds(lambda: json.loads(text), 3)
    print(f"whole program as JSON   {len(text) / 2**20:8.1f} MiB  json.loads {whole:.0f} ms")
    print(f"cache put               {milliseconds(lambda: cache.put(made), 2):8.0f} ms")

    def first() -> Scene:
        found = cache.get(FINGERPRINT)
        assert found is not None
        return found.scenes[found.opening]

    warm = milliseconds(first)
    print(f"cache get, first scene  {warm:8.1f} ms  {warm / whole:.3f} of json.loads")
    raw = encode(made.scenes[made.opening])
    print(f"one scene decoded       {milliseconds(lambda: decode(Scene, raw)):8.3f} ms")
    print(f"kept program, written   {milliseconds(lambda: kept.keep(made), 1):8.0f} ms")
    print(f"kept program, known     {milliseconds(lambda: kept.keep(made), 1):8.0f} ms")
    print(f"kept program, read      {milliseconds(lambda: kept.get(FINGERPRINT), 1):8.0f} ms")


def measure_saves(folder: Path) -> None:
    """One long save, then a list of hundreds of it."""
    saves = SaveFolder(folder)
    journal = saves.create(header())
    begun = time.perf_counter()
    for number in range(TURNS):
        journal.append(turn(number, shown="0123456789abcdef"))
        if number % 500 == 499:
            journal.append(Snapshot(number, {f"cell{each}": each for each in range(500)}))
    took = time.perf_counter() - begun
    journal.close()
    size = (folder / f"{journal.name}.jsonl").stat().st_size
    print(f"append and fsync        {took / TURNS * 1000:8.3f} ms a turn")
    print(
        f"open {TURNS} turns       {milliseconds(lambda: saves.open(journal.name, for_writing=False)):8.0f} ms"
        f"  {size / 2**20:.1f} MiB"
    )
    written = folder / f"{journal.name}.jsonl"
    for each in range(2, 301):
        shutil.copy(written, written.with_name(f"ilya-{each}.jsonl"))
    print(f"list 300 such saves     {milliseconds(saves.list):8.1f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure_cache(Path(folder) / "cache")
        measure_saves(Path(folder) / "saves")
