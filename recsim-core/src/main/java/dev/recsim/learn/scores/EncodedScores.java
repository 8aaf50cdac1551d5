package dev.recsim.learn.scores;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.Encodings.Tower;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.List;

/**
 * Scores encoded documents: the inner product of a document's vector and a point that a network
 * computes from the user. Learning scores only documents of a sample, which is the same until
 * another is drawn. The documents with the largest scores of all are the nearest to the point.
 */
public final class EncodedScores implements Scores {
  private static final int SAMPLE = 200;

  private final int size;
  private final Encoder inputs;
  private final Tower users;

  /** The sample drawn last, which {@code ppo} shows. */
  private final Encodings shown;

  /** The sample before, which is learned from; {@code slate_q} also explores with it. */
  private int[] learned;

  private final Encodings all;
  private final Tape tape = new Tape();
  private final int most;

  /**
   * Creates networks {@code encoder} and {@code policy} and adds them to the parameters.
   *
   * @param size length of the vector of a document
   * @param most number of documents that {@link #nearest} finds
   */
  public EncodedScores(
      Space space, List<Integer> hidden, int size, int most, Parameters parameters, RandomKey key) {
    int documents = space.documents();
    boolean indexed = documents > Encodings.MANY;
    this.size = size;
    this.inputs = new Encoder(space, parameters, 0);
    Layout encoding = new Layout(0, inputs.documentWidth(), hidden, size);
    Tower encoder = new Tower(parameters, "encoder", encoding, indexed ? 0 : documents, key);
    Layout policy = new Layout(0, inputs.userWidth(), hidden, size);
    this.users = new Tower(parameters, "policy", policy, indexed ? 0 : space.states(), key);
    int some = Math.max(SAMPLE, space.slateSize());
    this.shown = new Encodings(inputs, encoder, size, some);
    this.learned = shown.sample();
    this.all = new Encodings(inputs, encoder, size, documents);
    this.most = Math.min(most, documents);
  }

  private Value points(Tape on, List<Observation> observations) {
    int count = observations.size();
    Value features = inputs.users(on, observations.toArray(Observation[]::new), null, count);
    return users.encode(on, inputs.states(), features, count, true);
  }

  @Override
  public Value scores(Tape on, List<Observation> observations) {
    Value vectors = shown.encode(on, i -> observations.get(0), learned, learned.length);
    return on.products(points(on, observations), vectors);
  }

  @Override
  public Value scores(Observation observation) {
    tape.clear();
    Value vectors = tape.input(shown.vectors(observation), shown.count(), size);
    return tape.products(points(tape, List.of(observation)), vectors);
  }

  @Override
  public Slate choose(Observation observation) {
    return Slate.of(nearest(observation)[0]);
  }

  /** The documents with the largest scores of all, largest first. */
  public int[] nearest(Observation observation) {
    tape.clear();
    float[] point = tape.unit(points(tape, List.of(observation))).data();
    int[] found = new int[most];
    all.vectors(observation);
    all.find(point, 0, 1, most, found, 0, most);
    return found;
  }

  /** The documents of the scores that are learned. */
  public int[] sample() {
    return learned;
  }

  @Override
  public int document(int number) {
    return shown.document(number);
  }

  @Override
  public int number(int document) {
    return shown.number(document);
  }

  @Override
  public void draw(RandomKey key) {
    learned = shown.sample();
    shown.draw(key);
  }

  @Override
  public void forget() {
    shown.forget();
    all.forget();
  }
}
