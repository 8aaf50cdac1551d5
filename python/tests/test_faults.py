"""Faults that may not change results in silence. Needs RECSIM_RUNTIME, see docs/python.md."""

import os
import pathlib
import socket
import tempfile
import time
import unittest
from unittest import mock

import numpy as np

from recsim_jvm import RandomKeys, Seen, Space, UserSimulator
from recsim_jvm import channel as kinds
from recsim_jvm.channel import Channel, Closed, Listener
from recsim_jvm.errors import RecsimError
from recsim_jvm.runtime import Runtime, Sessions
from recsim_jvm.simulator import SimulatorServer, _Memory

FILE = "environment: {type: six_states}\nagents: {random: {type: random}}\n"


class ListenerTest(unittest.TestCase):
    def test_a_silent_connection_delays_no_other(self):
        listener = Listener()
        host, port, token, answer = listener.address().split(" ")
        others = []
        for sent in ["", token[:5], "0" * 64, token[:-1] + "x"]:
            others.append(socket.create_connection((host, int(port))))
            self.addCleanup(others[-1].close)
            others[-1].sendall(sent.encode("ascii"))
        real = socket.create_connection((host, int(port)))
        self.addCleanup(real.close)
        real.sendall(token[:40].encode("ascii"))

        def alive():
            if time.monotonic() > start + 5:
                self.fail("the other connections delay the real one")
            if time.monotonic() > start + 0.5 and not rest:
                rest.append(token[40:])
                real.sendall(rest[0].encode("ascii"))

        start = time.monotonic()
        rest = []
        channel = listener.accept(alive)
        self.addCleanup(channel.close)

        self.assertEqual(real.recv(64), answer.encode("ascii"))
        for other in others:
            self.assertEqual(other.recv(1), b"")


class CallsTest(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "any.yaml").write_text(FILE, encoding="utf-8")
        self.runtime = Runtime(folder / "any.yaml")
        self.addCleanup(self.runtime.close)
        opened = self.runtime.open(folder / "any.yaml", None, None, 1, False)
        self.sessions = Sessions(self.runtime, opened, 1)
        self.sessions.reset([0], [1], [0], False)

    def step(self, action):
        return self.sessions.step(np.array([[action]]))

    def test_no_answer_is_taken_for_that_to_another_question(self):
        with mock.patch.object(self.runtime._channel, "receive", side_effect=KeyboardInterrupt):
            with self.assertRaises(KeyboardInterrupt):
                self.step(5)
        with self.assertRaisesRegex(RecsimError, "interrupted .* make another environment"):
            self.step(2)

    def test_a_forked_process_cannot_use_the_sessions_of_its_parent(self):
        child = os.fork()
        if child == 0:
            try:
                self.step(1)
                status = 1
            except RecsimError as e:
                status = 0 if "make an environment in each process" in str(e) else 2
            finally:
                os._exit(status)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        self.assertEqual(len(self.step(1).reward), 1)


class Resets(UserSimulator):
    space = Space.of(documents=2, states=1)

    def reset(self, keys):
        return np.zeros(len(keys), int), Seen()

    def step(self, state, slates, keys):
        raise ConnectionResetError("the model hung up")


class ServersTest(unittest.TestCase):
    def setUp(self):
        mine, other = socket.socketpair(socket.AF_INET if os.name == "nt" else socket.AF_UNIX)
        for end in mine, other:
            self.addCleanup(end.close)
        with mock.patch.object(socket.socket, "setsockopt"):  # these have no TCP_NODELAY
            self.server = SimulatorServer(Resets(), Channel(mine))
            self.recsim = Channel(other)

    def test_reset_connections_of_users_are_errors_of_users(self):
        one = np.array([1], "<i4").tobytes() + bytes(4)
        self.server.respond(kinds.START, one + bytes(8) + np.zeros(1, "<i4").tobytes())
        self.assertEqual(self.recsim.receive()[0], kinds.STARTED)
        self.server.respond(kinds.SHOW, one + bytes(4) + np.zeros(1, "<i4").tobytes())
        kind, text = self.recsim.receive()
        self.assertEqual(kind, kinds.FAILED)
        self.assertRegex(
            bytes(text).decode(), r"ConnectionResetError: the model hung up \(.*test_faults.py:\d+"
        )

    def test_the_end_of_recsim_ends_the_program(self):
        self.recsim.close()
        with self.assertRaises(Closed):
            self.server.run()


class MemoryTest(unittest.TestCase):
    def after(self, first, then):
        """What a memory has of two sessions, of which the second one has moved on."""
        memory = _Memory()
        memory.put(np.array([0, 1]), first, 2)
        memory.put(np.array([1]), then, 1)
        return memory.take(np.array([0, 1]))

    def test_no_state_is_narrowed(self):
        self.assertEqual(self.after(np.zeros(2, int), np.array([0.3])).tolist(), [0, 0.3])
        self.assertEqual(self.after(np.zeros(2, bool), np.array([7])).tolist(), [0, 7])
        self.assertEqual(self.after(np.zeros(2, "<f4"), np.array([0.1])).tolist(), [0, 0.1])
        self.assertEqual(self.after(np.zeros(2, "<i2"), np.array([1 << 40])).tolist(), [0, 1 << 40])
        self.assertEqual(self.after(np.array(["a", "b"]), np.array(["long"])).tolist(), ["a", "long"])
        state = self.after({"mood": np.zeros(2, int)}, {"mood": np.array([0.3])})
        self.assertEqual(state["mood"].tolist(), [0, 0.3])

    def test_what_one_type_cannot_hold_is_an_error_with_its_name(self):
        for first, then in (
            (np.zeros(2, "<i8"), np.zeros(1, "<u8")),
            (np.zeros(2, int), np.array(["a"])),
            (np.zeros(2), np.array([None])),
        ):
            with self.assertRaisesRegex(ValueError, r"the state\['mood'\] has values of .* one type"):
                self.after({"mood": first}, {"mood": then})

    def test_a_state_keeps_its_form(self):
        with self.assertRaisesRegex(ValueError, r"has the keys \['a', 'b'\], and first had \['a'\]"):
            self.after({"a": np.zeros(2)}, {"a": np.zeros(1), "b": np.zeros(1)})
        with self.assertRaisesRegex(ValueError, "has 1 parts, and first had 2"):
            self.after((np.zeros(2), np.zeros(2)), (np.zeros(1),))
        with self.assertRaisesRegex(ValueError, r"rows of shape \(\), and first had \(1,\)"):
            self.after(np.zeros((2, 1)), np.zeros(1))

    def test_keys_are_kept(self):
        keys = self.after(RandomKeys(np.array([1, 2], "<u8")), RandomKeys(np.array([3], "<u8")))
        self.assertEqual(keys.keys.tolist(), [1, 3])


if __name__ == "__main__":
    unittest.main()
