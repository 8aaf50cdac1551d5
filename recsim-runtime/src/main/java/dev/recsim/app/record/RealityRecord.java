package dev.recsim.app.record;

import dev.recsim.app.git.CommitOrder;
import dev.recsim.app.project.SealedFile;
import dev.recsim.app.project.UserError;
import dev.recsim.app.record.OutcomeFile.Result;
import dev.recsim.decide.reality.CalibratedEffect;
import dev.recsim.decide.reality.Discrepancy;
import dev.recsim.decide.reality.Discrepancy.Prior;
import dev.recsim.decide.reality.PastTest;
import dev.recsim.decide.reality.PredictedEffect;
import dev.recsim.decide.reality.RecordState;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.io.Digest;
import dev.recsim.stats.Proportion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The predictions and outcomes of a record.
 *
 * @param spec its declaration
 * @param tests oldest outcome first, then those without outcome by name
 */
public record RealityRecord(RecordSpec spec, List<Entry> tests) {
  private static final String OUTCOME = ".outcome.json";
  private static final String PREDICTION = ".json";

  /** Largest chance to refuse a record whose intervals are as wide as they say. */
  private static final double ALPHA = 0.025;

  /**
   * A test.
   *
   * @param file of the prediction
   * @param outcome what came of it; empty while nothing did
   * @param unproven why the order of both is not proven; empty if it is, or there is no outcome
   * @param registered number of commits before that of the prediction; -1 without commit
   * @param ended number of commits before that of the outcome; -1 without commit
   */
  public record Entry(
      Path file,
      PredictionFile prediction,
      Optional<OutcomeFile> outcome,
      Optional<String> unproven,
      int registered,
      int ended) {

    /** Whether it shows an effect, and was predicted before. */
    public boolean counts() {
      return observed() && unproven.isEmpty();
    }

    /** Whether there is an effect. */
    public boolean observed() {
      return outcome.filter(it -> it.result().effect() != null).isPresent();
    }

    /** The test; only if there is an effect. */
    public PastTest past() {
      Result it = outcome.orElseThrow().result();
      return new PastTest(prediction.predicted(), it.effect(), it.error());
    }
  }

  /** The file of a prediction. */
  public static Path prediction(RecordSpec spec, String test) {
    return spec.folder().resolve(test + PREDICTION);
  }

  /** The file of an outcome. */
  public static Path outcome(RecordSpec spec, String test) {
    return spec.folder().resolve(test + OUTCOME);
  }

