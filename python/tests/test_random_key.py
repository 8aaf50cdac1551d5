"""The known sequences of recsim's RandomKeyTest."""

import unittest

import numpy as np

from recsim_jvm import RandomKey, RandomKeys, random_slate

KEY = RandomKey.root(42).child("world").child(7)


class RandomKeyTest(unittest.TestCase):
    def test_draws_are_split_mix_64(self):
        zero = RandomKey(0)
        self.assertEqual(
            [zero.bits(i) for i in range(3)],
            [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F],
        )

    def test_paths_are_pinned(self):
        self.assertEqual(KEY.key, -1198940978679078103 % 2**64)
        self.assertEqual(KEY.uniform(0), 0.25721286415112055)
        self.assertEqual(KEY.below(1, 10), 1)

    def test_children_are_all_different(self):
        names = [0, 1, "0", "", "a", "b", "ab", "ba"]
        self.assertEqual(len({KEY.child(name) for name in names} | {KEY}), 9)

    def test_arrays_of_keys_draw_the_same(self):
        keys = [KEY.child(i) for i in range(100)]
        arrays = RandomKeys([key.key for key in keys])
        index = np.arange(100)
        for name in ("", "explore", "Größe", 5):
            self.assertEqual(
                [key.child(name) for key in keys], [arrays.child(name)[i] for i in range(100)]
            )
        self.assertEqual(arrays.bits(3).tolist(), [key.bits(3) for key in keys])
        self.assertEqual(arrays.uniform(3).tolist(), [key.uniform(3) for key in keys])
        self.assertEqual(
            arrays.below(index, index + 1).tolist(),
            [key.below(i, i + 1) for i, key in enumerate(keys)],
        )
        for bound in (1, 10, 13_138, 2**31 - 1):
            self.assertEqual(
                arrays.below(0, bound).tolist(), [key.below(0, bound) for key in keys]
            )
        self.assertEqual(
            [arrays.child(index)[i] for i in range(100)],
            [key.child(i) for i, key in enumerate(keys)],
        )

    def test_slates_repeat_no_document(self):
        for i in range(100):
            self.assertEqual(sorted(random_slate(4, 4, KEY.child(i))), [0, 1, 2, 3])


if __name__ == "__main__":
    unittest.main()
