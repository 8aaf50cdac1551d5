"""The arm of a unit, as recsim-serve assigns it; see docs/ranking.md."""

import hashlib

def arm(unit, salt, rest, others):  # others: names and shares of the other arms, in order
    digest = hashlib.sha256(f"{salt}/{unit}".encode()).digest()
    slots = [rest] * 10_000
    for i, (name, share) in enumerate(others):
        at = int(f"{i // 2:032b}"[::-1], 2) * 10_000 >> 32  # 0, 5000, 2500, 7500, ..
        step = -1 if i % 2 else 1
        at, left = (at - 1 if i % 2 else at), int(share * 10_000 + 0.5)
        while left:
            if slots[at % 10_000] == rest:
                slots[at % 10_000], left = name, left - 1
            at += step
    return slots[int(int.from_bytes(digest[:8], "big") / 2**64 * 10_000)]
