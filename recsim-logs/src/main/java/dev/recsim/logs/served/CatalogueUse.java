package dev.recsim.logs.served;

import dev.recsim.served.CatalogueMark;
import dev.recsim.served.DecisionRecord.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which catalogues the decisions were made with that list no candidates. With a named catalogue,
 * sessions with decisions on another one are left out. Without one, the log must prove which
 * documents could be shown.
 */
public final class CatalogueUse {
  private static final String CURE =
      "write logs.catalogue: the file that the server had at that time, as JSON Lines";

  private final LoggedCatalogue named;

  /** Decisions on a whole catalogue, by its digest; an empty one if the log does not say. */
  private final Map<String, Long> decisions = new TreeMap<>();

  /** What decisions on a whole catalogue show, unless it is named. */
  private final Set<String> shown = new TreeSet<>();

  private long kept;
  private long otherSessions;
  private long otherDecisions;

  /**
   * @param named the catalogue that is named; empty if none is
   */
  public CatalogueUse(LoggedCatalogue named) {
    this.named = named;
  }

  /** Takes a session; returns whether all of its decisions can be judged. */
  public boolean accepts(ServedSession session) {
    boolean other = false;
    for (ServedDecision step : session.steps()) {
      Seen seen = step.record.seen();
      if (seen.isWhole()) {
        decisions.merge(seen.catalogue(), 1L, Long::sum);
        other |= isOther(seen.catalogue());
        if (named.mark().isEmpty() && !step.isFallback()) {
          shown.addAll(step.slate());
        }
      }
    }
    kept += other ? 0 : 1;
    otherSessions += other ? 1 : 0;
    otherDecisions += other ? session.steps().size() : 0;
    return !other;
  }

  private boolean isOther(String digest) {
    return !digest.isEmpty() && named.mark().filter(it -> !it.digest().equals(digest)).isPresent();
  }

  /**
   * Why decisions cannot be judged, in words that say what to do; empty if they can.
   *
   * @param sizes of the catalogues of the log, by digest
   */
  public Optional<String> problem(Map<String, Integer> sizes) {
    if (decisions.isEmpty()) {
      return Optional.empty();
    }
    if (named.mark().isPresent()) {
      return kept > 0 || otherSessions == 0
          ? Optional.empty()
          : Optional.of(
              "no decision was made with the catalogue of logs.catalogue, which has %s, but with %s; name the file that the server had at that time"
                  .formatted(words(named.mark()), words(sizes)));
    }
    if (decisions.size() > 1) {
      return Optional.of(
          "decisions that list no candidates were made with several catalogues: %s; %s. Its decisions are judged, and those of others are left out"
              .formatted(words(sizes), CURE));
    }
    if (!documents(sizes).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        decisions.containsKey("")
            ? "%s decisions list no candidates, and a log of an earlier version of recsim does not say which documents the catalogue had; %s"
                .formatted(ServedCounts.grouped(decisions.get("")), CURE)
            : "the catalogue had %s; they show only %s documents of it, and the log does not name the others; %s"
                .formatted(words(sizes), ServedCounts.grouped(shown.size()), CURE));
  }

  /**
   * Ids of the documents that decisions without candidates could show; empty if there are no such
   * decisions, or the documents are not known.
   *
   * @param sizes of the catalogues of the log, by digest
   */
  public List<String> documents(Map<String, Integer> sizes) {
    if (decisions.isEmpty() || named.mark().isPresent()) {
      return decisions.isEmpty() ? List.of() : named.ids();
    }
    String digest = decisions.keySet().iterator().next();
    int size = sizes.getOrDefault(digest, 0);
    if (shown.size() == size) {
      return List.copyOf(shown);
    }
    List<String> numbers = IntStream.range(0, size).mapToObj(Integer::toString).toList();
    return CatalogueMark.of(numbers).digest().equals(digest) ? numbers : List.of();
  }

  /**
   * Sentences for people.
   *
   * @param sizes of the catalogues of the log, by digest
   */
  public List<String> sentences(Map<String, Integer> sizes) {
    List<String> all = new ArrayList<>();
    if (otherSessions > 0) {
      all.add(
          "%s sessions with %s decisions are left out, because they were made with another catalogue than logs.catalogue, which has %s; the log has %s"
              .formatted(
                  ServedCounts.grouped(otherSessions),
                  ServedCounts.grouped(otherDecisions),
                  words(named.mark()),
                  words(sizes)));
    }
    long unknown = decisions.getOrDefault("", 0L);
    if (unknown > 0 && named.mark().isPresent()) {
      all.add(
          "%s decisions of an earlier version of recsim do not say which catalogue they were made with: whether it is that of logs.catalogue is not checked"
              .formatted(ServedCounts.grouped(unknown)));
    }
    return all;
  }

  private static String words(Optional<CatalogueMark> mark) {
    return mark.map(it -> documents(it.size(), it.digest())).orElse("");
  }

  private String words(Map<String, Integer> sizes) {
    return decisions.entrySet().stream()
        .map(
            it ->
                it.getKey().isEmpty()
                    ? "one that an earlier version of recsim did not log (%s decisions)"
                        .formatted(ServedCounts.grouped(it.getValue()))
                    : "%s (%s decisions)"
                        .formatted(
                            documents(sizes.getOrDefault(it.getKey(), 0), it.getKey()),
                            ServedCounts.grouped(it.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String documents(int size, String digest) {
    String count = size == 0 ? "an unknown number of" : ServedCounts.grouped(size);
    return "%s documents with digest %s".formatted(count, digest);
  }
}
