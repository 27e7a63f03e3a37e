#!/usr/bin/env python3
"""Writes range.json: python3 range.py > range.json

An implementation of its own: it cuts a tree in two at the largest power of two, as RFC 6962 does, where
the other languages climb from row to row.
"""

import hashlib
import json


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def cut(leaves: int) -> int:
    """Leaves of the left half: the largest power of two below."""
    half = 1
    while 2 * half < leaves:
        half *= 2
    return half


def root(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    half = cut(len(leaves))
    return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()


def beside(leaves: list[bytes], start: int, end: int) -> list[tuple[int, int, bytes]]:
    """(row, side, hash) of every tree that has none of the leaves from start to end, and whose sibling has one."""
    if start <= 0 and end >= len(leaves):
        return []
    half = cut(len(leaves))
    row = half.bit_length() - 1
    if start >= half:
        return [(row, 0, root(leaves[:half]))] + beside(leaves[half:], start - half, end - half)
    if end <= half:
        return [(row, 1, root(leaves[half:]))] + beside(leaves[:half], start, end)
    return beside(leaves[:half], start, half) + beside(leaves[half:], 0, end - half)


def case(size: int, ranges: list[tuple[int, int]]) -> dict:
    data = [f"item {n}".encode() for n in range(size)]
    leaves = [leaf(one) for one in data]

    def proof(start: int, count: int) -> dict:
        siblings = sorted(beside(leaves, start, start + count), key=lambda one: one[:2])
        hashes = [one[2].hex() for one in siblings]
        return {"start": start, "count": count, "proof": hashes}

    return {
        "leaves": [one.hex() for one in data],
        "root": root(leaves).hex(),
        "ranges": [proof(*one) for one in ranges],
    }


def every(size: int) -> list[tuple[int, int]]:
    return [(start, count) for start in range(size) for count in range(1, size - start + 1)]


def pages(size: int, page: int) -> list[tuple[int, int]]:
    return [(start, min(page, size - start)) for start in range(0, size, page)]


cases = [case(size, every(size)) for size in range(1, 8)]
cases += [case(13, pages(13, 5)), case(33, pages(33, 8)), case(45, pages(45, 10))]
print(json.dumps(cases, indent=1))
