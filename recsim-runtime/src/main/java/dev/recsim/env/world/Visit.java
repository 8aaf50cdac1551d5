package dev.recsim.env.world;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.world.User;
import dev.recsim.random.RandomKey;
import java.util.List;

/** One user's visit to a {@link ComposedWorld}. */
final class Visit implements Session {
  private final ComposedWorld world;
  private final User user;
  private final Candidates candidates;
  private final RandomKey choices;
  private final RandomKey reactions;
  private final double[] counts;
  private final double[] latents;
  private int length;
  private boolean over;

  Visit(ComposedWorld world, RandomKey key) {
    this.world = world;
    this.user = world.users().sample(key.child("user"));
    this.candidates = new Candidates(world.supply(), key.child("documents"));
    this.choices = key.child("choice");
    this.reactions = key.child("reaction");
    this.counts = new double[world.count().size()];
    this.latents = new double[world.count().latents().size()];
  }

  @Override
  public Observation start() {
    return new Observation(0, user.observe(), candidates.now());
  }

  @Override
  public Step recommend(Slate slate) {
    if (over) {
      throw new IllegalStateException("the session is over; open another");
    }
    Document[] shown = shown(slate);
    int[] clicks = choose(shown, slate);
    int signalCount = world.count().signals().size();
    double[] signals = new double[shown.length * signalCount];
    user.respond(shown, clicks, signals, reactions.child(length));
    Response response = Response.of(clicks, signals, signalCount);
    length++;
    count(shown, response);
    Status status =
        !user.stays()
            ? Status.ENDED
            : length == world.maxSessionLength() ? Status.CUT_OFF : Status.CONTINUES;
    over = status != Status.CONTINUES;
    candidates.advance(slate, response);
    Observation next = new Observation(0, user.observe(), candidates.now());
    return new Step(response, reward(response, shown.length), next, status);
  }

  private Document[] shown(Slate slate) {
    if (slate.size() > world.space().slateSize()) {
      throw new IllegalArgumentException(
          "a slate of %d documents, but only %d fit: %s"
              .formatted(slate.size(), world.space().slateSize(), slate));
    }
    List<Document> now = candidates.now();
    Document[] shown = new Document[slate.size()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = now.get(slate.document(i));
      for (int j = 0; j < i; j++) {
        if (shown[j] == shown[i]) {
          throw new IllegalArgumentException("the slate shows a document twice: " + slate);
        }
      }
    }
    return shown;
  }

  private int[] choose(Document[] shown, Slate slate) {
    int[] indices = new int[shown.length];
    for (int i = 0; i < shown.length; i++) {
      indices[i] = slate.document(i);
    }
    return world.choice().choose(scores(shown), indices, choices.child(length));
  }

  private double[] scores(Document[] shown) {
    double[] scores = new double[shown.length];
    for (int i = 0; i < shown.length; i++) {
      scores[i] = user.score(shown[i]);
    }
    return scores;
  }

  @Override
  public double[] clickProbabilities(Slate slate) {
    return world.choice().probabilities(scores(shown(slate)));
  }

  private double reward(Response response, int positions) {
    double reward = 0;
    for (int i = 0; i < positions; i++) {
      reward += response.signal(i, world.rewardSignal());
    }
    return reward;
  }

  private void count(Document[] shown, Response response) {
    Counters counters = world.count();
    counts[Counters.STEPS]++;
    counts[Counters.CLICKS] += response.clicks();
    for (int s = 0; s < counters.signals().size(); s++) {
      for (int i = 0; i < shown.length; i++) {
        counts[counters.signal(s)] += response.signal(i, s);
      }
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

  /** Those that came later are not of the corpus. */
  private void countDocuments(Document[] shown, Response response, Counters counters) {
    for (int c = 0; c < response.clicks(); c++) {
      long id = shown[response.click(c)].id();
      if (id < counters.corpus()) {
        counts[counters.document((int) id)]++;
      }
    }
  }

  private void countTopics(Document[] shown, Response response, Counters counters) {
    for (int c = 0; c < response.clicks(); c++) {
      counts[counters.topic(shown[response.click(c)].topic())]++;
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
}
