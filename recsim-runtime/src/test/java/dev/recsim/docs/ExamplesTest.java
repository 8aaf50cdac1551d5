package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.fits.FitReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The YAML of pages is valid as it stands there: fits, experiments, and keys of experiments, which
 * get an environment and agents. ServeExamplesTest reads that of servers.
 */
class ExamplesTest {
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern SERVER = Pattern.compile("(?m)^(# serve|# application|log:)");
  private static final Pattern FIT = Pattern.compile("(?m)^(# experiments/environments/|accept:)");
  private static final Pattern COMPLETE =
      Pattern.compile("(?m)^(environment|evaluate|ab|extends|experiment):");
  private static final String REST =
      """
      environment: {type: interest_evolution}
      agents: {ranker: {type: random}, new_ranker: {type: myopic}}
      """;

  private static final List<String> PAGES =
      List.of(
          "counterfactual-logs",
          "fit",
          "metrics",
          "onnx",
          "production",
          "python",
          "reality",
          "results",
          "statistics");

  @TempDir Path folder;

  static Stream<Arguments> examples() {
    return PAGES.stream()
        .flatMap(
            page ->
                YAML.matcher(Docs.read(Docs.FOLDER.resolve(page + ".md")))
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> !SERVER.matcher(block).find())
                    .map(block -> Arguments.of(page, block)));
  }

  /** The files that examples name. */
  @BeforeEach
  void files() throws Exception {
    Path environments = Files.createDirectories(folder.resolve("experiments/environments"));
    Files.copy(
        Path.of("../experiments/environments/shop.json"), environments.resolve("shop.json"));
    Files.copy(Path.of("../experiments/shop.yaml"), folder.resolve("experiments/shop.yaml"));
    for (String file : List.of("mine.onnx", "ppo.onnx", "agents/ppo.py", "agents/ppo.zip",
        "agents/dqn.py", "agents/dqn.pt", "agents/popular.py")) {
      Path path = folder.resolve("experiments").resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsValid(String page, String block) throws Exception {
    if (block.startsWith("# experiments/reality/")) {
      assertThat(block).endsWith("experiment: ../shop.yaml\n");
    } else if (FIT.matcher(block).find()) {
      Path file = folder.resolve("experiments/environments/mine.yaml");
      String whole = block.contains("accept:") && !block.contains("environment:");
      Files.writeString(file, block);
      assertThatCode(() -> FitReader.read(file)).doesNotThrowAnyException();
    } else {
      Path file = folder.resolve("experiments/mine.yaml");
      Files.writeString(file, COMPLETE.matcher(block).find() ? block : block + REST);
      assertThat(ExperimentReader.readAll(folder.resolve("experiments"), file, List.of()))
          .isNotNull();
    }
  }
}
