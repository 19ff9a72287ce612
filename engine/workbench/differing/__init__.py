"""Two versions of a story compared by what they mean: what is gained, lost and changed, and how plays come out.

In: two programs. Out: a `Difference`, and lines. Opens no file.
"""

from engine.workbench.differing.compare import Altered, Difference, differ
from engine.workbench.differing.outcomes import Outcomes, outcomes
from engine.workbench.differing.reporting import difference_lines

__all__ = ["Altered", "Difference", "Outcomes", "differ", "difference_lines", "outcomes"]
