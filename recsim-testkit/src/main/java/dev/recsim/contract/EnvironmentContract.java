package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Metric;
import dev.recsim.api.Observation;
import dev.recsim.api.Recycling;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules that every {@link Environment} must satisfy. Extend it and return the
 * environment. If it reads files, also override {@link #source}.
 */
public abstract class EnvironmentContract extends ModelContract {
  private static final RandomKey KEY = RandomKey.root(42).child("environment contract");
  private static final int SESSIONS = 100;
  private static final int PATIENCE = 1_000_000;

  @Test
  @ContractRule(
      "the same key and slates give the same session in every instance, or seeds mean " + "nothing")
  void sameKeyAndSlatesGiveTheSameSessionInAnotherInstance() {
    Environment one = environment();
    Environment other = environment();
    for (int i = 0; i < SESSIONS; i++) {
      assertThat(session(other, i)).as("session %d", i).isEqualTo(session(one, i));
    }
  }

  /**
   * What the environment is created from.
   *
   * @param folder to which the files of the options are relative
   */
  public record Source<C extends Record>(EnvironmentProvider<C> provider, C options, Path folder) {
    /** Creates the environment in another folder. */
    Environment in(Path other) {
      return provider.create(options, other);
    }
  }

  /** What the environment is created from; override it for environments that read files. */
  protected Optional<Source<?>> source() {
    return Optional.empty();
  }

  @Test
  @ContractRule(
      "an environment reads only files that its options declare as @InputFile, or a stored trial "
          + "is used again although a file has changed")
  void onlyDeclaredFilesAreRead() throws Exception {
    if (source().isEmpty()) {
      return;
    }
    Source<?> source = source().get();
    Environment environment = environment();
    try (DeclaredFiles files = new DeclaredFiles(source.options(), source.folder())) {
      Environment alone = source.in(files.folder());
      for (int i = 0; i < SESSIONS; i++) {
        assertThat(session(alone, i))
            .as("session %d, created in a folder with only the declared files", i)
            .isEqualTo(session(environment, i));
      }
    }
  }

  @Test
  @ContractRule(
      "a session depends on its own key and slates only, or results change with the "
          + "order in which sessions are played")
  void sessionDoesNotDependOnWhatHappensInOthers() {
    Environment environment = environment();
    for (int i = 0; i < SESSIONS; i++) {
      List<Object> alone = session(environment, i);
      Session session = environment.open(KEY.child(i));
      Observation seen = session.start();
      List<Object> amongOthers = new ArrayList<>(List.of(Seen.of(seen)));
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        Session other = environment.open(KEY.child(-1 - t));
        other.recommend(slate(environment, other.start(), KEY, t));
        Step step = session.recommend(slate(environment, seen, KEY.child(i), t));
        amongOthers.add(Told.of(step, environment.space()));
        seen = step.next();
        status = step.status();
      }
      assertThat(amongOthers).as("session %d among others", i).isEqualTo(alone);
    }
  }

  @Test
  @ContractRule(
      "an environment has no state of its own, or trials that run at the same time "
          + "disturb each other")
  void environmentIsSharedBetweenThreads() {
    Environment environment = environment();
    List<List<Object>> alone =
        IntStream.range(0, 64).mapToObj(i -> session(environment, i)).toList();
    assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> session(environment, i)).toList())
        .as("64 sessions, played by several threads")
        .isEqualTo(alone);
  }

  @Test
  @ContractRule("start() only reads, or a session depends on how often it is looked at")
  void lookingAtTheStartChangesNothing() {
    Environment environment = environment();
    Space space = environment.space();
    for (int i = 0; i < SESSIONS; i++) {
      Session looked = environment.open(KEY.child(i));
      assertThat(Seen.of(looked.start()))
          .as("start of session %d, again", i)
          .isEqualTo(Seen.of(looked.start()));
      Slate slate = slate(environment, looked.start(), KEY, i);
      assertThat(Told.of(environment.open(KEY.child(i)).recommend(slate), space))
          .as("first step of session %d, without and after a look", i)
          .isEqualTo(Told.of(looked.recommend(slate), space));
    }
  }

  @Test
  @ContractRule(
      "observations and responses never change once they are returned, or learners "
          + "replay a past that did not happen")
  void whatWasSeenAndToldDoesNotChangeAfterwards() {
    Environment environment = environment();
    for (int i = 0; i < SESSIONS; i++) {
      List<Supplier<Object>> lookAgain = new ArrayList<>();
      List<Object> first = session(environment, i, lookAgain);
      assertThat(lookAgain.stream().map(Supplier::get).toList())
          .as("start and steps of session %d, read again after its end", i)
          .isEqualTo(first);
    }
  }

  /** Lent values are the same as others until the next step. */
  @Test
  @ContractRule(
      "a session that reuses its objects (Recycling) shows the same values, or "
          + "results depend on who watches")
  void lentSessionsAreTheSame() {
    Environment environment = environment();
    for (int i = 0; i < SESSIONS; i++) {
      Session lent = environment.open(KEY.child(i));
      Recycling.lend(lent);
      assertThat(session(environment, lent, i, new ArrayList<>()))
          .as("session %d", i)
          .isEqualTo(session(environment, i));
    }
  }

  @Test
  @ContractRule(
      "each session ends after a finite number of steps, and a later step is an "
          + "IllegalStateException, or a run never ends")
  void sessionsEndAndStepsAfterTheEndAreErrors() {
    Environment environment = environment();
    for (int i = 0; i < SESSIONS; i++) {
      Session session = environment.open(KEY.child(i));
      Slate slate = slate(environment, session.start(), KEY, i);
      int steps = 0;
      while (session.recommend(slate).continues()) {
        assertThat(++steps).as("steps without an end or a cut").isLessThan(PATIENCE);
      }
      assertThatThrownBy(() -> session.recommend(slate), "a step after the end of session %d", i)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @ContractRule(
      "states, features, clicks and rewards are finite and within the space, or "
          + "agents read the wrong entries of their tables and networks")
  void everythingSeenAndToldIsInRange() {
    Environment environment = environment();
    Space space = environment.space();
    for (int i = 0; i < SESSIONS; i++) {
      for (Object event : session(environment, i)) {
        (event instanceof Told told ? told.next() : (Seen) event).check(space);
        if (event instanceof Told told) {
          told.check(space);
        }
      }
    }
  }

  @Test
  @ContractRule(
      "a slate that cannot be shown is an IndexOutOfBoundsException or "
          + "IllegalArgumentException, or a broken policy earns rewards")
  void impossibleSlatesAreErrors() {
    Environment environment = environment();
    Space space = environment.space();
    for (int document : new int[] {-1, space.documents()}) {
      int[] slate = IntStream.range(0, space.slateSize()).toArray();
      slate[space.slateSize() - 1] = document;
      assertThatThrownBy(
              () -> environment.open(KEY).recommend(Slate.of(slate)), "document " + document)
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    int[] tooLarge = IntStream.rangeClosed(0, space.slateSize()).toArray();
    tooLarge[space.slateSize()] %= space.documents();
    assertThatThrownBy(
            () -> environment.open(KEY).recommend(Slate.of(tooLarge)),
            "a slate of %d documents",
            tooLarge.length)
        .isInstanceOf(IllegalArgumentException.class);
    if (space.slateSize() == 1) {
      return;
    }
    int[] twice = IntStream.range(0, space.slateSize()).toArray();
    twice[space.slateSize() - 1] = 0;
    assertThatThrownBy(() -> environment.open(KEY).recommend(Slate.of(twice)), "a document twice")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @ContractRule(
      "each metric has a snake_case name, a sentence as description and counters that "
          + "exist, or reports show wrong figures")
  void metricsAreMadeOfCountersThatEverySessionCounts() {
    Environment environment = environment();
    int counters = environment.counters().size();
    int all = counters + environment.sparseCounters();
    assertThat(environment.counters()).as("counters()").doesNotHaveDuplicates();
    assertThat(environment.metrics())
        .extracting(Metric::name)
        .as("metrics()")
        .doesNotHaveDuplicates();
    for (Metric metric : environment.metrics()) {
      assertThat(metric.name()).as("name of a metric").matches("[a-z][a-z0-9_]*");
      assertThat(metric.description()).as("description of %s", metric.name()).endsWith(".");
      assertThatCode(() -> metric.value(new double[all], 1))
          .as("metric %s, computed from the %d counters() by index", metric.name(), counters)
          .doesNotThrowAnyException();
    }
    assertThat(environment.open(KEY).counts())
        .as("counts() of a session, one for each of counters()")
        .hasSize(counters);
    Session session = environment.open(KEY);
    session.recommend(slate(environment, session.start(), KEY, 0));
    assertThat(IntStream.of(session.sparseCounts().counters()).boxed())
        .as("sparseCounts() of a session, of the %d counters behind", all - counters)
        .allMatch(counter -> counter >= counters && counter < all);
  }

  @Test
  @ContractRule("clickProbabilities only reads, or a session depends on what is asked about it")
  void lookingAtTheProbabilitiesOfClicksChangesNothing() {
    Environment environment = environment();
    for (int i = 0; i < SESSIONS; i++) {
      Session looked = environment.open(KEY.child(i));
      Slate slate = slate(environment, looked.start(), KEY, i);
      double[] probabilities = looked.clickProbabilities(slate);
      assertThat(looked.clickProbabilities(slate)).as("asked again").containsExactly(probabilities);
      assertThat(Told.of(environment.open(KEY.child(i)).recommend(slate), environment.space()))
          .as("first step of session %d, without and after asking", i)
          .isEqualTo(Told.of(looked.recommend(slate), environment.space()));
    }
  }

  /**
   * In 500 sessions, the number of clicks on each position, and of slates without a click, is
   * within 6 standard deviations of its expectation. With a random key, a correct environment fails
   * with probability 2e-9 for each position.
   */
  @Test
  @ContractRule(
      "clicks are as frequent as clickProbabilities says, or agents that plan with "
          + "these probabilities are misled")
  void clicksComeAsOftenAsTheirProbabilitiesSay() {
    Environment environment = environment();
    int positions = environment.space().slateSize();
    double[] surplus = new double[positions + 1];
    double[] variance = new double[positions + 1];
    for (int i = 0; i < 500; i++) {
      Session session = environment.open(KEY.child(i));
      Observation seen = session.start();
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        Slate slate = slate(environment, seen, KEY.child(i), t);
        double[] probabilities = session.clickProbabilities(slate);
        Step step = session.recommend(slate);
        seen = step.next();
        status = step.status();
        for (int p = 0; p < probabilities.length; p++) {
          boolean last = p == probabilities.length - 1;
          boolean came = last ? step.response().clicks() == 0 : step.response().isClicked(p);
          surplus[p] += (came ? 1 : 0) - probabilities[p];
          variance[p] += probabilities[p] * (1 - probabilities[p]);
        }
      }
    }
    for (int p = 0; p <= positions; p++) {
      assertThat(surplus[p])
          .as("clicks on position %d (%d: none) beyond the expected number", p, positions)
          .isCloseTo(0, within(6 * Math.sqrt(variance[p]) + 1e-6));
    }
  }

  /** All observations and steps of session i. */
  private static List<Object> session(Environment environment, int i) {
    return session(environment, i, new ArrayList<>());
  }

  /**
   * All observations and steps of session i.
   *
   * @param lookAgain receives suppliers that read each value again later
   */
  private static List<Object> session(
      Environment environment, int i, List<Supplier<Object>> lookAgain) {
    return session(environment, environment.open(KEY.child(i)), i, lookAgain);
  }

  private static List<Object> session(
      Environment environment, Session session, int i, List<Supplier<Object>> lookAgain) {
    Observation start = session.start();
    lookAgain.add(() -> Seen.of(start));
    List<Object> events = new ArrayList<>(List.of(Seen.of(start)));
    Observation seen = start;
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Step step = session.recommend(slate(environment, seen, KEY.child(i), t));
      lookAgain.add(() -> Told.of(step, environment.space()));
      events.add(Told.of(step, environment.space()));
      seen = step.next();
      status = step.status();
      assertThat(t).as("steps without an end or a cut").isLessThan(PATIENCE);
    }
    return events;
  }
}
