package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Recycling;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One user's session in a {@link ComposedEnvironment}. */
final class UserSession implements Session, Recycling.Lender {
  private final ComposedEnvironment environment;
  private final User user;
  private final Candidates candidates;
  private final RandomKey choices;
  private final RandomKey reactions;
  private final double[] counts;
  private final double[] latents;

  private final int corpus;

  /** The documents of the corpus that were shown, a document for each impression; in any order. */
  private int[] shown = {};

  private int shownCount;

  /** The clicked documents of the corpus, a document for each click. */
  private int[] clicked = {};

  private int clickedCount;

  /** Topics of the slate, by position. */
  private final int[] topics;

  private final int signalCount;
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
    this.corpus = environment.count().corpus();
    this.topics = new int[environment.space().slateSize()];
    this.signalCount = environment.count().signals();
    this.latents = new double[environment.count().latents()];
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
    ChoiceModel choice = environment.choice().on(exchange.shown);
    int[] clicks = choice.choose(score(exchange), exchange.indices, choices.child(length));
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
    Exchange asked = show(slate, null);
    return environment.choice().on(asked.shown).probabilities(score(asked));
  }

  @Override
  public Map<String, Double> latents() {
    Map<String, Double> state = user.latentState();
    List<String> names = environment.users().latents();
    if (!state.isEmpty() || names.isEmpty()) {
      return state;
    }
    double[] values = new double[names.size()];
    user.latents(values);
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      byName.put(names.get(i), values[i]);
    }
    return byName;
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
    if (latents.length > 0) {
      user.latents(latents);
      for (int i = 0; i < latents.length; i++) {
        counts[counters.latent(i)] += latents[i];
      }
    }
    countShown(shown, counters);
    for (int c = 0; c < response.clicks(); c++) {
      countClicked(response.click(c), shown, counters);
    }
  }

  /** Documents that are added to a corpus later are not counted. */
  private void countShown(Document[] shown, Counters counters) {
    boolean hasTopics = counters.topics() > 0;
    int firstTopic = counters.shownTopic(0);
    int different = 0;
    for (int i = 0; i < shown.length; i++) {
      Document document = shown[i];
      if (hasTopics) {
        int topic = document.topic();
        topics[i] = topic;
        counts[firstTopic + topic]++;
        for (int j = 0; j < i; j++) {
          different += topic != topics[j] ? 1 : 0;
        }
      }
      if (document.id() < corpus) {
        this.shown = grown(this.shown, shownCount);
        this.shown[shownCount++] = (int) document.id();
      }
    }
    if (hasTopics) {
      counts[counters.differentPairs()] += different;
      counts[counters.pairs()] += shown.length * (shown.length - 1L) / 2;
    }
  }

  private void countClicked(int position, Document[] shown, Counters counters) {
    if (counters.topics() > 0) {
      counts[counters.topic(topics[position])]++;
    }
    if (shown[position].id() < corpus) {
      clicked = grown(clicked, clickedCount);
      clicked[clickedCount++] = (int) shown[position].id();
    }
  }

  private static int[] grown(int[] list, int count) {
    return count < list.length ? list : Arrays.copyOf(list, 2 * count + 8);
  }

  @Override
  public double[] counts() {
    return counts;
  }

  @Override
  public Sparse sparseCounts() {
    if (shownCount == 0) {
      return Sparse.NONE;
    }
    Arrays.sort(shown, 0, shownCount);
    int[] counters = new int[shownCount + clickedCount];
    double[] more = new double[counters.length];
    Counters of = environment.count();
    int size = 0;
    for (int i = 0; i < shownCount; i++) {
      size += i == 0 || shown[i] != shown[i - 1] ? 1 : 0;
      counters[size - 1] = of.shownDocument(shown[i]);
      more[size - 1]++;
    }
    for (int i = 0; i < clickedCount; i++) {
      counters[size] = of.clickedDocument(clicked[i]);
      more[size++] = 1;
    }
    return new Sparse(Arrays.copyOf(counters, size), Arrays.copyOf(more, size));
  }
}
