"""Readers who are played by a language model behind an OpenAI-compatible address.

    python3 language_model_users.py personas.txt titles.txt http://localhost:8000/v1 my-model

Both files have a text in each line: who a reader is, and the title of an article. A CSV file as last
argument has the features of the articles. The environment variable LANGUAGE_MODEL_KEY has the key of
the address; without it, no key is sent.
"""

import http.client
import json
import os
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from recsim_jvm import Catalogue, Seen, Space, Steps, UserSimulator, serve

POSITIONS, LONGEST, TOGETHER = 3, 10, 16
TRIES, PAUSE = 5, 0.5  # of a question, and seconds before the second try; then twice as many
PROMPT = """You are this reader of a news site: {persona}
Page {page} shows you:
{titles}
Which articles do you open, and do you leave the site after this page?
Answer with JSON only, such as {{"open": [2], "leave": false}}."""


class LanguageModel:
    """Answers prompts. Equal prompts are asked once, so they have the same answer."""

    def __init__(self, address, name, key=""):
        self.address, self.name, self.key = address, name, key.strip()
        if not (self.key.isascii() and self.key.isprintable()):  # messages would show the key
            raise ValueError("the key of the language model has a character that no header can have")
        self.known = {}
        self.retries = 0
        self.pool = ThreadPoolExecutor(TOGETHER)

    def answers(self, prompts):
        new = [prompt for prompt in dict.fromkeys(prompts) if prompt not in self.known]
        self.known.update(zip(new, self.pool.map(self.ask, new)))
        return [self.known[prompt] for prompt in prompts]

    def ask(self, prompt):
        message = {"role": "user", "content": prompt}
        body = {"model": self.name, "messages": [message], "temperature": 0, "seed": 0}
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.address + "/chat/completions", data)
        request.add_header("Content-Type", "application/json")
        if self.key:
            request.add_unredirected_header("Authorization", "Bearer " + self.key)
        text = self.text(request)
        try:
            answer = json.loads(text[text.index("{") : text.rindex("}") + 1])
            return [int(number) for number in answer["open"]], bool(answer["leave"])
        except (ValueError, KeyError, TypeError):
            shown = text.replace(self.key, "***") if self.key else text
            raise ValueError(f"the language model answered {shown!r}") from None


    def text(self, request):
        for left in reversed(range(TRIES)):
            try:
                with urllib.request.urlopen(request, timeout=60) as reply:
                    return json.load(reply)["choices"][0]["message"]["content"]
            except (OSError, http.client.HTTPException) as problem:  # their texts could have the key
                code = getattr(problem, "code", None)
                what = f"status {code}" if code else type(problem).__name__
                if left == 0 or code and code < 500 and code != 429:
                    raise OSError(f"{self.address} answered with {what}") from None
            self.retries += 1
            print(f"retry {self.retries}: {self.address} answered with {what}", file=sys.stderr)
            time.sleep(PAUSE * 2 ** (TRIES - 1 - left))


class Readers(UserSimulator):
    reward_unit = "opened articles"
    batch = TOGETHER

    def __init__(self, personas, titles, model, features=None):
        self.personas, self.titles, self.reader = personas, titles, model
        self.catalogue = None if features is None else Catalogue(features)
        names = [] if features is None else [f"feature_{i}" for i in range(features.shape[1])]
        self.space = Space.of(len(titles), POSITIONS, document_features=names)

    def reset(self, keys):
        return (keys.below(0, len(self.personas)), np.ones(len(keys), int)), Seen()

    def prompt(self, persona, page, slate):
        shown = [f"{i}. {self.titles[each]}" for i, each in enumerate(slate, 1) if each >= 0]
        return PROMPT.format(persona=self.personas[persona], page=page, titles="\n".join(shown))

    def step(self, state, slates, keys):
        persona, page = state
        answers = self.reader.answers(list(map(self.prompt, persona, page, slates)))
        clicks = np.zeros(slates.shape, int)
        for row, (opened, _) in enumerate(answers):
            clicks[row, [number - 1 for number in opened if 1 <= number <= POSITIONS]] = 1
        leaves = np.array([leave for _, leave in answers])
        status = np.where(leaves, 1, np.where(page == LONGEST, 2, 0))
        return (persona, page + 1), Steps(Seen(), clicks.sum(1), status, clicks)


if __name__ == "__main__":
    personas, titles = (Path(name).read_text("utf-8").splitlines() for name in sys.argv[1:3])
    features = np.loadtxt(sys.argv[5], delimiter=",", ndmin=2) if len(sys.argv) > 5 else None
    model = LanguageModel(sys.argv[3], sys.argv[4], os.environ.get("LANGUAGE_MODEL_KEY", ""))
    serve(Readers(personas, titles, model, features))
