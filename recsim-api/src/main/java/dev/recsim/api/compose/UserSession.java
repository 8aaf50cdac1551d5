package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Recycling;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/** One user's session in a {@link ComposedEnvironment}. */
final class UserSession implements Session, Recycling.Lender {
  private static final int[] NONE_TOUCHED = {};

  private final ComposedEnvironment environment;
  private final User user;
  private final Candidates candidates;
  private final RandomKey choices;
  private final RandomKey reactions;
  private final double[] counts;
  private final double[] latents;
  private final int signalCount;

  /** Sparse counters that were each counted once more, in order. */
  private int[] touched = NONE_TOUCHED;

  private int touches;
  private boolean lent;
  private int length;
  private Observation seen;
  private Exchange exchange;
  private Status status = Status.CONTINUES;

  UserSession(ComposedEnvironment environment, RandomKey key) {
    this.environment = environment;
    this.user = environment.users().sample(key.child("user"));
    this.candidates = new Candidates(environment.supply(), key.child("documents"));
    this.choices = key.child("choice");
    this.reactions = key.child("reaction");
    this.counts = new double[environment.count().size()];
    this.signalCount = environment.count().signals().size();
    this.latents = new double[environment.count().latents().size()];
  }

  @Override
  public void lend() {
    lent = true;
    Recycling.lend(user);
    candidates.lend();
  }

  @Override
  public Observation start() {
    look();
    return seen;
  }

  /** Updates the observation, or keeps it if nothing has changed. */
  private void look() {
    double[] features = user.observe();
    List<Document> now = candidates.now();
    if (seen == null || seen.user() != features || seen.candidates() != now) {
      seen = new Observation(0, features, now);
    }
  }

  @Override
  public Step recommend(Slate slate) {
    if (status != Status.CONTINUES) {
      throw new IllegalStateException("the session is over; open another");
    }
    exchange = show(slate, lent ? exchange : null);
    int[] clicks =
        environment.choice().choose(score(exchange), exchange.indices, choices.child(length));
    user.respond(exchange.shown, clicks, exchange.signals, reactions.child(length));
    Response response = exchange.answer(clicks);
    length++;
    count(exchange.shown, response);
    if (!user.stays()) {
      status = Status.ENDED;
    } else if (length == environment.maxSessionLength()) {
      status = Status.CUT_OFF;
    }
    candidates.advance(slate, response);
    look();
    double reward = reward(response, exchange.shown.length);
    return exchange.step(clicks, response, reward, seen, status);
  }

  private Exchange show(Slate slate, Exchange used) {
    int size = slate.size();
    if (size > environment.space().slateSize()) {
      throw new IllegalArgumentException(
          "a slate of %s documents, but only %s fit: %s"
              .formatted(size, environment.space().slateSize(), slate));
    }
    Exchange to =
        used != null && used.shown.length == size
            ? used
            : new Exchange(environment.users(), signalCount, size);
    to.show(slate, candidates.now());
    return to;
  }

  private double[] score(Exchange of) {
    for (int i = 0; i < of.scores.length; i++) {
      of.scores[i] = user.score(of.shown[i]);
    }
    return of.scores;
  }

  @Override
  public double[] clickProbabilities(Slate slate) {
    return environment.choice().probabilities(score(show(slate, null)));
  }

  private double reward(Response response, int positions) {
    double reward = 0;
    for (int i = 0; i < positions; i++) {
      reward += response.signal(i, environment.rewardSignal());
    }
    return reward;
  }

  private void count(Document[] shown, Response response) {
    Counters counters = environment.count();
    counts[Counters.STEPS]++;
    counts[Counters.CLICKS] += response.clicks();
    for (int s = 0; s < signalCount; s++) {
      for (int c = 0; c < response.clicks(); c++) {
        counts[counters.clickedSignal(s)] += response.signal(response.click(c), s);
      }
    }
    user.latents(latents);
    for (int i = 0; i < latents.length; i++) {
      counts[counters.latent(i)] += latents[i];
    }
    if (counters.topics() > 0) {
      countTopics(shown, response, counters);
    }
    if (counters.corpus() > 0) {
      countDocuments(shown, response, counters);
    }
  }

  /** Counts documents of the corpus; documents added later are not in it. */
  private void countDocuments(Document[] shown, Response response, Counters counters) {
    for (Document document : shown) {
      if (document.id() < counters.corpus()) {
        touch(counters.shownDocument((int) document.id()));
      }
    }
    for (int c = 0; c < response.clicks(); c++) {
      long id = shown[response.click(c)].id();
      if (id < counters.corpus()) {
        touch(counters.clickedDocument((int) id));
      }
    }
  }

  private void touch(int counter) {
    if (touches == touched.length) {
      touched = Arrays.copyOf(touched, Math.max(16, 2 * touches));
    }
    touched[touches++] = counter;
  }

  private void countTopics(Document[] shown, Response response, Counters counters) {
    for (int c = 0; c < response.clicks(); c++) {
      counts[counters.topic(shown[response.click(c)].topic())]++;
    }
    for (Document document : shown) {
      counts[counters.shownTopic(document.topic())]++;
    }
    for (int i = 1; i < shown.length; i++) {
      for (int j = 0; j < i; j++) {
        counts[counters.pairs()]++;
        counts[counters.differentPairs()] += shown[i].topic() != shown[j].topic() ? 1 : 0;
      }
    }
  }

  @Override
  public double[] counts() {
    return counts;
  }

  @Override
  public Sparse sparseCounts() {
    if (touches == 0) {
      return Sparse.NONE;
    }
    double[] once = new double[touches];
    Arrays.fill(once, 1);
    return new Sparse(Arrays.copyOf(touched, touches), once);
  }
}
