package dev.recsim.bridge.users;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.Metric;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.Options;
import dev.recsim.api.Space;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.json.JsonRecords;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * The first message of an environment's process.
 *
 * @param protocol version of the protocol
 * @param versions of the interpreter and the libraries, by name; kept with the trials
 * @param inputs whether it reports what it has used
 * @param space what agents see
 * @param catalogue the documents of all sessions; null if sessions have documents of their own, or
 *     documents have only an index
 * @param rewardUnit what the reward counts; null for nothing
 * @param counters names of counters
 * @param metrics quotients of counters
 * @param latents names of latent values
 * @param model whether it can describe itself as a finite Markov decision process
 * @param batch largest number of sessions in a message; null for {@link #MOST_TOGETHER}
 */
record EnvironmentIntroduction(
    Integer protocol,
    TreeMap<String, String> versions,
    boolean inputs,
    Space space,
    Catalogue catalogue,
    String rewardUnit,
    List<String> counters,
    List<Quotient> metrics,
    List<String> latents,
    FiniteModel model,
    Integer batch) {
  private static final int MOST_TOGETHER = 1_024;
  private static final int FEWEST_TOGETHER = 64;

  /** Bytes of the largest message, unless a single row has more. */
  private static final int MOST_BYTES = 1 << 26;

  private static final int MOST_NAMES = 10_000;
  private static final String SESSIONS = "sessions";

  /**
   * Documents that all sessions share, in base64.
   *
   * @param documents their number
   * @param features {@code <f8} [documents, features]
   * @param topics {@code <i4} [documents]; null without topics
   */
  record Catalogue(int documents, String features, String topics) {}

  /**
   * A metric.
   *
   * @param of name of a counter
   * @param per name of a counter, or {@code sessions}
   * @param better {@code higher}, {@code lower} or null
   */
  record Quotient(String name, String description, String of, String per, String better) {}

  /**
   * What is known of a model before it is sent.
   *
   * @param maxSessionLength steps after which a session is cut off
   */
  record FiniteModel(int maxSessionLength) {}

  EnvironmentIntroduction {
    counters = copy(counters);
    metrics = copy(metrics);
    latents = copy(latents);
    rewardUnit = rewardUnit == null ? "" : rewardUnit;
    batch = batch == null ? MOST_TOGETHER : batch;
  }

  private static <T> List<T> copy(List<T> given) {
    return given == null ? List.of() : List.copyOf(given);
  }

  /**
   * Reads an introduction.
   *
   * @throws IllegalArgumentException if it is not one; the message says what it is
   */
  static EnvironmentIntroduction read(byte[] body) {
    EnvironmentIntroduction read;
    try {
      read = JsonRecords.read(body, EnvironmentIntroduction.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "is not JSON of an introduction: " + e.getOriginalMessage(), e);
    }
    require(read != null && read.protocol() != null, "has no \"protocol\"");
    require(
        read.protocol() == Kind.PROTOCOL,
        "is in version %s of the protocol, but this recsim has version %s; install the library of this recsim"
            .formatted(read.protocol(), Kind.PROTOCOL));
    require(read.space() != null, "has no \"space\"");
    read.check();
    return read;
  }

  /** Whether agents and reports see the same. */
  boolean describesTheSameAs(EnvironmentIntroduction other) {
    return Options.with(this, "versions", null).equals(Options.with(other, "versions", null));
  }

  private void check() {
    Space it = space;
    require(it.topics() >= 0, "has the number of topics " + it.topics());
    require(
        it.topics() == 0 || !it.documentFeatures().isEmpty(),
        "has topics, but no \"document_features\"; documents with topics have features too");
    require(
        catalogue == null || !it.documentFeatures().isEmpty(),
        "has a catalogue, but no \"document_features\"");
    require(batch >= 1, "has the batch " + batch);
    if (model != null) {
      require(
          model.maxSessionLength() >= 1,
          "has a model without a \"max_session_length\" of 1 or more");
      require(
          it.slateSize() == 1 && it.tabular(),
          "has a model, but slates of several documents, or features");
    }
    names("counters", counters);
    names("latents", latents);
    metrics().forEach(this::metric);
    names("metrics", metrics.stream().map(Quotient::name).toList());
  }

  private static void names(String what, List<String> names) {
    require(
        names.size() <= MOST_NAMES && Set.copyOf(names).size() == names.size(),
        "has %s that are named twice, or more than %s".formatted(what, MOST_NAMES));
  }

  /** The metric, with counters by number. */
  Metric metric(Quotient it) {
    require(
        it.name() != null && it.name().matches("[a-z][a-z0-9_]*") && it.description() != null,
        "has the metric %s; metrics have a name in snake case and a description"
            .formatted(it.name()));
    int of = counter(it.of());
    int per = SESSIONS.equals(it.per()) ? Metric.SESSIONS : counter(it.per());
    require(
        of >= 0 && (per >= 0 || SESSIONS.equals(it.per())),
        "has the metric %s of %s per %s; these are not counters"
            .formatted(it.name(), it.of(), it.per()));
    try {
      Better better =
          it.better() == null ? Better.NONE : Better.valueOf(it.better().toUpperCase(Locale.ROOT));
      return new Metric.Quotient(it.name(), it.description(), better, of, per);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "says of the metric %s that %s is better; write higher, lower or none"
              .formatted(it.name(), it.better()),
          e);
    }
  }

  private int counter(String name) {
    return name == null ? -1 : counters.indexOf(name);
  }

  /**
   * The number of sessions in a message.
   *
   * @param bytes of the row of a session
   */
  int together(int bytes) {
    int most = Math.max(FEWEST_TOGETHER, Math.min(MOST_TOGETHER, MOST_BYTES / Math.max(1, bytes)));
    return Math.min(batch, most);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
