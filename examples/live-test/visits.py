"""Users who visit the shop, and click its slates: python3 visits.py <port>"""

import collections
import http.client
import json
import random
import sys
import time


def post(path, body):
    shop.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    return json.loads(shop.getresponse().read())


def connect():
    """Waits until the server listens."""
    for _ in range(600):
        connection = http.client.HTTPConnection("localhost", int(sys.argv[1]))
        try:
            connection.connect()
            return connection
        except ConnectionRefusedError:
            time.sleep(0.1)
    sys.exit("no server listens")


def clicks(slate, draw):
    """Readers go down the slate, and half of them stop after a click."""
    for position, product in enumerate(slate):
        if draw.random() < 0.1 + 0.04 * int(product[1:]):
            yield position
            if draw.random() < 0.5:
                return


shop = connect()
credit = collections.Counter()
for user in range(2000):
    draw = random.Random(user)
    answer = post("/rank", {"unit": f"u{user}", "key": f"{user:016x}"})
    clicked = list(clicks(answer["documents"], draw))
    post("/outcome", {"decision": answer["decision"], "clicks": clicked, "status": "ended"})
    credit.update(answer["credit"][it] for it in clicked if "credit" in answer)
print("interleaved:", ", ".join(f"{policy} {count} clicks" for policy, count in credit.most_common()))
