"""Who runs what, and when: a file stays in one process, the long ones begin early, nobody waits for the portal."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from xdist.scheduler import LoadGroupScheduling
from xdist.workermanage import WorkerController

from tests.journeys.server import BUILT, ROOT

# What one process has to run alone, by path: one browser, one demo, one loading of all regions.
# pytest-xdist 3.8 loses the mark `xdist_group` under pytest 9.2, and says nothing.
ONE_PROCESS = ("tests/journeys/", "tests/regions/test_tables.py", "tests/demo/",
               "tests/directory/test_actions.py", "tests/jurisdiction/test_proxy.py")  # fmt: skip
# What takes longest by far is shared; each part gets what its module sets up once more.
SHARED = {"tests/journeys/test_every_page.py": 2, "tests/rights/test_matrix.py": 3, "tests/rights/test_mutations.py": 2}
# What opens the demo as a portal, which takes the better part of a minute to build; and whole units with such tests.
OPENING_THE_PORTAL = ("tests/journeys/", "tests/demo/test_command.py")
ON_THE_PORTAL = ("tests/journeys/", "tests/demo/")


def unit_of(nodeid: str) -> str:
    """Return what is run in one go by one process."""
    path, _, name = nodeid.partition("::")
    if parts := SHARED.get(path):
        return f"{path} {crc32(name.partition('[')[2].encode()) % parts}"
    return next((group for group in ONE_PROCESS if path.startswith(group)), path)


class Scheduling(LoadGroupScheduling):
    """Builds the portal beside the first tests, and hands out what needs it as soon as it is there."""

    portal: Path
    building: "subprocess.Popen[bytes] | None" = None

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)

    def schedule(self) -> None:
        if self.collection is None:
            self.portal = self.config._tmp_path_factory.getbasetemp() / "portal"  # type: ignore[attr-defined]
            self._build_for(next(iter(self.registered_collections.values())))
        super().schedule()

    def _build_for(self, nodeids: Sequence[str]) -> None:
        """Begin to build, if anything opens it: on PostgreSQL nothing does."""
        if any(nodeid.startswith(OPENING_THE_PORTAL) for nodeid in nodeids):
            self.building = subprocess.Popen([sys.executable, "-m", "tests.journeys.server", self.portal], cwd=ROOT)

    def _assign_work_unit(self, node: WorkerController) -> None:
        if self.building:
            is_built = (self.portal / BUILT).exists()
            fitting = (unit for unit in self.workqueue if unit.startswith(ON_THE_PORTAL) is is_built)
            if unit := next(fitting, None):
                self.workqueue.move_to_end(unit, last=False)
        super()._assign_work_unit(node)
