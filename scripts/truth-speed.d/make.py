"""Makes a data set: FOLDER LABELS CLASSES. Five labelers of different skill label every item; the
same arguments give the same labels."""

import csv
import random
import sys
from pathlib import Path

OVERLAP = 5
# How often each of them looks; else they guess.
SKILLS = [0.9, 0.8, 0.7, 0.6, 0.5]


def main(folder: Path, labels: int, classes: int) -> None:
    draw = random.Random(1)
    truth = [draw.randrange(classes) for _ in range(labels // OVERLAP)]
    folder.mkdir(parents=True)
    with open(folder / "labels.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["item", "labeler", "label"])
        for item, true in enumerate(truth):
            for labeler, skill in enumerate(SKILLS):
                looks = draw.random() < skill
                rows.writerow([item, labeler, true if looks else draw.randrange(classes)])
    with open(folder / "truth.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["item", "label"])
        rows.writerows(enumerate(truth))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