  /**
   * Reads the files of a record.
   *
   * @throws UserError if a file is damaged, an outcome has no prediction, or the clone is shallow
   */
  public static RealityRecord of(RecordSpec spec) throws IOException, UserError {
    CommitOrder order = CommitOrder.of(spec.folder());
    List<Entry> entries = new ArrayList<>();
    for (Path file : files(spec.folder())) {
      String name = file.getFileName().toString();
      if (name.endsWith(OUTCOME)) {
        Path of = file.resolveSibling(name.replace(OUTCOME, PREDICTION));
        if (!Files.exists(of)) {
          throw new UserError(file + " has no prediction " + of.getFileName());
        }
      } else {
        entries.add(entry(file, order));
      }
    }
    if (order.isShallow() && !entries.isEmpty()) {
      throw new UserError(
          "%s: this clone lacks a part of the history, so nothing proves that predictions came"
                  .formatted(spec.folder())
              + " before outcomes; get it with git fetch --unshallow, or with fetch-depth: 0 where"
              + " actions/checkout cloned it");
    }
    entries.sort(
        Comparator.<Entry>comparingInt(it -> it.ended() < 0 ? Integer.MAX_VALUE : it.ended())
            .thenComparing(it -> it.prediction().test()));
    return new RealityRecord(spec, List.copyOf(entries));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.getFileName().toString().endsWith(PREDICTION)).sorted().toList();
    }
  }

  private static Entry entry(Path file, CommitOrder order) throws IOException, UserError {
    String name = file.getFileName().toString();
    String test = name.substring(0, name.length() - PREDICTION.length());
    PredictionFile prediction = SealedFile.read(file, PredictionFile.class, PredictionFile.FORMAT);
    Path ended = file.resolveSibling(test + OUTCOME);
    if (!prediction.test().equals(test)) {
      throw new UserError(file + " is the prediction of another test, " + prediction.test());
    }
    int registered = order.position(name);
    if (!Files.exists(ended)) {
      return new Entry(file, prediction, Optional.empty(), Optional.empty(), registered, -1);
    }
    OutcomeFile outcome = SealedFile.read(ended, OutcomeFile.class, OutcomeFile.FORMAT);
    Optional<String> unproven =
        outcome.prediction().equals(Digest.of(file))
            ? order.problem(name, ended.getFileName().toString())
            : Optional.of("the outcome belongs to another version of the prediction");
    return new Entry(
        file,
        prediction,
        Optional.of(outcome),
        unproven,
        registered,
        order.position(ended.getFileName().toString()));
  }

  /**
   * The tests of the same kind of world and the same metric.
   *
   * @param world today's
   */
  public List<Entry> of(World world) {
    return tests.stream()
        .filter(
            it ->
                world.isOf(it.prediction())
                    && it.prediction().change().metric().equals(spec.metric()))
        .toList();
  }

  /**
   * What the record allows to say of changes in a world.
   *
   * @param of all tests of the world
   * @param tests those that count, oldest first
   * @param missing names of tests that are due and have no outcome
   * @param due number of tests with an outcome, or that are due
   * @param covered intervals that were given before and contained the outcome
   * @param intervals that were given before
   */
  public record Standing(
      List<Entry> of,
      List<Entry> tests,
      List<String> missing,
      int due,
      int covered,
      int intervals) {
    /**
     * Of tests of this standing. A record of predictions of an earlier version keeps their prior,
     * until the first one of this version.
     */
    public Discrepancy discrepancy(List<Entry> past) {
      boolean old =
          !of.isEmpty() && of.stream().allMatch(it -> it.prediction().prior() == Prior.WIDE);
      return new Discrepancy(
          past.stream().map(Entry::past).toList(), old ? Prior.WIDE : Prior.SIMULATED_USERS);
    }

    /** What the record allows to say of a change. */
    public RecordState state(double changed) {
      double largest =
          tests.stream().mapToDouble(it -> it.prediction().predicted().changed()).max().orElse(0);
      return RecordState.of(tests.size(), missing.size(), due, changed, largest);
    }

    /** The true effect of a change, as the past calibrates it. */
    public CalibratedEffect effect(PredictedEffect it, double level) {
      return discrepancy(tests).effect(it, level);
    }

    /** The probability that the true effect of a change is above this. */
    public double chance(PredictedEffect it, double least) {
      return discrepancy(tests).chance(it, least);
    }

    /** Whether past intervals contained so few outcomes that no claim is believed. */
    public boolean tooNarrow(double level) {
      return intervals > 0 && Proportion.upper(covered, intervals, ALPHA) < level;
    }
  }

  /**
   * The standing of a world.
   *
   * @param today by which a test is due
   */
  public Standing standing(World world, LocalDate today) {
    List<Entry> its = of(world);
    List<Entry> counted = its.stream().filter(Entry::counts).toList();
    List<String> missing = new ArrayList<>();
    for (Entry it : its) {
      boolean over = LocalDate.parse(it.prediction().days().due()).isBefore(today);
      boolean ended = it.outcome().isPresent();
      if (!it.observed() && (ended || over)) {
        missing.add(it.prediction().test());
      }
    }
    long observed = its.stream().filter(Entry::observed).count();
    int covered = 0;
    int intervals = 0;
    for (Entry it : counted) {
      if (it.prediction().claim().interval() != null) {
        intervals++;
        covered += covers(it, counted) ? 1 : 0;
      }
    }
    return new Standing(its, counted, missing, (int) observed + missing.size(), covered, intervals);
  }

  /**
   * Whether the interval of an outcome, from the tests that had ended when it was predicted,
   * contains it.
   */
  static boolean covers(Entry it, List<Entry> counted) {
    List<PastTest> before =
        counted.stream().filter(one -> one.ended() < it.registered()).map(Entry::past).toList();
    PastTest test = it.past();
    CalibratedEffect outcome =
        new Discrepancy(before, it.prediction().prior())
            .outcome(test.predicted(), it.prediction().claim().level(), test.error());
    return outcome.low() <= test.observed() && test.observed() <= outcome.high();
  }
}
