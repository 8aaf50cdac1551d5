package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.recsim.api.Environment;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests the rules that every metric of an experiment must satisfy. Extend it and override the
 * abstract methods.
 *
 * @param <C> record of the provider's options
 */
public abstract class MetricContract<C extends Record> {
  private static final RandomKey KEY = RandomKey.root(42).child("metric contract");
  private static final int SESSIONS = 50;

  @SuppressWarnings("this-escape") // asked during tests only
  @RegisterExtension
  final ContractMessages messages = new ContractMessages(() -> ContractMessages.name(measure()));

  /** The provider of the metrics to test. */
  protected abstract MetricProvider<C> provider();

  /** The environment in which the metrics count. */
  protected abstract Environment environment();

  /** The options of the metrics to test. */
  protected C options() {
    return provider().defaults();
  }

  /** The counts of a session after a step: sums by index. */
  private record Counted(SortedMap<Integer, Double> sums) {}

  /** A step with the observation before it. */
  private record Taken(Observation seen, Slate slate, Step step) {}

  @Test
  @ContractRule(
      "description() is a sentence that ends with a full stop, because reports print "
          + "it as one")
  void descriptionIsASentence() {
    assertThat(measure().description()).as("description()").matches("[A-Z].*\\.");
  }

  @Test
  @ContractRule("better() is a direction, because guards and reports need it")
  void directionIsDeclared() {
    assertThat(measure().better()).as("better()").isNotNull().isEqualTo(measure().better());
  }

  @Test
  @ContractRule("counts are finite, or one session makes the mean of all sessions meaningless")
  void whatIsCountedIsFinite() {
    Measure measure = measure();
    for (int i = 0; i < SESSIONS; i++) {
      for (Counted counted : count(measure, steps(i))) {
        assertThat(counted.sums().values())
            .as("sums() in session %d", i)
            .allMatch(Double::isFinite);
      }
    }
  }

  @Test
  @ContractRule("the same steps give the same counts in every instance, or seeds mean nothing")
  void sameStepsGiveTheSameCountsInAnotherInstance() {
    Measure measure = measure();
    for (int i = 0; i < SESSIONS; i++) {
      assertThat(count(measure(), steps(i)))
          .as("counts of session %d", i)
          .isEqualTo(count(measure, steps(i)));
    }
  }

  @Test
  @ContractRule("every sum that a session counts exists, or it is added to another metric")
  void sumsExist() {
    Measure measure = measure();
    assertThat(measure.sums()).as("sums() of the measure").isPositive();
    for (int i = 0; i < SESSIONS; i++) {
      List<Counted> counted = count(measure, steps(i));
      assertThat(counted.get(counted.size() - 1).sums().keySet())
          .as("sums() of session %d", i)
          .allMatch(sum -> sum >= 0 && sum < measure.sums());
    }
    assertThatCode(() -> measure.value(new double[measure.sums()], SESSIONS))
        .as("value() where nothing was counted")
        .doesNotThrowAnyException();
  }

  @Test
  @ContractRule("sums() only reads, or a metric depends on how often it is looked at")
  void lookingAtTheCountsChangesNothing() {
    Measure measure = measure();
    for (int i = 0; i < SESSIONS; i++) {
      Measure.Count unlooked = measure.open();
      List<Taken> steps = steps(i);
      steps.forEach(it -> unlooked.add(it.seen(), it.slate(), it.step()));
      List<Counted> looked = count(measure, steps);
      assertThat(counted(unlooked))
          .as("session %d, read once or after each step", i)
          .isEqualTo(looked.get(looked.size() - 1));
    }
  }

  /** Plays all sessions in lock step, as an evaluation does. */
  @Test
  @ContractRule(
      "each session is counted separately, because an evaluation plays many sessions " + "at once")
  void sessionsThatArePlayedAtOnceDoNotMix() {
    Measure measure = measure();
    List<List<Taken>> sessions = IntStream.range(0, SESSIONS).mapToObj(this::steps).toList();
    List<Measure.Count> counts = sessions.stream().map(it -> measure.open()).toList();
    int longest = sessions.stream().mapToInt(List::size).max().orElseThrow();
    for (int t = 0; t < longest; t++) {
      for (int i = 0; i < SESSIONS; i++) {
        if (t < sessions.get(i).size()) {
          Taken taken = sessions.get(i).get(t);
          counts.get(i).add(taken.seen(), taken.slate(), taken.step());
        }
      }
    }
    for (int i = 0; i < SESSIONS; i++) {
      List<Counted> alone = count(measure(), sessions.get(i));
      assertThat(counted(counts.get(i)))
          .as("session %d, among others and alone", i)
          .isEqualTo(alone.get(alone.size() - 1));
    }
  }

  private Measure measure() {
    return provider().create(options(), environment());
  }

  private static List<Counted> count(Measure measure, List<Taken> steps) {
    Measure.Count count = measure.open();
    List<Counted> counted = new ArrayList<>(List.of(counted(count)));
    for (Taken taken : steps) {
      count.add(taken.seen(), taken.slate(), taken.step());
      counted.add(counted(count));
    }
    return counted;
  }

  private static Counted counted(Measure.Count count) {
    SortedMap<Integer, Double> sums = new TreeMap<>();
    Session.Sparse counts = count.sums();
    for (int i = 0; i < counts.counters().length; i++) {
      sums.merge(counts.counters()[i], counts.counts()[i], Double::sum);
    }
    return new Counted(sums);
  }

  /** Plays a session in which random documents are shown. */
  private List<Taken> steps(int index) {
    Environment environment = environment();
    RandomKey key = KEY.child(index);
    Session session = environment.open(key);
    List<Taken> steps = new ArrayList<>();
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Slate slate =
          Slate.random(
              seen.documents(environment.space()),
              environment.space().slateSize(),
              key.child("slate").child(t));
      Step step = session.recommend(slate);
      steps.add(new Taken(seen, slate, step));
      seen = step.next();
      status = step.status();
    }
    return steps;
  }
}
