package dev.recsim.logs;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was read and what was excluded. Every row is counted once: {@code rows} = {@code used} +
 * rows in {@code excluded} + faultless rows of {@code leftOut}.
 *
 * @param files the files, in the order in which they were read
 * @param rows rows without headers and empty lines
 * @param used what was passed on
 * @param excluded rows with a fault, by reason
 * @param leftOut what was left out though it has no fault itself
 * @param notes what else a served log has, in sentences
 * @param catalogue ids of the documents that decisions of a served log could show if they list no
 *     candidates; empty if all list them
 */
public record LogReport(
    List<Path> files,
    long rows,
    Used used,
    Map<Exclusion, Excluded> excluded,
    LeftOut leftOut,
    List<String> notes,
    List<String> catalogue) {
  private static final int MOST_EXAMPLES = 3;

  /**
   * What was passed on.
   *
   * @param rows of the sessions
   * @param steps of the sessions
   * @param unsorted rows of single decisions with an earlier time than the row before
   * @param clipped rewards that were larger than allowed
   */
  public record Used(long rows, long sessions, long steps, long unsorted, long clipped) {}

  /**
   * What was left out though it has no fault itself.
   *
   * @param faultySessions sessions with a faulty row
   * @param faultlessRows other rows of these sessions
   * @param outside sessions before {@code from} or not before {@code to}
   */
  public record LeftOut(long faultySessions, long faultlessRows, long outside) {}

  /** Rows that are excluded for one reason, and the first few of them. */
  public record Excluded(long rows, List<Place> examples) {}

  /**
   * A fault of a row.
   *
   * @param line 1-based
   * @param column of the field in its line, 1-based, in bytes
   * @param message what is wrong
   */
  public record Place(String file, long line, int column, String message) implements Serializable {
    /** Name of the file without its folder. */
    public String fileName() {
      return Path.of(file).getFileName().toString();
    }

    @Override
    public String toString() {
      return "%s:%s:%s: %s".formatted(file, line, column, message);
    }
  }

  /** The sentences for people: one for what was used, one for each reason of exclusion. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s of %s rows used, in %s sessions with %s steps"
            .formatted(
                grouped(used.rows), grouped(rows), grouped(used.sessions), grouped(used.steps)));
    excluded.forEach(
        (reason, found) ->
            sentences.add(
                "excluded %s %s, for example %s"
                    .formatted(grouped(found.rows()), reason.words(), found.examples().get(0))));
    if (leftOut.faultySessions > 0) {
      sentences.add(
          "excluded %s sessions that contain such a row, with %s other rows"
              .formatted(grouped(leftOut.faultySessions), grouped(leftOut.faultlessRows)));
    }
    if (used.unsorted > 0) {
      sentences.add(
          "%s rows have an earlier time than the row before; they are used, because every row is a"
                  .formatted(grouped(used.unsorted))
              + " session of its own");
    }
    if (used.clipped > 0) {
      sentences.add(
          "%s rewards are larger than evaluate.clip_rewards and are clipped"
              .formatted(grouped(used.clipped)));
    }
    if (leftOut.outside > 0) {
      sentences.add(
          "%s sessions are outside of logs.from and logs.to and are not used"
              .formatted(grouped(leftOut.outside)));
    }
    sentences.addAll(notes);
    return sentences;
  }

  static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** The counts while a log, or a part of it, is read. */
  static final class Tally implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::file).thenComparingLong(Place::line);

    long rows;

    /** Number of the row in the log, 1-based; different from {@code rows} in a part of a log. */
    long row;

    long used;
    long sessions;
    long steps;
    long excludedSessions;
    long lostWithSession;
    long clipped;
    long outside;
    private final EnumMap<Exclusion, Long> counts = new EnumMap<>(Exclusion.class);
    private final EnumMap<Exclusion, ArrayList<Place>> examples = new EnumMap<>(Exclusion.class);
    final ArrayList<String> notes = new ArrayList<>();
    final ArrayList<String> catalogue = new ArrayList<>();
    private long unsorted;

    /** First and last time of single decisions, with the file that they are in. */
    private String firstFile = "";

    private double firstTime;
    private String lastFile = "";
    private double lastTime;

    void exclude(Exclusion reason, Path file, long line, int column, String message) {
      counts.merge(reason, 1L, Long::sum);
      example(reason, new Place(file.toString(), line, column, message));
    }

    /** Keeps the first few in the order of the log. */
    private void example(Exclusion reason, Place place) {
      List<Place> some = examples.computeIfAbsent(reason, added -> new ArrayList<>());
      some.add(place);
      some.sort(ORDER);
      if (some.size() > MOST_EXAMPLES) {
        some.remove(MOST_EXAMPLES);
      }
    }

    /** Counts a single decision as unsorted if it is earlier than the one before in its file. */
    void time(Path file, double at) {
      String name = file.toString();
      unsorted += name.equals(lastFile) && at < lastTime ? 1 : 0;
      if (firstFile.isEmpty()) {
        firstFile = name;
        firstTime = at;
      }
      lastFile = name;
      lastTime = at;
    }

    /** Adds the counts of the next part of the log. */
    void add(Tally next) {
      rows += next.rows;
      used += next.used;
      sessions += next.sessions;
      steps += next.steps;
      excludedSessions += next.excludedSessions;
      lostWithSession += next.lostWithSession;
      clipped += next.clipped;
      outside += next.outside;
      next.counts.forEach((reason, count) -> counts.merge(reason, count, Long::sum));
      next.examples.forEach((reason, places) -> places.forEach(it -> example(reason, it)));
      unsorted += next.unsorted;
      if (!next.firstFile.isEmpty()) {
        unsorted += next.firstFile.equals(lastFile) && next.firstTime < lastTime ? 1 : 0;
        lastFile = next.lastFile;
        lastTime = next.lastTime;
      }
    }

    /** The first fault; there must be one. */
    Place first() {
      return examples.values().stream().map(it -> it.get(0)).min(ORDER).orElseThrow();
    }

    LogReport report(List<Path> files) {
      Map<Exclusion, Excluded> excluded = new EnumMap<>(Exclusion.class);
      counts.forEach(
          (reason, count) ->
              excluded.put(reason, new Excluded(count, List.copyOf(examples.get(reason)))));
      return new LogReport(
          List.copyOf(files),
          rows,
          new Used(used, sessions, steps, unsorted, clipped),
          excluded,
          new LeftOut(excludedSessions, lostWithSession, outside),
          List.copyOf(notes),
          List.copyOf(catalogue));
    }
  }
}
