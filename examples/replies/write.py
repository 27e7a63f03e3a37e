#!/usr/bin/env python3
"""Writes items.csv, gold.csv and labels-1.csv to labels-4.csv: pairs of replies to questions of guests of a library,
and what four readers say of them. All of it is made up."""

import csv
import hashlib
from pathlib import Path

HERE = Path(__file__).parent
# What is asked, and replies to it: one that helps, one that is short, one that is wrong, one that is rude.
TOPICS = [
    (
        "Until when are you open on Saturdays?",
        "On Saturdays we are open from nine to four. The last loans are at a quarter to four.",
        "Until four.",
        "We are open around the clock, every day of the year.",
        "It is on the door. Until four, if you can read.",
    ),
    (
        "How many books may I borrow at once?",
        "Twelve at once with a full card, four with a guest's card. You see your number when you log in.",
        "Twelve.",
        "As many as you like: there has never been a limit, and nobody counts.",
        "Twelve. More than you will ever read.",
    ),
    (
        "I lost my card. What do I do?",
        "Tell us its name at the desk and it is blocked at once. A new one costs two and is ready the same day.",
        "Come to the desk.",
        "Nothing: lost cards come back by post after some days by themselves.",
        "Look after your things. The desk makes you a new one.",
    ),
    (
        "Can I print here?",
        "Yes, at the two machines beside the entrance, from your phone or a stick. A page costs ten cents.",
        "Yes, at the entrance.",
        "Printing is forbidden by law in every library.",
        "There is a large sign that says PRINTER. Beside the entrance.",
    ),
    (
        "Is there a quiet room?",
        "The reading room on the second floor is quiet all day. You can reserve a seat for four hours.",
        "Second floor.",
        "The quiet room is the cafe on the ground floor.",
        "Yes, on the second floor, and it stays quiet only if you do.",
    ),
    (
        "How do I renew a loan?",
        "Log in, choose the book and press Renew. It works twice, unless somebody waits for it.",
        "Online, twice.",
        "Loans renew themselves for three years.",
        "Online. Everybody else manages that without asking.",
    ),
    (
        "Do you lend e-books?",
        "Yes, some eight thousand. Load the app of the library and log in with the number of your card.",
        "Yes, in the app.",
        "E-books cannot be lent, as they are not made of paper.",
        "Of course, it is not 1950. In the app.",
    ),
    (
        "Where can I leave my bag?",
        "In the lockers behind the stairs. They take a coin of one, which comes back to you.",
        "In the lockers.",
        "Leave it in the lift, where nobody will move it.",
        "Not on my desk. There are lockers behind the stairs.",
    ),
    (
        "Are dogs allowed?",
        "Guide dogs are, everywhere. Others may wait in the yard, where there is water and shade.",
        "Guide dogs only.",
        "Dogs over twenty kilos may borrow two books each.",
        "Guide dogs. Yours does not look like one.",
    ),
    (
        "Who helps me with my family tree?",
        "Ask for the archive on Tuesdays from two to five. Bring names and years, as far as you have them.",
        "The archive, on Tuesdays.",
        "Family trees are in the garden, between the oaks.",
        "The archive, on Tuesdays, if they have nothing better to do.",
    ),
]
HELPS, SHORT, WRONG, RUDE = range(4)
# Which replies stand beside each other, the better one first.
PAIRS = [(HELPS, WRONG), (SHORT, RUDE), (HELPS, SHORT), (RUDE, WRONG)]
# How much the better one helps, 0 to 100.
HELP = {HELPS: 90, SHORT: 60, RUDE: 35}
QUESTIONS = ["better", "help", "has/wrong", "has/rude"]
# Known of each side, of which there is about the same: every third.
GOLD = 5


def dice(*what, sides):
    digest = hashlib.sha256("/".join(map(str, what)).encode()).digest()
    return int.from_bytes(digest[:8], "big") % sides


def pairs():
    """Item, question, both replies, and what is true of them."""
    for number in range(len(TOPICS) * len(PAIRS)):
        # Each topic comes again after all the others.
        topic = TOPICS[number % len(TOPICS)]
        better, worse = PAIRS[(number + number // len(TOPICS)) % len(PAIRS)]
        is_a = dice("side", number, sides=2) == 0
        kinds = (better, worse) if is_a else (worse, better)
        help = HELP[better] + dice("help", number, sides=9) - 4
        truth = ["A" if is_a else "B", help, WRONG in kinds, RUDE in kinds]
        yield f"pair-{number + 1:02}", topic[0], *(topic[1 + kind] for kind in kinds), truth


def said(truth, reader, number):
    """What a reader says: mostly what is true, and of the help something near it."""
    better, help, wrong, rude = truth
    if dice("better", reader, number, sides=12) == 0:
        better = "alike"
    help = max(0, min(100, help + dice("near", reader, number, sides=21) - 10))
    wrong = wrong != (dice("wrong", reader, number, sides=15) == 0)
    rude = rude != (dice("rude", reader, number, sides=15) == 0)
    return [better, help, *answers(wrong, rude)]


def answers(*tags):
    return ["yes" if tag else "no" for tag in tags]


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main():
    all = list(pairs())
    write("items.csv", ["item", "question", "a", "b"], [row[:4] for row in all])
    true = [[item, *truth[:2], *answers(*truth[2:])] for item, *_, truth in all]
    known = [row for side in "AB" for row in [row for row in true if row[1] == side][::3][:GOLD]]
    write("gold.csv", ["item", *QUESTIONS], sorted(known))
    for reader in range(1, 5):
        rows = ([item, *said(truth, reader, number)] for number, (item, *_, truth) in enumerate(all))
        write(f"labels-{reader}.csv", ["item", *QUESTIONS], rows)


if __name__ == "__main__":
    main()
