package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.app.UserError;
import dev.recsim.random.RandomKey;
import dev.recsim.store.Safetensors;
import dev.recsim.store.SavedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportVerbTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        learner: {type: actor_critic, hidden: [8], engine: java}
      training: {warmup_sessions: 10, epochs: 1, updates_per_epoch: 5}
      evaluation: {sessions: 2}
      trials: {seeds: 0..1}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeExperiment() throws IOException {
    Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(folder.resolve("experiments/small.yaml"), EXPERIMENT);
  }

  @Test
  void everyTrialWithNetworksIsExported() throws Exception {
    new Verbs(arguments("run"), Map.of()).call();
    new Verbs(arguments("export"), Map.of()).call();
    try (Stream<Path> all = Files.list(folder.resolve("export/small"))) {
      assertThat(all.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("learner-seed-0", "learner-seed-1");
    }
    Path saved = folder.resolve("reports/small/trials/learner-seed-1.safetensors");
    assertThat(actions(SavedPolicy.load(folder.resolve("export/small/learner-seed-1"))))
        .isEqualTo(actions(SavedPolicy.load(saved)));
    assertThat(Safetensors.read(saved).metadata())
        .containsEntry("experiment", "small")
        .containsEntry("agent", "learner")
        .containsEntry("seed", "1")
        .containsEntry("engine", "java")
        .containsEntry("type", "actor_critic");
  }

  @Test
  void oneTrialCanBeChosen() throws Exception {
    new Verbs(arguments("run"), Map.of()).call();
    new Verbs(arguments("export", "--trial=learner-seed-1"), Map.of()).call();
    assertThat(folder.resolve("export/small/learner-seed-1")).isNotEmptyDirectory();
    assertThat(folder.resolve("export/small/learner-seed-0")).doesNotExist();
  }

  @Test
  void whatWasNotRunOrHasNoNetworksIsAnError() throws Exception {
    assertThatThrownBy(() -> new Verbs(arguments("export"), Map.of()).call())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no finished trial with networks in [small]");
    new Verbs(arguments("run"), Map.of()).call();
    assertThatThrownBy(
            () -> new Verbs(arguments("export", "--trial=random-seed-0"), Map.of()).call())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no finished trial random-seed-0");
    Files.writeString(folder.resolve("experiments/small.yaml"), EXPERIMENT.replace("[8]", "[9]"));
    assertThatThrownBy(() -> new Verbs(arguments("export"), Map.of()).call())
        .isInstanceOf(UserError.class);
  }

  private Arguments arguments(String verb, String... more) throws UserError {
    Stream<String> places =
        Stream.of("experiments", "reports").map(key -> "--" + key + "=" + folder.resolve(key));
    Stream<String> output = Stream.of("--output=" + folder.resolve("export"));
    return Arguments.parse(
        Stream.of(Stream.of(verb), places, output, Arrays.stream(more))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  private static int[] actions(Policy policy) {
    return IntStream.range(0, 10)
        .map(state -> policy.recommend(new Observation(state), RandomKey.root(0)).document(0))
        .toArray();
  }
}
