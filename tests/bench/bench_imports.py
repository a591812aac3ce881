"""How long each function takes to import, as a ratio to a bare `boto3.client("dynamodb")` measured in the same run.

`import` is what a cold start pays before the handler; `ready` adds the function's own DynamoDB client, which is made
when it is first used and which the bare client has made already. Run: python -m tests.bench.bench_imports
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPEATS = 9
BARE = "import boto3; boto3.client('dynamodb')"
HTTP = {"submit", "act", "rate", "track"}
AIM = {True: 1.5, False: 1.2}
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "cn-north-1",
    "CASES_TABLE": "cases",
    "PAPERS_TABLE": "papers",
    "REGISTRY_TABLE": "registry",
    "CORRESPONDENCE_TABLE": "correspondence",
}


def seconds(code: str) -> float:
    """Wall time of a fresh interpreter that runs `code`."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | ENVIRONMENT
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=ROOT)
    return time.perf_counter() - start


def medians(codes: dict[str, str]) -> dict[str, float]:
    """The median of each, measured in turns, so that a noisy moment hits all alike."""
    for code in codes.values():
        seconds(code)  # writes the .pyc files, as the layers carry them
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(REPEATS):
        for name, code in codes.items():
            times[name].append(seconds(code))
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    functions = sorted((ROOT / "functions").rglob("*.py"))
    load = "import runpy; runpy.run_path({!r})".format
    ready = "\nfrom huiyin_aws import tables; tables._any_connection().connection.client"
    codes = {"": "pass", "bare": BARE}
    for path in functions:
        codes[path.stem] = load(str(path))
        codes[f"{path.stem}+"] = load(str(path)) + ready
    found = medians(codes)
    nothing, bare = found[""], found["bare"] - found[""]
    print(f"bare boto3.client('dynamodb'): {bare * 1000:.0f} ms over an empty interpreter")
    print(f"{'function':<16}{'import':>8}{'ready':>8}{'aim':>6}")
    for path in functions:
        ratios = [(found[name] - nothing) / bare for name in (path.stem, f"{path.stem}+")]
        print(f"{path.stem:<16}{ratios[0]:>8.2f}{ratios[1]:>8.2f}{AIM[path.stem in HTTP]:>6}")


if __name__ == "__main__":
    main()
