package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Components whose answers would spoil a run are found when the experiment is read. */
class BrokenComponentsTest {
  @TempDir Path folder;

  private ClassLoader before;
  private URLClassLoader withOwn;

  @BeforeEach
  void register() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(EnvironmentProvider.class.getName()), OwnEnvironment.class.getName());
    Files.writeString(services.resolve(MetricProvider.class.getName()), Counted.class.getName());
    before = Thread.currentThread().getContextClassLoader();
    withOwn = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(withOwn);
  }

  @AfterEach
  void unregister() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    withOwn.close();
  }

  /** What a component answers wrong. */
  public enum Fault {
    NONE,
    NO_MODEL,
    NO_COUNTER,
    NULL_METRIC,
    NULL
  }

  public record Options(Fault fault) {}

  /** An environment that says of itself what cannot be. */
  public static final class OwnEnvironment implements EnvironmentProvider<Options> {
    @Override
    public String name() {
      return "own_world";
    }

    @Override
    public Options defaults() {
      return new Options(Fault.NONE);
    }

    @Override
    public Environment create(Options options, Path directory) {
      return new Odd(options.fault());
    }
  }

  private record Odd(Fault fault) implements Environment {
    @Override
    public Space space() {
      return new Space(2, 1, 1);
    }

    @Override
    public Session open(RandomKey key) {
      throw new AssertionError("reading a file opens no session");
    }

    @Override
    public List<Metric> metrics() {
      return switch (fault) {
        case NO_COUNTER -> List.of(new Metric.Quotient("plays", "Plays.", 7, Metric.SESSIONS));
        case NULL_METRIC -> List.of(new Metric.Quotient("plays", null, 0, Metric.SESSIONS));
        default -> List.of();
      };
    }

    @Override
    public Optional<FiniteMdp> model() {
      return fault == Fault.NO_MODEL ? null : Optional.empty();
    }
  }

  /** A metric that cannot be made, or does not say what it is. */
  public static final class Counted implements MetricProvider<Options> {
    @Override
    public String name() {
      return "own_metric";
    }

    @Override
    public Options defaults() {
      return new Options(Fault.NONE);
    }

    @Override
    public Measure create(Options options, Environment environment) {
      return options.fault() == Fault.NULL ? null : new Nameless();
    }
  }

  private static final class Nameless implements Measure {
    @Override
    public String description() {
      return null;
    }

    @Override
    public Count open() {
      throw new AssertionError("reading a file counts nothing");
    }
  }

  @Test
  void environmentIsAskedForItsModelAndItsMetrics() {
    assertThat(problem("environment: {type: own_world, fault: no_model}"))
        .startsWith(
            "1:14: environment of type own_world (" + OwnEnvironment.class.getName() + ") cannot ")
        .endsWith(" be used: " + Odd.class.getName() + ".model() returned null");
    assertThat(problem("environment: {type: own_world, fault: no_counter}"))
        .contains("cannot be used: " + Odd.class.getName() + ".metrics() threw ", ": Index 7 ");
    assertThat(problem("environment: {type: own_world, fault: null_metric}"))
        .contains(Odd.class.getName() + ".metrics() threw java.lang.NullPointerException: descr");
  }

  @Test
  void metricIsAskedForItsDescription() {
    String environment =
        "environment: {type: own_world}\nmetrics: {m: {type: own_metric, fault: \"%s\"}}";
    String own = "2:14: m of type own_metric (" + Counted.class.getName() + ") cannot be used: ";
    assertThat(problem(environment.formatted("null"))).isEqualTo(own + "create() returned null");
    assertThat(problem(environment.formatted("none")))
        .isEqualTo(own + Nameless.class.getName() + ".description() returned null");
  }

  private String problem(String yaml) {
    Path file = folder.resolve("x.yaml");
    InvalidExperiment invalid =
        catchThrowableOfType(
            InvalidExperiment.class,
            () ->
                ExperimentReader.read(
                    Files.writeString(file, yaml + "\nagents: {a: {type: random}}\n")));
    assertThat(invalid.problems()).hasSize(1);
    return invalid.problems().get(0).toString().replace(file + ":", "");
  }
}
