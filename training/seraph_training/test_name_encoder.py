"""The parts of the name encoder's training: python -m unittest seraph_training.test_name_encoder"""

from __future__ import annotations

import math
import random
import unittest

import torch

from .name_encoder.groups import Group, Sampler, alphabetical, joined, nearest
from .name_encoder.loss import TEMPERATURE, contrastive_loss
from .vocabularies import Concept


class LossTest(unittest.TestCase):
    def test_is_the_cross_entropy_of_the_partner(self) -> None:
        vectors = torch.nn.functional.normalize(torch.randn(6, 5, generator=torch.Generator().manual_seed(1)), dim=-1)
        names = ["a", "b", "c", "A", "B", "C"]
        expected = 0.0
        for row in range(6):
            scores = [float(vectors[row] @ vectors[other]) / TEMPERATURE for other in range(6)]
            others = [math.exp(score) for other, score in enumerate(scores) if other != row]
            expected -= scores[(row + 3) % 6] - math.log(sum(others))
        self.assertAlmostEqual(contrastive_loss(vectors, names).item(), expected / 6, places=4)

    def test_a_name_that_two_concepts_share_is_no_wrong_answer(self) -> None:
        vectors = torch.eye(4)
        apart = contrastive_loss(vectors, ["a", "b", "c", "d"]).item()
        shared = contrastive_loss(vectors, ["a", "a", "c", "d"]).item()
        self.assertAlmostEqual(apart, math.log(3), places=5)
        self.assertAlmostEqual(shared, (2 * math.log(2) + 2 * math.log(3)) / 4, places=5)


class GroupsTest(unittest.TestCase):
    def test_neighbours_by_vectors_and_by_the_alphabet(self) -> None:
        turned = torch.tensor([0.0, 0.1, 1.5, 1.45])
        vectors = torch.stack([turned.cos(), turned.sin()], dim=1)
        self.assertEqual(nearest(vectors, 1)[:, 0].tolist(), [1, 0, 3, 2])
        self.assertEqual(alphabetical(["b", "c", "a"], 2).tolist(), [[1, 2], [2, 0], [0, 1]])

    def test_one_concept_for_an_id_with_and_without_its_prefix(self) -> None:
        concepts = [Concept("MESH:D1", ("fever", "pyrexia")), Concept("D1", ("pyrexia", "hot skin")), Concept("D2", ("cough",))]
        self.assertEqual([c.names for c in joined(concepts)], [("fever", "pyrexia", "hot skin"), ("cough",)])

    def test_a_batch_has_two_names_of_each_of_its_concepts(self) -> None:
        groups = [
            Group([f"{kind}{i}" for i in range(9)], [[f"{kind}{i} {name}" for name in "xyz"] for i in range(9)])
            for kind in "abc"
        ]
        around = [alphabetical([names[0] for names in group.names], 3) for group in groups]
        left, right = Sampler(groups, around, random.Random(2)).batch(12)
        self.assertEqual([name.split()[0] for name in left], [name.split()[0] for name in right])
        self.assertEqual(len({name.split()[0] for name in left}), len(left))
        self.assertTrue(all(one != other for one, other in zip(left, right, strict=True)))
        self.assertEqual([sum(name.startswith(kind) for name in left) for kind in "abc"], [6, 3, 3])


if __name__ == "__main__":
    unittest.main()
