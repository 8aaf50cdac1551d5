"""Computes the numbers of ids.json from its log of slates, with NumPy.

    python3 ids.py ids.json --write

It needs the folder of vectors.py of recsim-decide on PYTHONPATH. To make new vectors, change the
log first. The numbers of users, documents and positions, and
the starting points of the fits, are those that the tests use.
"""

import math

import numpy as np
import vectors

USERS, DOCUMENTS = 20, 12
LAGS, DECAY, KAPPA, NEWEST = 10, 0.8, 5.0, 20
ALPHA, LAMBDA = 10.0, 0.1
D = 2
VARIANCE = 2.0
PRECISION_OF_B = 2.0


def read(csv):
    """Rows of user, step, documents, clicked position or -1, and status."""
    rows = []
    for line in csv.split("\n")[1:]:
        if line:
            user, _, step, slate, clicks, status = line.split(",")
            flags = clicks.split()
            clicked = flags.index("1") if "1" in flags else -1
            documents = [int(it[1:]) for it in slate.split()]
            rows.append((int(user[1:]), int(step), documents, clicked, status))
    return rows


def clicked_documents(rows):
    """The clicks of each user, in order."""
    clicks = [[] for _ in range(USERS)]
    for user, _, documents, clicked, _ in rows:
        if clicked >= 0:
            clicks[user].append(documents[clicked])
    return clicks


def leaving(rows):
    means = {}
    for name, click in (("after_click", True), ("after_no_click", False)):
        ends = [status for *_, clicked, status in rows if (clicked >= 0) == click]
        left, stayed = ends.count("ended"), ends.count("continues")
        means[name] = (1 + left) / (2 + left + stayed)
    return means


def chain(clicks):
    """The last click of each user is held out."""
    known = [user[:-1] for user in clicks]
    counts = np.bincount([it for user in known for it in user], minlength=DOCUMENTS)
    shares = (counts + 1) / (counts.sum() + DOCUMENTS)
    pairs = np.zeros((DOCUMENTS, DOCUMENTS))
    for user in known:
        for at, later in enumerate(user):
            for lag in range(1, min(LAGS, at) + 1):
                pairs[user[at - lag], later] += DECAY ** (lag - 1)
    moves = (pairs + KAPPA * shares) / (pairs.sum(1, keepdims=True) + KAPPA)
    log = popular = 0.0
    for user, history in zip(clicks, known):
        newest = history[::-1][:NEWEST]
        weights = DECAY ** np.arange(len(newest))
        log += math.log(weights @ moves[newest, user[-1]] / weights.sum())
        popular += math.log(shares[user[-1]])
    return {
        "delta": DECAY,
        "lags": LAGS,
        "kappa": KAPPA,
        "history_decay": DECAY,
        "popularity": shares.tolist(),
        "P_first_row": moves[0].tolist(),
        "P_sum_of_squares": float((moves**2).sum()),
        "held_out": len(clicks),
        "log_likelihood": log,
        "popularity_log_likelihood": popular,
    }


def ratings_of(clicks):
    ratings = np.zeros((USERS, DOCUMENTS))
    for user, own in enumerate(clicks):
        for document in own:
            ratings[user, document] += 1
    return ratings


def least_squares(ratings, others):
    """Rows that minimize the weighted squared errors, given the columns."""
    rows = []
    for own in ratings:
        weights = 1 + ALPHA * own
        left = (others * weights[:, None]).T @ others + LAMBDA * (own > 0).sum() * np.eye(2)
        rows.append(np.linalg.solve(left, others.T @ (weights * (own > 0))))
    return np.array(rows)


def als(clicks):
    ratings = ratings_of(clicks)
    at = np.arange(DOCUMENTS)[:, None]
    documents = 0.3 * np.sin(1 + at + 5 * np.arange(2)[None, :])
    losses = []
    for _ in range(10):
        users = least_squares(ratings, documents)
        documents = least_squares(ratings.T, users)
        errors = (ratings > 0) - users @ documents.T
        loss = ((1 + ALPHA * ratings) * errors**2).sum()
        loss += LAMBDA * ((ratings > 0).sum(1) @ (users**2).sum(1))
        loss += LAMBDA * ((ratings > 0).sum(0) @ (documents**2).sum(1))
        losses.append(float(loss))
    return {
        "alpha": ALPHA,
        "lambda_": LAMBDA,
        "rank": 2,
        "start": "Y[j][q] = 0.3*sin(1+j+5*q), users first",
        "rating": "number of clicks",
        "loss": losses,
        "user_0": users[0].tolist(),
        "item_0": documents[0].tolist(),
        "scores_user_0": (documents @ users[0]).tolist(),
    }


