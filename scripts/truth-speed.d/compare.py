"""Times crowd-kit's Dawid-Skene on the folders that `cargo score` has timed: SCORES FOLDER..."""

import json
import sys
import time
from pathlib import Path

import pandas
from crowdkit.aggregation import DawidSkene

# Of both, the best of so many runs counts.
RUNS = 3


def fastest(labels: pandas.DataFrame) -> tuple[float, pandas.Series]:
    """Milliseconds with crowd-kit's defaults, and the verdict."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        verdict = DawidSkene().fit_predict(labels)
        best = min(best, (time.perf_counter() - start) * 1_000)
    return best, verdict


def main(scores: Path, folders: list[Path]) -> None:
    print(f"{'set':16} {'labels':>7} {'pasar ms':>9} {'crowd-kit ms':>12} {'ratio':>7}"
          f" {'pasar':>7} {'crowd-kit':>9}")
    for own, folder in zip(json.loads(scores.read_text())["sets"], folders, strict=True):
        labels = pandas.read_csv(folder / "labels.csv")
        labels.columns = ["task", "worker", "label"]
        truth = pandas.read_csv(folder / "truth.csv", index_col=0).iloc[:, 0]
        ms, verdict = fastest(labels)
        known = truth[truth.index.isin(verdict.index)]
        right = (verdict.loc[known.index] == known).mean()
        ratio = ms / own["verdict_ms"]
        print(f"{own['name']:16} {own['labels']:7} {own['verdict_ms']:9.3f} {ms:12.1f}"
              f" {ratio:7.0f} {own['verdict']:7.1%} {right:9.1%}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]])
