package dev.recsim.learn.scores;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Weights;
import dev.recsim.learn.Buffers;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import dev.recsim.vectors.CellIndex;
import dev.recsim.vectors.IndexBuilder;
import dev.recsim.vectors.NearestScan;
import dev.recsim.vectors.VectorIndex;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The vectors of documents, among which nearest ones are searched. They are learned, or the
 * features of an observation's candidates, or encoded from the features of a whole catalogue or of
 * a sample of it. Features are encoded when they are needed and the networks have changed since.
 */
public final class Encodings {
  /** Documents encoded at once. */
  private static final int CHUNK = 4_096;

  /** Up to this number, documents have residuals, and policies search without an index. */
  public static final int MANY = 10_000;

  /** Learned vectors; null if documents have features. */
  private EmbeddingTable table;

  /** Null if vectors are learned. */
  private Encoder encoder;

  /** Null if documents are not encoded. */
  private Tower tower;

  private final int size;
  private final NearestScan scan;
  private final Tape tape = new Tape();

  /** The documents that have these vectors; null if there are none. */
  private List<Document> encoded;

  private int count;

  /** The documents in the catalogue, in ascending order; not of learned vectors. */
  private int[] numbers = {};

  private float[] vectors = {};

  /** Whether learned vectors are searched as they are stored. */
  private boolean raw;

  /** Whether learned vectors are searched by an index. */
  private boolean indexed;

  /** Null to compare all vectors, or until learned ones are searched. */
  private VectorIndex index;

  /**
   * Encoded vectors of length 1, or features.
   *
   * @param encoder writes the features of documents
   * @param tower null for features, of all documents of an observation
   * @param size length of a vector
   * @param most number of documents in a sample; a whole catalogue if it has no more
   */
  public Encodings(Encoder encoder, Tower tower, int size, int most) {
    this.encoder = encoder;
    this.tower = tower;
    this.size = size;
    this.scan = new NearestScan(size, false);
    this.numbers = new int[Math.min(most, encoder.space.documents())];
    draw(RandomKey.root(0));
  }

  /**
   * Learned vectors of length 1.
   *
   * @param table has a vector for each document
   * @param raw whether they are searched as they are stored
   * @param indexed whether they are searched by an index, which is built at the first search after
   *     they have changed; only if not raw
   */
  public Encodings(EmbeddingTable table, boolean raw, boolean indexed) {
    this.table = table;
    this.raw = raw;
    this.indexed = indexed;
    size = table.size();
    scan = new NearestScan(size, raw);
    count = table.documents();
    vectors = table.units();
  }

  /**
   * {@return whether documents with features are the same in all sessions, and users have states}
   *
   * @param environment the environment to act in
   */
  public static boolean encodes(Environment environment) {
    Space space = environment.space();
    return !space.userFeatures().isEmpty() && space.states() > 1 && lasts(environment);
  }

  /**
   * {@return whether saved weights are of an agent that encodes documents}
   *
   * @param saved weights of an agent
   */
  public static boolean encoded(Weights saved) {
    return saved.tensors().containsKey("encoder.0.bias");
  }

  private static boolean lasts(Environment environment) {
    Space space = environment.space();
    return !space.documentFeatures().isEmpty()
        && environment.catalogue().orElse(0) == space.documents();
  }

  /**
   * {@return whether documents with features are the same in all sessions, and after a step of one}
   *
   * @param environment the environment to act in; a session is opened
   */
  public static boolean stay(Environment environment) {
    if (!lasts(environment)) {
      return false;
    }
    Session session = environment.open(RandomKey.root(0));
    Observation start = session.start();
    Policy uniform = Policy.uniform(environment.space());
    Step step = session.recommend(uniform.recommend(start, RandomKey.root(0)));
    return step.ended() || step.next().candidates() == start.candidates();
  }

  /**
   * Replaces the sample.
   *
   * @param key all randomness
   */
  public void draw(RandomKey key) {
    for (int i = 0; i < numbers.length; i++) {
      int from = (int) ((long) i * encoder.space.documents() / numbers.length);
      int end = (int) ((i + 1L) * encoder.space.documents() / numbers.length);
      numbers[i] = from + key.below(i, end - from);
    }
    forget();
  }

  /** Forgets vectors; call it after the networks have changed. */
  public void forget() {
    encoded = null;
    index = null;
  }