class Factors:
    """Parameters of latent_factors, with the derivatives of the log likelihood."""

    def __init__(self, rows):
        self.rows = rows
        users, documents, q = np.arange(USERS), np.arange(DOCUMENTS), np.arange(D)
        self.theta = 0.5 * np.cos(users[:, None] + 3 * q[None, :])
        self.e = 0.7 * np.sin(1 + documents[:, None] + 2 * q[None, :])
        self.b = 0.1 * np.cos(documents)
        self.c0, self.delta, self.eta = 0.5, 0.8, 0.3

    def slates(self, only=None):
        """Yields user, documents, choice, probabilities (the last: no click), state, its slope."""
        state = slope = np.zeros(D)
        for user, step, documents, clicked, _ in self.rows:
            if step == 0:
                state, slope = np.zeros(D), np.zeros(D)
            if only is None or only == user:
                taste = self.theta[user] + self.eta * state
                scores = np.append(self.e[documents] @ taste + self.b[documents], self.c0)
                p = np.exp(scores - scores.max())
                choice = clicked if clicked >= 0 else len(documents)
                yield user, documents, choice, p / p.sum(), state, slope
            slope = state + self.delta * slope
            state = self.delta * state
            if clicked >= 0:
                state = state + self.e[documents[clicked]]

    def log_likelihood(self):
        return sum(math.log(p[choice]) for _, _, choice, p, _, _ in self.slates())

    def log_posterior(self):
        prior = (self.theta**2).sum() / VARIANCE / 2 + D * (self.e**2).sum() / 2
        return self.log_likelihood() - float(prior + PRECISION_OF_B * (self.b**2).sum() / 2)

    def user(self, user):
        """Slope of the log posterior by the user's vector, and minus its second derivatives."""
        slope = -self.theta[user] / VARIANCE
        curvature = np.eye(D) / VARIANCE
        for _, documents, choice, p, _, _ in self.slates(user):
            vectors = np.vstack([self.e[documents], np.zeros(D)])
            mean = p @ vectors
            slope = slope + vectors[choice] - mean
            curvature = curvature + (vectors * p[:, None]).T @ vectors - np.outer(mean, mean)
        return slope, curvature

    def user_steps(self, count):
        for _ in range(count):
            moves = [np.linalg.solve(*reversed(self.user(user))) for user in range(USERS)]
            self.theta = self.theta + np.array(moves)

    def documents(self):
        """Slopes by (e, b) of each document and by c0, eta, delta, with curvatures."""
        slope = np.hstack([-D * self.e, -PRECISION_OF_B * self.b[:, None]])
        curvature = np.tile(np.diag([D] * D + [PRECISION_OF_B]), (DOCUMENTS, 1, 1)).astype(float)
        scalars, bends = np.zeros(3), np.zeros(3)
        for user, documents, choice, p, state, by_delta in self.slates():
            x = np.append(self.theta[user] + self.eta * state, 1)
            for k, document in enumerate(documents):
                slope[document] += ((k == choice) - p[k]) * x
                curvature[document] += p[k] * np.outer(x, x)
            vectors = np.vstack([self.e[documents], np.zeros(D)])
            none = np.append(np.zeros(len(documents)), 1)
            columns = (none, vectors @ state, self.eta * (vectors @ by_delta))
            for i, column in enumerate(columns):
                scalars[i] += column[choice] - p @ column
                bends[i] += p @ (column - p @ column) ** 2
        return slope, curvature, scalars, bends

    def document_step(self):
        slope, curvature, scalars, bends = self.documents()
        moves = np.array([np.linalg.solve(c, s) for c, s in zip(curvature, slope)])
        self.e = self.e + moves[:, :D]
        self.b = self.b + moves[:, D]
        c0, eta, delta = scalars / (bends + 1)
        self.c0 += c0
        self.eta += eta
        self.delta = min(0.99, max(0.01, self.delta + min(0.1, max(-0.1, delta))))


def first_steps(rows):
    it = Factors(rows)
    slates = list(it.slates())
    slope, _, scalars, _ = it.documents()
    numbers = {
        "start": "theta[u][q]=0.5*cos(u+3q), e[j][q]=0.7*sin(1+j+2q), b[j]=0.1*cos(j), "
        "c0=0.5, delta=0.8, eta=0.3",
        "log_likelihood": it.log_likelihood(),
        "first_row_probabilities": slates[0][3].tolist(),
        "state_before_row_5": slates[5][4].tolist(),
        "priors": "theta ~ N(0, 2 I), e ~ N(0, I/2), b ~ N(0, 0.5)",
        "gradient_item_0_and_bias": slope[0].tolist(),
        "gradient_c0_eta_delta": scalars.tolist(),
    }
    it.user_steps(30)
    _, curvature = it.user(0)
    drawn = it.theta[0] + np.linalg.solve(np.linalg.cholesky(curvature).T, [1.0, -1.0])
    numbers["theta_map_user_0"] = it.theta[0].tolist()
    numbers["theta_map_sum_of_squares"] = float((it.theta**2).sum())
    numbers["neg_hessian_user_0"] = curvature.tolist()
    numbers["log_likelihood_at_theta_map"] = it.log_likelihood()
    numbers["draw_user_0_with_z_1_-1"] = drawn.tolist()
    it.document_step()
    numbers["one_item_step_after_theta_map"] = {
        "item_0": it.e[0].tolist(),
        "bias_0": float(it.b[0]),
        "c0": float(it.c0),
        "delta": float(it.delta),
        "eta": float(it.eta),
        "log_likelihood": it.log_likelihood(),
    }
    return numbers


def sweeps(rows):
    it = Factors(rows)
    posteriors = []
    for sweep in range(1, 61):
        it.user_steps(2)
        it.document_step()
        if sweep in (1, 5, 20, 60):
            posteriors.append(it.log_posterior())
    return {
        "rule": "a sweep is 2 Newton steps of each user, then one item step; the state of a row "
        "takes e as given",
        "log_posterior_after_1_5_20_60": posteriors,
        "log_likelihood_after_60": it.log_likelihood(),
        "c0_delta_eta": [float(it.c0), float(it.delta), float(it.eta)],
        "item_0": it.e[0].tolist(),
    }


def compute(file):
    rows = read(file["csv"])
    clicks = clicked_documents(rows)
    return {
        "csv": file["csv"],
        "rows": len(rows),
        "clicks": sum(map(len, clicks)),
        "leave": leaving(rows),
        "chain": chain(clicks),
        "als": als(clicks),
        "latent_factors": {**first_steps(rows), "sweeps": sweeps(rows)},
    }


if __name__ == "__main__":
    vectors.main(compute)
