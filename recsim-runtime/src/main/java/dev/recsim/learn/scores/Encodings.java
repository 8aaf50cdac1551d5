package dev.recsim.learn.scores;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The encoded documents among which nearest ones are searched: a whole catalogue, or a sample of
 * it. They are encoded when they are needed and the networks have changed since.
 */
public final class Encodings {
  /** Documents encoded at once. */
  private static final int CHUNK = 4_096;

  /** Up to this number, documents have residuals, and policies search without an index. */
  public static final int MANY = 10_000;

  private final Encoder encoder;
  private final Tower tower;
  private final int size;
  private final int most;
  private final Tape tape = new Tape();
  private RandomKey draws = RandomKey.root(0);

  /** The catalogue that is encoded; null if none is. */
  private List<Document> encoded;

  private int count;
  private int[] numbers = {};
  private float[] units = {};
  private float[] points = {};

  /**
   * @param encoder scales the features
   * @param size length of a vector
   * @param documents number of documents in the catalogue
   * @param most number of documents in a sample; a whole catalogue if it has no more
   */
  public Encodings(Encoder encoder, Tower tower, int size, int documents, int most) {
    this.encoder = encoder;
    this.tower = tower;
    this.size = size;
    this.most = Math.min(most, documents);
  }

  /** Whether documents with features are the same in all sessions, and users have states. */
  public static boolean encodes(Environment environment) {
    Space space = environment.space();
    return !space.userFeatures().isEmpty() && space.states() > 1 && lasts(environment);
  }

  private static boolean lasts(Environment environment) {
    Space space = environment.space();
    return !space.documentFeatures().isEmpty()
        && environment.catalogue().equals(OptionalInt.of(space.documents()));
  }

  /** Whether documents with features are the same in all sessions, and after a step of one. */
  public static boolean stay(Environment environment) {
    if (!lasts(environment)) {
      return false;
    }
    Session session = environment.open(RandomKey.root(0));
    List<Document> documents = session.start().candidates();
    int[] shown = IntStream.range(0, environment.space().slateSize()).toArray();
    Step step = session.recommend(Slate.of(shown));
    return step.status() == Step.Status.ENDED || step.next().candidates() == documents;
  }

  /** Replaces the sample. */
  public void draw(RandomKey key) {
    draws = key;
    forget();
  }

  /** Call it after the networks have changed. */
  public void forget() {
    encoded = null;
  }

  /**
   * Encodes documents of this observation, unless they are encoded already. Returns whether it has.
   */
  public boolean prepare(Observation seen) {
    if (encoded == seen.candidates()) {
      return false;
    }
    encoded = seen.candidates();
    count = Math.min(most, encoded.size());
    numbers = Buffers.atLeast(count, numbers);
    units = Buffers.atLeast(count * size, units);
    for (int i = 0; i < count; i++) {
      int from = start(i);
      numbers[i] = from + draws.below(i, start(i + 1) - from);
    }
    for (int from = 0; from < count; from += CHUNK) {
      int some = Math.min(CHUNK, count - from);
      float[] vectors = encode(tape, seen, from, some).data();
      System.arraycopy(vectors, 0, units, from * size, some * size);
      tape.clear();
    }
    return true;
  }

  private Value encode(Tape to, Observation seen, int from, int some) {
    int[] owners = Arrays.copyOfRange(numbers, from, from + some);
    Value features = to.input(encoder.documents(seen, owners, some), some, encoder.documentWidth());
    return tower.encode(to, owners, features, some, true);
  }

  /** The first document of a part of the catalogue; each part has one document in the sample. */
  private int start(int part) {
    return (int) ((long) part * encoded.size() / count);
  }

  /** Number of documents that are encoded, at most. */
  public int most() {
    return most;
  }

  /** Number of encoded documents. */
  public int count() {
    return count;
  }

  /** Their vectors of length 1, [count x size]. */
  public float[] units() {
    return units;
  }

  /** The vectors of some of them, by number, as constants, [some x size]. */
  public Value points(Tape to, int[] some, int length) {
    points = Buffers.atLeast(length * size, points);
    for (int i = 0; i < length; i++) {
      System.arraycopy(units, some[i] * size, points, i * size, size);
    }
    return to.input(points, length, size);
  }

  /** The document in the catalogue. */
  public int document(int number) {
    return numbers[number];
  }

  /** All of them. */
  int[] documents() {
    return Arrays.copyOf(numbers, count);
  }

  /** The number of a document; negative if it is not one of these. */
  int number(int document) {
    return Arrays.binarySearch(numbers, 0, count, document);
  }

  /** Their vectors, which get gradients, [count x size]. */
  Value learning(Tape to, Observation seen) {
    prepare(seen);
    return encode(to, seen, 0, count);
  }
}
