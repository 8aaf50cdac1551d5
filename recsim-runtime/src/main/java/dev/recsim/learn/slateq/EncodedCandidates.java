package dev.recsim.learn.slateq;

import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.encoded.EncodedScores;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values of few documents of a large catalogue. Learning and exploration compose slates from a
 * sample of it. From these slates, scores of encoded documents learn to rank: they maximize the
 * probability of the slate if documents are drawn by the softmax of the scores. The greedy policy
 * composes slates from the documents with the largest scores of all.
 */
final class EncodedCandidates extends SlateValues<Observation> {
  private static final int NEAREST = 100;

  /** Length of the vector of an encoded document. */
  private static final int SIZE = 16;

  /** Number of users of a batch whose slates the scores learn from. */
  private static final int TAUGHT = 64;

  private final ItemValues values;
  private final EncodedScores scores;
  private final boolean all;

  /** The users, and the documents from which their slates are composed. */
  private final List<Observation> seen = new ArrayList<>();

  private final List<int[]> candidates = new ArrayList<>();

  /** Creates the networks and adds them to the parameters. */
  EncodedCandidates(
      SlateQOptions options, Space space, Appeal appeal, Parameters parameters, RandomKey key) {
    this(
        new ItemValues(options, space, appeal, parameters, key),
        new EncodedScores(
            space, options.encoder(), SIZE, Math.max(NEAREST, space.slateSize()), parameters, key),
        false);
  }

  /**
   * @param all whether slates are composed from the best of all documents, not from a sample
   */
  private EncodedCandidates(ItemValues values, EncodedScores scores, boolean all) {
    super(values.options, values.appeal);
    this.values = values;
    this.scores = scores;
    this.all = all;
  }

  @Override
  Observation choices(Observation observation) {
    return observation;
  }

  @Override
  void clear() {
    values.clear();
    seen.clear();
    candidates.clear();
  }

  @Override
  void add(Observation user, int clicked) {
    int[] item = clicked < 0 ? new int[0] : new int[] {clicked};
    values.add(values.choices(user, item), item.length - 1);
    seen.add(user);
  }

  @Override
  void add(Observation user) {
    int[] documents = all ? scores.nearest(user) : scores.sample(user);
    values.add(values.choices(user, documents));
    candidates.add(documents);
  }

  @Override
  Value values(Tape on) {
    return values.values(on);
  }

  @Override
  void evaluate() {
    values.evaluate();
  }

  @Override
  SlateSearch search(int user) {
    return values.search(user);
  }

  @Override
  Slate slate(int user) {
    Slate found = values.slate(user);
    int[] shown = new int[found.size()];
    Arrays.setAll(shown, p -> candidates.get(user)[found.document(p)]);
    return Slate.of(shown);
  }

  @Override
  void raise(double by) {
    values.raise(by);
  }

  @Override
  Policy.Deterministic greedy() {
    return new EncodedCandidates(values, scores, true);
  }

  @Override
  void draw(RandomKey key) {
    scores.draw(key);
  }

  @Override
  void learnMore(Tape on) {
    List<Observation> users = List.copyOf(seen.subList(0, Math.min(TAUGHT, seen.size())));
    clear();
    users.forEach(this::add);
    evaluate();
    int[] slates = IntStream.range(0, users.size()).flatMap(this::best).toArray();
    float[] shares = new float[users.size()];
    Arrays.fill(shares, -1f / users.size());
    int size = slates.length / users.size();
    Value drawn = on.plackettLuce(scores.scores(on, users), slates, size);
    on.minimize(on.weightedSum(on.column(drawn, 0), shares));
  }

  /** The best slate of a user, by position among the candidates. */
  private IntStream best(int user) {
    search(user).find(options.selection());
    Slate slate = values.slate(user);
    return IntStream.range(0, slate.size()).map(slate::document);
  }

  @Override
  void forget() {
    scores.forget();
  }
}
