"""From a change on the command line to the page that the proxy shows: two functions, a worker, under a minute."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import server
from tests.jurisdiction import proxy
from tests.jurisdiction.proxy import Proxy

PROMISED_SECONDS = 60
UNIT, CHANGED = "Sozialer Dienst Fichtenrode", "030 23125388"


@pytest.fixture(scope="module")
def own(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's database, which may be changed."""
    own = tmp_path_factory.mktemp("wandel")
    shutil.copy(folder / "demo.sqlite3", own)
    return own


@pytest.fixture(scope="module")
def worker(own: Path) -> Iterator[Path]:
    """Run the jobs as in production, and wait until the first pages are there."""
    command = [sys.executable, "-m", "django", "run_jobs"]
    with (own / "worker.log").open("w") as log:
        process = subprocess.Popen(command, env=server.environment(own), cwd=server.ROOT, stdout=log, stderr=log)
    try:
        assert wait_until((own / "rueckfall").exists) < PROMISED_SECONDS, (own / "worker.log").read_text()
        yield own
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def front(worker: Path) -> Iterator[Proxy]:
    nginx = proxy.find_nginx()
    if nginx is None:
        pytest.skip(proxy.INSTALL)
    work = worker / "nginx"
    work.mkdir()
    with proxy.serve(nginx, work, worker / "rueckfall", work, proxy.free_port()) as front:
        yield front


def wait_until(condition) -> float:
    began = time.monotonic()
    while not condition() and time.monotonic() - began < PROMISED_SECONDS:
        time.sleep(0.1)
    return time.monotonic() - began


def manage(own: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "django", *arguments, "--json"]
    result = subprocess.run(
        command, env=server.environment(own), cwd=server.ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def page_of_unit(front: Proxy) -> str:
    start = front.ask("GET", "/musterkreis/jetzt/").text
    href = start[: start.index(">Fichtenrode<")].rpartition('href="')[2].partition('"')[0]
    return front.ask("GET", f"/jetzt/aushang/netz/musterkreis/{href}").text


def functions(own: Path) -> list[str]:
    code = (
        "import django; django.setup();"
        "from schutznetz.networks.models import Function as F;"
        "may = F.objects.filter(organisation__name='Jugendamt Musterkreis', role__in=['asd_lead', 'coordination']);"
        "import json; print(json.dumps([str(f.pk) for f in may.order_by('title', 'pk')[:2]]))"
    )
    said = subprocess.run([sys.executable, "-c", code], env=server.environment(own), cwd=server.ROOT,
                          capture_output=True, text=True, check=True)  # fmt: skip
    return json.loads(said.stdout)


def test_confirmed_number_is_on_the_page_within_a_minute(front, own):
    proposing, confirming = functions(own)
    proposed = manage(own, "emergency_number", "propose", "--unit", UNIT, "--phone", CHANGED, "--by", proposing)
    time.sleep(3)
    assert CHANGED not in page_of_unit(front)

    manage(own, "emergency_number", "confirm", proposed["id"], "--by", confirming)
    took = wait_until(lambda: CHANGED in page_of_unit(front))

    print(f"{took:.1f} s")
    assert took < PROMISED_SECONDS


def test_closing_period_is_on_the_page_within_a_minute(front, own):
    before = page_of_unit(front)
    manage(own, "duty", "deviate", "--unit", UNIT, "--from", time.strftime("%Y-%m-%d"),
           "--until", time.strftime("%Y-%m-%d", time.localtime(time.time() + 9 * 24 * 3600)))  # fmt: skip

    took = wait_until(lambda: page_of_unit(front).count("den ganzen Tag") == 8 > before.count("den ganzen Tag"))

    print(f"{took:.1f} s")
    assert took < PROMISED_SECONDS
