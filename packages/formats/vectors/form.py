#!/usr/bin/env python3
"""Writes form.json: python3 form.py > form.json

An implementation of its own: every question is one large number, of which its bytes are read off.
"""

import json
import random


def pack(values: int, answers: list) -> bytes:
    bits = 2 if values <= 3 else 4 if values <= 15 else 8
    none = 2**bits - 1
    number = sum((none if a is None else a) << (bits * at) for at, a in enumerate(answers))
    return number.to_bytes((bits * len(answers) + 7) // 8, "little")


def main() -> None:
    rnd = random.Random(7)
    forms = [[2], [101], [255], [2, 2, 2], [5, 101, 2], [15, 16, 3, 4], [255, 2, 201, 32], [2] * 14, [5] * 32]
    cases = []
    for questions in forms:
        for items in (0, 1, 2, 3, 5, 17):
            answers = [[None if rnd.random() < 0.2 else rnd.randrange(v) for _ in range(items)] for v in questions]
            packed = b"".join(pack(v, row) for v, row in zip(questions, answers))
            cases.append({"questions": questions, "answers": answers, "packed": packed.hex()})
    print("[\n " + ",\n ".join(json.dumps(case) for case in cases) + "\n]")


main()
