"""Read thousands of spoilt files per reader, live hundreds of campaigns, print what came of it: `make soak`.

    python tools/soak.py [FILES A READER, default 1500] [SEED, default a fresh one] [READER ... | campaigns]

Ends with 1 when there was an accident: an exception other than a refusal, more than 5 s, more than 512 MB. A
campaign that breaks a rule of asking raises what it broke.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

CAMPAIGNS = 500

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.harness.campaigns import Campaign, run  # noqa: E402
from tests.harness.corpus import SEEDS  # noqa: E402
from tests.harness.fuzzing import fuzz  # noqa: E402
from tests.harness.mutate import mutants  # noqa: E402


def main() -> int:
    """Soak each reader; return 0 when nothing happened."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    seed = sys.argv[2] if len(sys.argv) > 2 else str(time.time_ns())
    print(f"seed {seed}")
    accidents = 0
    for reader in sys.argv[3:] or (*SEEDS, "campaigns"):
        if reader == "campaigns":
            print(f"cadence: {run(Campaign, CAMPAIGNS)}; 0 rules broken", flush=True)
            continue
        since = time.monotonic()
        report = fuzz(mutants(reader, count, seed))
        print(f"{reader}: {report}, {count / (time.monotonic() - since):.0f} files a second", flush=True)
        for accident in report.accidents[:20]:
            print(f"  {accident}")
        accidents += len(report.accidents)
    return 1 if accidents else 0


if __name__ == "__main__":
    raise SystemExit(main())
