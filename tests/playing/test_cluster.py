"""A Dask cluster gives what this process gives: tried with a real scheduler and two workers on this machine."""

import pytest

from engine.cli.workers import executor
from engine.errors import UserError
from engine.workbench.measures import Sampling, find_effects
from engine.workbench.playing import playtest, policy_of
from tests.playing.stories import FORK, compiled

distributed = pytest.importorskip("distributed", reason="distributed is not installed: the extra `cluster`")

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def address():
    """The address of a scheduler with two workers."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


def _counted(jobs: int, cluster: str) -> dict[str, object]:
    program = compiled(FORK)
    policy = policy_of(program, "least-used")
    with executor(program, jobs=jobs, cluster=cluster) as workers:
        tally = playtest(workers, "default", policy, runs=1_700, seed=5)
        effects = find_effects(
            workers, "default", policy, sampling=Sampling(300, 20, 2), seed=5, tell=lambda doing, done, whole: None
        )
    return {"effects": effects, **{name: getattr(tally, name) for name in tally.__slots__}}


def test_a_cluster_gives_what_this_process_gives(address: str) -> None:
    assert _counted(1, address) == _counted(1, "")


def test_a_scheduler_that_is_not_there_is_told_of_in_words() -> None:
    with pytest.raises(UserError, match="No scheduler answers"):
        _counted(1, "tcp://127.0.0.1:9")
