"""Fails when a conformance file that is recorded as passing does not pass.

    conformance.py SCORE RECORD [--update]

SCORE is the suite's script, RECORD has the name of a passing file on each line; `--update` writes it anew.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

score, record = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
launcher = pathlib.Path(__file__).resolve().parent.parent / "taipan"
checker = f"{launcher} check --output-format concise --python-version 3.12"
with tempfile.TemporaryDirectory() as folder:
    result = pathlib.Path(folder) / "result.json"
    # The suite counts errors only; what is deprecated is a warning by default.
    run = subprocess.run(
        [sys.executable, score, "--checker", checker, "--flags=--error deprecated", "--json", result],
        capture_output=True,
        text=True,
    )
    if not result.exists():
        sys.exit(f"the conformance suite did not run: {run.stdout}{run.stderr}")
    files = json.loads(result.read_text("utf-8"))
print(run.stdout.strip().splitlines()[-1])
passing = {name for name, differences in files.items() if not differences}
if "--update" in sys.argv:
    record.write_text("".join(f"{name}\n" for name in sorted(passing)), "utf-8")
lost = sorted(set(record.read_text("utf-8").split()) - passing)
for name in lost:
    print(f"lost: {name}")
for name in sorted(passing - set(record.read_text("utf-8").split())):
    print(f"new: {name} (record it with --update)")
sys.exit(1 if lost else 0)
