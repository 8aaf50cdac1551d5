"""Writes small logs of a shop of twelve products, the same ones each time."""

import csv
import pathlib
import random

PRODUCTS = 12
data = pathlib.Path("data")
data.mkdir(exist_ok=True)


def write(name, header, rows):
    with open(data / name, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def moves(draw):
    """Users go up or down the list of products, and jump now and then."""
    time = 0
    for user in range(4000):
        product, direction = draw.randrange(PRODUCTS), draw.choice([-1, 1])
        while True:
            yield user, time, f"p{product}"
            time += 1
            if draw.random() < 0.2:
                break
            product = (product + direction) % PRODUCTS if draw.random() < 0.8 else draw.randrange(PRODUCTS)


def choices(draw):
    """Each user likes a third of the products, and clicks one of three, or none."""
    for visit in range(4000):
        user = draw.randrange(150)
        for step in range(4):
            slate = draw.sample(range(PRODUCTS), 3)
            weights = [1.5 if it % 3 == user % 3 else 0.15 for it in slate]
            clicked = draw.choices([*slate, None], [*weights, 1])[0]
            clicks = " ".join(str(int(it == clicked)) for it in slate)
            end = "continues" if step < 3 else "ended"
            yield f"u{user}", visit, " ".join(f"p{it}" for it in slate), clicks, end


def clicks(draw, weights):
    """Readers go down the slate, and half of them stop after a click."""
    for _ in range(10000):
        slate, left = [], list(range(PRODUCTS))
        for _ in range(4):
            slate.append(draw.choices(left, [weights[it] for it in left])[0])
            left.remove(slate[-1])
        reads, clicked = True, []
        for product in slate:
            click = reads and draw.random() < 0.1 + 0.04 * product
            reads = reads and not (click and draw.random() < 0.5)
            clicked.append(str(int(click)))
        yield " ".join(f"p{it}" for it in slate), " ".join(clicked)


write("moves.csv", ["user", "time", "product"], moves(random.Random(1)))
write("choices.csv", ["user", "visit", "slate", "clicks", "end"], choices(random.Random(2)))
write("clicks.csv", ["slate", "clicks"], clicks(random.Random(3), [1] * PRODUCTS))
write("clicks-new.csv", ["slate", "clicks"], clicks(random.Random(4), range(1, PRODUCTS + 1)))
