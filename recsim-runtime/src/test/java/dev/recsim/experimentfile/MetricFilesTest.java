package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.Options.InputFile;
import dev.recsim.env.metric.RewardReachedProvider;
import dev.recsim.env.metric.RewardReachedProvider.RewardReached;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics that read files. */
class MetricFilesTest {
  private static final String YAML =
      """
      environment: {type: long_term_satisfaction}
      agents: {a: {type: random}}
      metrics: {good: {type: from_file, file: reward.txt}}
      """;

  @TempDir Path folder;

  /** Counts sessions whose reward reaches that in a file. */
  public static final class FromFile implements MetricProvider<FromFile.Options> {
    /** The file. */
    public record Options(@InputFile String file) {}

    @Override
    public String name() {
      return "from_file";
    }

    @Override
    public Options defaults() {
      return new Options(null);
    }

    @Override
    public Measure create(Options options, Environment environment) {
      throw new IllegalStateException("needs a folder");
    }

    @Override
    public Measure create(Options options, Environment environment, Path folder) {
      try {
        double reward = Double.parseDouble(Files.readString(folder.resolve(options.file())));
        return new RewardReachedProvider().create(new RewardReached(reward), environment);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void theirFilesAreInFingerprintsAndNoPartOfTheArena() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(MetricProvider.class.getName()), FromFile.class.getName() + "\n");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader own = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(own);
      ExperimentSpec three = read("3");
      ExperimentSpec four = read("4");

      assertThat(three.files()).containsOnlyKeys("reward.txt");
      assertThat(four.fingerprint()).isNotEqualTo(three.fingerprint());
      assertThat(four.agents().get(0).fingerprint())
          .isNotEqualTo(three.agents().get(0).fingerprint());
      Definition definition = Definition.of(four.resolved(), four.files());
      assertThat(definition.arena()).doesNotContainKey("reward.txt");
      assertThat(definition.rest()).containsKey("reward.txt");
      assertThat(Environments.of(four).metrics()).anyMatch(it -> it.name().equals("good"));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private ExperimentSpec read(String reward) throws Exception {
    Files.writeString(folder.resolve("reward.txt"), reward);
    return ExperimentReader.read(Files.writeString(folder.resolve("e.yaml"), YAML));
  }
}