  /** {@return whether all observations have these documents} */
  public boolean shared() {
    return table != null || tower != null;
  }

  /**
   * {@return the vectors of the documents of an observation, [count x size], valid until the next
   * call}
   *
   * @param seen the observation
   */
  public float[] vectors(Observation seen) {
    if (table == null && encoded != seen.candidates()) {
      encoded = seen.candidates();
      count = Math.min(numbers.length, encoded.size());
      vectors = Buffers.atLeast(count * size, vectors);
      for (int from = 0; from < count; from += CHUNK) {
        int some = Math.min(CHUNK, count - from);
        int[] chunk = some == count ? numbers : Arrays.copyOfRange(numbers, from, from + some);
        float[] encodings = encode(tape, i -> seen, chunk, some).data();
        System.arraycopy(encodings, 0, vectors, from * size, some * size);
        tape.clear();
      }
      index = shared() && count > MANY ? new CellIndex(vectors, count, size) : null;
    }
    return vectors;
  }

  /**
   * {@return the vectors of some documents of the catalogue, which get gradients, [some x size]}
   *
   * @param on records the result
   * @param seen the observation of each document
   * @param documents the documents
   * @param some their number
   */
  public Value encode(Tape on, IntFunction<Observation> seen, int[] documents, int some) {
    if (table != null) {
      return on.embed(table, documents, some, true);
    }
    Value features = encoder.documents(on, seen, documents, some);
    return tower == null ? features : on.unit(tower.encode(on, documents, features, some, true));
  }

  /**
   * Finds the vectors nearest to queries among those of the last observation, as {@link
   * NearestScan#find}; above {@link #MANY} encoded documents by an index.
   *
   * @param queries [queries x size]
   * @param from index of the first query
   * @param some number of queries
   * @param k number of vectors to find for each
   * @param found receives their numbers, nearest first
   * @param at index of the first number
   * @param stride distance between the first numbers of two queries
   */
  public void find(float[] queries, int from, int some, int k, int[] found, int at, int stride) {
    if (indexed && index == null) {
      index = IndexBuilder.load().build(vectors, count, size);
    }
    if (index == null) {
      scan.find(raw ? table.rows() : vectors, count, queries, from, some, k, found, at, stride);
    } else {
      index.find(queries, from, some, k, found, at, stride);
    }
  }

  /** {@return number of documents of the last observation} */
  public int count() {
    return count;
  }

  /**
   * {@return the document in the catalogue}
   *
   * @param number of the document among these vectors
   */
  public int document(int number) {
    return tower == null ? number : numbers[number];
  }

  /** The documents of the sample in the catalogue. */
  int[] sample() {
    return numbers.clone();
  }

  /** The number of a document; negative if it is not one of these. */
  int number(int document) {
    return Arrays.binarySearch(numbers, document);
  }

  /**
   * Maps features to vectors: the output of a network, plus a learned residual of the document or
   * state that has the features.
   */
  public static final class Tower {
    private final Network network;

    /** Null without residuals. */
    private final EmbeddingTable residuals;

    /**
     * Creates a network and residuals {@code <name>.residual}, which are 0 at first. If weights
     * without residuals are restored, there are none.
     *
     * @param parameters of the agent
     * @param name of the network
     * @param layout inputs, and length of a vector
     * @param owners number of documents or states with a residual; 0 without residuals
     * @param key randomness of the initial weights; not used with saved weights
     */
    public Tower(Parameters parameters, String name, Layout layout, int owners, RandomKey key) {
      network = parameters.network(name, layout, key.child(name));
      String each = name + ".residual";
      boolean any = owners > 0 && parameters.has(each);
      residuals = any ? parameters.residuals(each, owners, layout.outputs()) : null;
    }

    /**
     * {@return the outputs of the network plus the residuals, [count x size]}
     *
     * @param tape records the result
     * @param owners document or state of each row, which is also its category
     * @param features dense inputs of the network, [count x dense]
     * @param count number of rows
     * @param learning whether the parameters get gradients
     */
    public Value encode(Tape tape, int[] owners, Value features, int count, boolean learning) {
      Value sums = tape.network(network, owners, features, count, learning);
      if (residuals == null) {
        return sums;
      }
      int[] kept = Arrays.copyOf(owners, count);
      return tape.sum(sums, tape.embed(residuals, kept, count, learning));
    }
  }
}
