#!/usr/bin/env python3
"""Draws the pictures and writes items.csv and truth.csv: python3 draw.py [FOLDER]

Each picture has circles, squares and triangles, and more of one kind than of the others. The same everywhere:
the numbers come from a generator of its own, and the pictures are text.
"""

import sys
from pathlib import Path

SHAPES = ["circle", "square", "triangle"]
COLORS = ["#1b6ca8", "#c0532b", "#4b7f3a", "#7a4b94"]
PICTURES = 60
SIDE = 240
CELLS = 5
CELL = SIDE // CELLS


class Dice:
    """SplitMix64."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, bound: int) -> int:
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        return (mixed ^ (mixed >> 31)) % bound

    def shuffled(self, things: list) -> list:
        things = list(things)
        for last in range(len(things) - 1, 0, -1):
            other = self.below(last + 1)
            things[last], things[other] = things[other], things[last]
        return things


def shape(kind: str, dice: Dice, cell: int) -> str:
    x = (cell % CELLS) * CELL + CELL // 2 + dice.below(9) - 4
    y = (cell // CELLS) * CELL + CELL // 2 + dice.below(9) - 4
    size = 11 + dice.below(7)
    color = COLORS[dice.below(len(COLORS))]
    if kind == "circle":
        return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{color}"/>'
    if kind == "square":
        return f'<rect x="{x - size}" y="{y - size}" width="{2 * size}" height="{2 * size}" fill="{color}"/>'
    corners = f"{x},{y - size} {x - size},{y + size} {x + size},{y + size}"
    return f'<polygon points="{corners}" fill="{color}"/>'


def picture(number: int) -> tuple[str, str]:
    """A picture, and the kind that it has most of."""
    dice = Dice(number)
    kinds = dice.shuffled(SHAPES)
    fewer = 4 + dice.below(3)
    lead = 1 + dice.below(3)
    drawn = [kinds[0]] * (fewer + lead) + [kinds[1]] * fewer + [kinds[2]] * (fewer - dice.below(3))
    cells = dice.shuffled(list(range(CELLS * CELLS)))
    shapes = [shape(kind, dice, cell) for kind, cell in zip(drawn, cells)]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}" viewBox="0 0 {SIDE} {SIDE}">',
        f'<rect width="{SIDE}" height="{SIDE}" fill="#f6f3ec"/>',
        *dice.shuffled(shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n", kinds[0]


def main(folder: Path) -> None:
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    items = ["item,picture,gold"]
    truth = ["item,label"]
    for number in range(1, PICTURES + 1):
        text, kind = picture(number)
        name = f"picture-{number:02}"
        path = f"pictures/{number:02}.svg"
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
        gold = kind if number % 5 == 0 else ""
        items.append(f"{name},{path},{gold}")
        truth.append(f"{name},{kind}")
    for name, lines in [("items.csv", items), ("truth.csv", truth)]:
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    for number, kind in [(1, "example-1"), (2, "example-2")]:
        text, _ = picture(1000 + number)
        (folder / f"pictures/{kind}.svg").write_text(text, encoding="utf-8", newline="\n")
    print(*(picture(1000 + number)[1] for number in (1, 2)))


main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
