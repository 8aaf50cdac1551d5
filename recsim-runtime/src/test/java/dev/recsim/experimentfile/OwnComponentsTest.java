package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.recsim.agent.RandomProvider;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.ExactlyOne;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.yaml.Problem;
import dev.recsim.yaml.binding.RecordShape;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Components that a user might bring, found by ServiceLoader like our own. */
class OwnComponentsTest {
  @TempDir Path folder;

  private ClassLoader before;
  private URLClassLoader withOwn;

  @BeforeEach
  void register() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(EnvironmentProvider.class.getName()), Moody.class.getName() + "\n");
    Files.writeString(services.resolve(AgentProvider.class.getName()), Own.class.getName() + "\n");
    Files.writeString(
        services.resolve(MetricProvider.class.getName()), Broken.class.getName() + "\n");
    Moody.made = 0;
    before = Thread.currentThread().getContextClassLoader();
    withOwn = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(withOwn);
  }

  @AfterEach
  void unregister() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    withOwn.close();
  }

  /** What else an option may be, and checks of the record's own. */
  public record OwnOptions(
      @Description("Least.") int low,
      int high,
      boolean loud,
      String label,
      List<String> tags,
      List<Step> steps,
      @Range(min = 0, max = 1) Ramp ramp,
      Way way) {
    public OwnOptions {
      InvalidOption.unless(low != 13, "low", "must not be 13");
      InvalidOption.unless(low <= high, "high", "must be low or more, but is " + high);
      InvalidOption.unless(!"x".equals(label), "label", "must not be x");
      if (loud && low == 7) {
        throw new IllegalArgumentException("cannot be loud at 7");
      }
      if (low == 9) {
        throw new ArithmeticException("nine");
      }
    }
  }

  public record Step(long size, Integer often) {}

  public record Ramp(double from, double to) {
    public static Ramp of(double value) {
      return new Ramp(value, value);
    }
  }

  @ExactlyOne
  public record Way(Double straightAhead, String roundAbout) {}

  @Description("An agent of the user's own.")
  public static final class Own implements AgentProvider<OwnOptions> {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public OwnOptions defaults() {
      return new OwnOptions(
          1, 10, false, null, List.of(), List.of(), Ramp.of(0.5), new Way(1.0, null));
    }

    @Override
    public void check(OwnOptions options, Environment environment) {
      InvalidOption.unless(options.low() != 5, "type", "own agents do not like 5 here");
      InvalidOption.unless(options.low() != 6, "steps[1].size", "must be odd");
      if (options.low() == 8) {
        throw new IllegalArgumentException("nothing goes at 8");
      }
      if (options.low() == 10) {
        throw new NumberFormatException("ten");
      }
    }

    @Override
    public Agent create(OwnOptions options, Environment environment, RandomKey key) {
      return new RandomProvider().create(new RandomProvider().defaults(), environment, key);
    }
  }

  public record MoodOptions(int mood) {}

  /** Fails in every way there is. */
  public static final class Moody implements EnvironmentProvider<MoodOptions> {
    private static int made;

    @Override
    public String name() {
      return "own_world";
    }

    @Override
    public MoodOptions defaults() {
      return new MoodOptions(0);
    }

    @Override
    public Environment create(MoodOptions options, Path directory) {
      InvalidOption.unless(options.mood() != 1, "mood", "cannot be satisfied");
      if (options.mood() == 2) {
        throw new InvalidFile(directory.resolve("moods.txt"), 3, 4, "is moody");
      }
      if (options.mood() == 3) {
        throw new IllegalArgumentException("is in no mood");
      }
      if (options.mood() == 4) {
        throw new OutOfMemoryError();
      }
      if (options.mood() == 5) {
        throw new IllegalStateException("boom");
      }
      if (options.mood() >= 6) {
        return options.mood() == 6 ? null : new Odd(options.mood());
      }
      made++;
      TransitionMatrixProvider provider = new TransitionMatrixProvider();
      return provider.create(provider.defaults(), directory);
    }
  }

  @Test
  void optionsOfEveryTypeAreReadAndWrittenBack() throws Exception {
    String agent =
        "low: 2, loud: true, label: a b, tags: [on, \"1\"], ramp: 0.25, way: {round_about: yes},"
            + " steps: [{size: 9000000000}, {size: 1, often: 3}]";
    ExperimentSpec spec = read("", agent);

    OwnOptions expected =
        new OwnOptions(
            2,
            10,
            true,
            "a b",
            List.of("on", "1"),
            List.of(new Step(9_000_000_000L, null), new Step(1, 3)),
            Ramp.of(0.25),
            new Way(null, "yes"));
    assertThat(spec.agents().get(0).options()).isEqualTo(expected);
    assertThat(again(spec).agents().get(0).options()).isEqualTo(expected);
    assertThat(again(spec).resolved()).isEqualTo(spec.resolved());
  }

  @Test
  void emptyListsAreWrittenBackToo() throws Exception {
    ExperimentSpec spec = read("", "low: 3");

    assertThat(spec.resolved()).contains("tags: []\n", "steps: []\n");
    assertThat(again(spec).agents().get(0).options()).isEqualTo(spec.agents().get(0).options());
  }

  @Test
  void recordsOwnChecksAreAllToldAtTheirKeys() {
    assertThat(problems("", "low: 13, high: 0, label: x, loud: 1"))
        .containsExactly(
            "3:23: low must not be 13",
            "3:33: high must be low or more, but is 0",
            "3:43: label must not be x",
            "3:52: loud must be true or false, not 1");
    assertThat(problems("", "low: 7, loud: true")).containsExactly("3:6: cannot be loud at 7");
  }

  @Test
  void nestedOptionsAreCheckedToo() {
    assertThat(problems("", "ramp: 2, way: {}, steps: [{often: 1}, 5, {size: 1, of: 2}]"))
        .containsExactly(
            "3:24: ramp must be between 0 and 1, but is 2",
            "3:32: way needs exactly one of straight_ahead and round_about, but has 0",
            "3:44: steps[0] lacks the key \"size\"; write it too",
            "3:56: steps[1] must be a mapping, not 5",
            "3:69: unknown key \"of\"; known keys: size, often");
  }

  @Test
  void whatAnAgentSaysOfTheEnvironmentIsToldAtItsPlace() {
    assertThat(problems("", "low: 5")).containsExactly("3:13: own agents do not like 5 here");
    assertThat(problems("", "low: 6, steps: [{size: 1}, {size: 2}]"))
        .containsExactly("3:52: steps[1].size must be odd");
    assertThat(problems("", "low: 6, steps: [{size: 1}]"))
        .containsExactly("3:33: steps[1].size must be odd");
    assertThat(problems("", "low: 8")).containsExactly("3:6: a nothing goes at 8");
  }

  @Test
  void whatAEnvironmentSaysOfItselfIsToldAtItsPlace() {
    assertThat(problems("mood: 1", "low: 1")).containsExactly("1:38: mood cannot be satisfied");
    assertThat(problems("mood: 2", "low: 1")).containsExactly("moods.txt:3:4: is moody");
    assertThat(problems("mood: 3", "low: 1")).containsExactly("1:14: environment is in no mood");
    assertThat(problems("mood: 4", "low: 1"))
        .containsExactly("1:14: environment needs more memory than there is; make it smaller");
  }

  /** Answers only what it must to be asked for its space. */
  private record Odd(int mood) implements Environment {
    @Override
    public Space space() {
      if (mood == 7) {
        return null;
      }
      throw new UnsupportedOperationException("no space");
    }

    @Override
    public Session open(RandomKey key) {
      throw new AssertionError("reading a file opens no session");
    }
  }

  /** A metric that cannot be made. */
  public static final class Broken implements MetricProvider<MoodOptions> {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public MoodOptions defaults() {
      return new MoodOptions(0);
    }

    @Override
    public Measure create(MoodOptions options, Environment environment) {
      throw new StackOverflowError();
    }
  }

  @Test
  void whatComponentsThrowIsToldWithTheirTypeTheirClassAndTheLine() {
    String own = "environment of type own_world \\(" + nested("Moody") + "\\) cannot be used: ";
    assertThat(problems("mood: 5", "low: 1"))
        .singleElement(STRING)
        .matches(
            "1:14: "
                + own
                + "create\\(\\) threw java.lang.IllegalStateException: boom, at "
                + nested("Moody.create\\(OwnComponentsTest.java:[0-9]+\\)"));
    assertThat(problems("mood: 6", "low: 1"))
        .singleElement(STRING)
        .matches("1:14: " + own + "create\\(\\) returned null");
    assertThat(problems("mood: 7", "low: 1"))
        .singleElement(STRING)
        .matches("1:14: " + own + nested("Odd.space\\(\\) returned null"));
    assertThat(problems("mood: 8", "low: 1"))
        .singleElement(STRING)
        .matches(
            "1:14: "
                + own
                + nested("Odd.space\\(\\) threw java.lang.UnsupportedOperationException: ")
                + "no space, at "
                + nested("Odd.space\\(OwnComponentsTest.java:[0-9]+\\)"));
    assertThat(problems("", "low: 9"))
        .singleElement(STRING)
        .matches(
            "3:6: the constructor of "
                + nested("OwnOptions threw java.lang.ArithmeticException: nine, at ")
                + nested("OwnOptions.<init>\\(OwnComponentsTest.java:[0-9]+\\)"));
    assertThat(problems("", "low: 10"))
        .singleElement(STRING)
        .startsWith("3:6: a of type own (" + Own.class.getName() + ") cannot be used: check() ")
        .contains("threw java.lang.NumberFormatException: ten, at " + Own.class.getName());
    assertThat(problems("", "low: 1}\nmetrics:\n  m: {type: broken"))
        .singleElement(STRING)
        .startsWith("5:6: m of type broken (" + Broken.class.getName() + ") cannot be used: ")
        .contains("create() threw java.lang.StackOverflowError, at " + Broken.class.getName());
  }

  private static String nested(String name) {
    return "dev.recsim.experimentfile.OwnComponentsTest\\$" + name;
  }

  @Test
  void environmentIsMadeOnceForAllThatHaveTheSame() throws Exception {
    String sweep = "low: 1}\nsweep: {training.epochs: [1, 2, 3], environment.mood: [-1, -2]";
    Path file = Files.writeString(folder.resolve("x.yaml"), yaml("mood: 0", sweep));
    List<ExperimentSpec> specs = ExperimentReader.read(folder, file, List.of());

    assertThat(specs).hasSize(6);
    assertThat(Moody.made).isEqualTo(2);
    assertThat(specs.stream().map(Environments::of).distinct()).hasSize(2);
    assertThat(Moody.made).isEqualTo(2);
  }

  @Test
  void schemaKnowsThem() {
    assertThat(ExperimentSchema.render())
        .contains("own_world", "An agent of the user's own.", "\"round_about\"", "\"Least.\"");
  }

  @Test
  void twoComponentsOfOneNameAreAConflict() throws IOException {
    Files.writeString(
        folder.resolve("META-INF/services").resolve(AgentProvider.class.getName()),
        Own.class.getName() + "\n" + Twin.class.getName() + "\n");

    assertThatThrownBy(() -> read("", "low: 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two components are called own");
  }

  /** Has the name of another. */
  public static final class Twin implements AgentProvider<MoodOptions> {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public MoodOptions defaults() {
      return new MoodOptions(0);
    }

    @Override
    public Agent create(MoodOptions options, Environment environment, RandomKey key) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void optionsOfAnotherTypeAreRefusedByName() {
    record Odd(Object thing) {}

    assertThatThrownBy(() -> RecordShape.of(new Odd(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object")
        .hasMessageContaining("use int, long, double");
  }

  private List<String> problems(String environment, String agent) {
    return catchThrowableOfType(InvalidExperiment.class, () -> read(environment, agent))
        .problems()
        .stream()
        .map(Problem::toString)
        .map(problem -> problem.replace(folder.resolve("x.yaml") + ":", ""))
        .map(problem -> problem.replace(folder.resolve("moods.txt").toString(), "moods.txt"))
        .toList();
  }

  private ExperimentSpec read(String environment, String agent) throws Exception {
    return ExperimentReader.read(
        Files.writeString(folder.resolve("x.yaml"), yaml(environment, agent)));
  }

  private static String yaml(String environment, String agent) {
    return "environment: {type: own_world, %s}\nagents:\n  a: {type: own, %s}\n"
        .formatted(environment.isEmpty() ? "mood: 0" : environment, agent);
  }

  private ExperimentSpec again(ExperimentSpec spec) throws Exception {
    return ExperimentReader.read(Files.writeString(folder.resolve("y.yaml"), spec.resolved()));
  }
}
