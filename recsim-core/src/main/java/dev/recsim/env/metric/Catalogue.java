package dev.recsim.env.metric;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Numbers the documents or topics that all sessions share.
 *
 * @param over what is numbered
 * @param size number of documents or topics
 */
record Catalogue(Over over, int size) {
  /** Sums of documents take 8 bytes each, in each trial. */
  private static final int LARGEST = 1_000_000;

  /**
   * The documents or topics of an environment.
   *
   * @throws InvalidOption if it has fewer than two, more than can be counted, or sessions with
   *     documents of their own
   */
  static Catalogue of(Over over, Environment environment) {
    return over == Over.TOPICS ? topics(environment) : documents(environment);
  }

  private static Catalogue topics(Environment environment) {
    int topics = environment.space().topics();
    InvalidOption.unless(
        topics > 1,
        "over",
        "cannot be topics: the documents of this environment have "
            + (topics == 1 ? "one topic" : "no topics")
            + (environment.catalogue().isPresent() ? "; write over: documents" : ""));
    return new Catalogue(Over.TOPICS, topics);
  }

  private static Catalogue documents(Environment environment) {
    OptionalInt shared = environment.catalogue();
    InvalidOption.unless(
        shared.isPresent(),
        "over",
        "cannot be documents: each session of this environment has documents of its own; write "
            + (environment.space().topics() > 1 ? "over: topics, or " : "")
            + "resample: corpus in the environment");
    int size = shared.orElseThrow();
    InvalidOption.unless(
        size > 1 && size <= LARGEST,
        "over",
        "can be documents if there are 2 to "
            + String.format(Locale.ROOT, "%,d, but this environment has %,d", LARGEST, size));
    return new Catalogue(Over.DOCUMENTS, size);
  }

  /** What {@code description()} calls them: documents or topics. */
  String word() {
    return over == Over.TOPICS ? "topics" : "documents";
  }

  /** The number of the document shown at a position, or of its topic; -1 if it has none here. */
  int at(Observation seen, Slate slate, int position) {
    int index = slate.document(position);
    if (seen.candidates().isEmpty()) {
      return over == Over.DOCUMENTS ? index : -1;
    }
    Document document = seen.candidates().get(index);
    long number = over == Over.TOPICS ? document.topic() : document.id();
    return number >= 0 && number < size ? (int) number : -1;
  }
}
