"""The example of users who are played by a language model, with a server of scripted answers."""

import importlib.util
import json
import pathlib
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

from recsim_jvm import RandomKeys

EXAMPLES = pathlib.Path(__file__).parent.parent / "examples/environments"
KEY = "s3cr3t-k3y"


def example():
    spec = importlib.util.spec_from_file_location("users", EXAMPLES / "language_model_users.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def completion(text):
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return 200, {}, json.dumps({"object": "chat.completion", "choices": [choice]})


class Stub:
    """Answers POST requests by a function of the body and the headers."""

    def __init__(self, behaviour):
        stub = self
        self.requests = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.requests.append((self.path, body, self.headers.get("Authorization")))
                self.answer(*behaviour(body))

            def do_GET(self):
                stub.requests.append((self.path, None, self.headers.get("Authorization")))
                self.answer(404, {}, "")

            def answer(self, status, headers, text):
                if status == 0:
                    self.wfile.write(text.encode())
                    return
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(text))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("localhost", 0), Handler)
        self.address = f"http://localhost:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class LanguageModelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.users = example()
        cls.users.PAUSE = 0.001

    def model(self, stub, key=KEY):
        return self.users.LanguageModel(stub.address, "stub-model", key)

    def fails(self, behaviour, key=KEY):
        """The message of a request that fails."""
        with Stub(behaviour) as stub, self.assertRaises((OSError, ValueError)) as caught:
            self.model(stub, key).ask("hello")
        problem = caught.exception
        self.assertTrue(problem.__suppress_context__)
        self.assertNotIn(key, str(problem))
        return str(problem)

    def test_requests_have_the_format_of_chat_completions(self):
        with Stub(lambda body: completion('{"open": [1], "leave": true}')) as stub:
            self.assertEqual(self.model(stub, KEY + "\n").answers(["hello"]), [([1], True)])
            self.model(stub, "").answers(["hello"])
        expected = {
            "model": "stub-model",
            "messages": [{"role": "user", "content": "hello"}],
            "temperature": 0,
            "seed": 0,
        }
        path = "/v1/chat/completions"
        self.assertEqual(
            stub.requests, [(path, expected, "Bearer " + KEY), (path, expected, None)]
        )

    def test_equal_prompts_are_asked_once(self):
        with Stub(lambda body: completion('{"open": [], "leave": false}')) as stub:
            model = self.model(stub)
            self.assertEqual(len(model.answers(["a", "b", "a"])), 3)
            model.answers(["b", "c"])
            asked = sorted(body["messages"][0]["content"] for _, body, _ in stub.requests)
        self.assertEqual(asked, ["a", "b", "c"])

    def test_readers_open_and_leave_as_the_model_says(self):
        def behaviour(body):
            prompt = body["messages"][0]["content"]
            lines = prompt.splitlines()
            opened = [int(line[0]) for line in lines if line[1:2] == "." and "cat" in line]
            answer = {"open": opened + [9], "leave": "dog" in lines[0]}
            return completion("Sure: " + json.dumps(answer))

        with Stub(behaviour) as stub:
            titles = ["a cat", "a dog", "two cats", "a cow"]
            personas = ["You like dogs.", "You like cats."]
            readers = self.users.Readers(personas, titles, self.model(stub))
            state, _ = readers.reset(RandomKeys(np.arange(8, dtype=np.uint64)))
            dogs = state[0] == 0
            self.assertTrue(0 < dogs.sum() < 8)
            slates = np.tile(np.array([[1, 2, -1]], np.int32), (8, 1))
            state, steps = readers.step(state, slates, None)
            self.assertEqual(steps.clicks.tolist(), [[0, 1, 0]] * 8)
            self.assertEqual(steps.reward.tolist(), [1] * 8)
            self.assertEqual(steps.status.tolist(), dogs.astype(int).tolist())
            self.assertEqual(len(stub.requests), 2)
            self.assertNotIn("3.", stub.requests[0][1]["messages"][0]["content"])
            last = (state[0], np.full(8, self.users.LONGEST))
            _, steps = readers.step(last, slates, None)
            self.assertEqual(steps.status.tolist(), np.where(dogs, 1, 2).tolist())
            self.assertIn("Page 10 ", stub.requests[-1][1]["messages"][0]["content"])

    def test_articles_can_have_features(self):
        model = self.users.LanguageModel("http://localhost", "m")
        readers = self.users.Readers(["a"], list("abcd"), model, np.eye(4))
        self.assertEqual(len(readers.space.document_features), 4)
        self.assertEqual(readers.catalogue.features.tolist(), np.eye(4).tolist())
        self.assertEqual(self.users.Readers(["a"], list("abcd"), model).space.document_features, [])

    def test_a_question_is_asked_again_a_few_times(self):
        answers = [(503, {}, ""), (429, {}, ""), (0, {}, "\r\n\r\n")]
        good = completion('{"open": [1], "leave": true}')
        with Stub(lambda body: answers.pop() if answers else good) as stub:
            model = self.model(stub)
            self.assertEqual(model.answers(["hello"]), [([1], True)])
            self.assertEqual(model.retries, 3)
        with Stub(lambda body: (503, {}, "")) as stub, self.assertRaisesRegex(OSError, "status 503"):
            try:
                self.model(stub).answers(["hello"])
            finally:
                self.assertEqual(len(stub.requests), self.users.TRIES)
        with Stub(lambda body: (400, {}, "")) as stub, self.assertRaisesRegex(OSError, "status 400"):
            try:
                self.model(stub).answers(["hello"])
            finally:
                self.assertEqual(len(stub.requests), 1)

    def test_no_message_has_the_key(self):
        echo = f"Incorrect key: {KEY}"
        self.assertIn("answered with status 401", self.fails(lambda body: (401, {}, echo)))
        self.assertIn("BadStatusLine", self.fails(lambda body: (0, {}, echo + "\r\n\r\n")))
        self.assertIn("Incorrect key: ***", self.fails(lambda body: completion(echo)))
        with self.assertRaises(ValueError) as caught:
            self.users.LanguageModel("http://localhost", "m", KEY + "\n" + KEY)
        self.assertNotIn(KEY, str(caught.exception))

    def test_other_addresses_do_not_get_the_key(self):
        with Stub(lambda body: (404, {}, "")) as other:
            moved = {"Location": other.address + "/moved"}
            self.assertIn("status 404", self.fails(lambda body: (302, moved, "")))
            self.assertEqual(other.requests, [("/v1/moved", None, None)])


if __name__ == "__main__":
    unittest.main()
