package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.example.moods.MoodsProvider;
import com.example.shop.ShopAgent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.experimentfile.record.RecordReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The YAML of pages is valid as it stands there: experiments, fits, records, and keys of these,
 * which get what a file needs besides. ServeExamplesTest reads that of servers, SearchPageTest what
 * a search writes.
 */
class ExamplesTest {
  private static final Pattern YAML = Pattern.compile("(?ms)^( *)```yaml\\n(.*?)^ *```$");

  /** Files of servers, and what a search writes. */
  private static final Pattern OTHER =
      Pattern.compile("(?m)^(# serve|# application|log:|# Options of )");

  private static final Pattern FIT = Pattern.compile("(?m)^(# experiments/environments/|accept:)");
  private static final Pattern WHOLE_FIT = Pattern.compile("(?m)^(environment|model):");
  private static final Pattern WHOLE = Pattern.compile("(?m)^(environment|evaluate|ab|extends):");
  private static final String REST =
      """
      environment: {type: interest_evolution}
      agents: {ranker: {type: random}, new_ranker: {type: greedy}}
      """;

  private static final String REST_OF_A_FIT =
      """
      logs: {file: ../data/log.csv, columns: {session: v, state: [at], action: a, reward: r}}
      model: {type: responses}
      """;

  private static final List<String> PAGES =
      List.of(
          "../README",
          "README",
          "baselines",
          "counterfactual-logs",
          "experiments",
          "fit",
          "ids",
          "large-catalogues",
          "metrics",
          "onnx",
          "production",
          "python",
          "reality",
          "recsim-to-recsim",
          "results",
          "search",
          "statistics",
          "write-an-environment",
          "your-recommender");

  /** Types that pages write. */
  private static final Map<Class<?>, Class<?>> OWN =
      Map.of(AgentProvider.class, ShopAgent.class, EnvironmentProvider.class, MoodsProvider.class);

  @TempDir Path folder;

  static Stream<Arguments> examples() {
    return PAGES.stream()
        .flatMap(
            page ->
                YAML.matcher(Docs.read(Docs.FOLDER.resolve(page + ".md")))
                    .results()
                    .map(block -> block.group(2).replaceAll("(?m)^" + block.group(1), ""))
                    .filter(block -> !OTHER.matcher(block).find())
                    .map(block -> Arguments.of(page, block)));
  }

  /** The files that examples name. */
  @BeforeEach
  void files() throws Exception {
    Path environments = Files.createDirectories(folder.resolve("experiments/environments"));
    Files.copy(Path.of("../experiments/environments/shop.json"), environments.resolve("shop.json"));
    for (String file :
        List.of("shop.yaml", "quick.yaml", "notebook.yaml", "data/notebook-acceptance.csv")) {
      Path path = folder.resolve("experiments").resolve(file);
      Files.createDirectories(path.getParent());
      Files.copy(Path.of("../experiments").resolve(file), path);
    }
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    for (Map.Entry<Class<?>, Class<?>> type : OWN.entrySet()) {
      Files.writeString(services.resolve(type.getKey().getName()), type.getValue().getName());
    }
    for (String file :
        List.of(
            "mine.onnx",
            "ppo.onnx",
            "agents/ppo.py",
            "agents/ppo.zip",
            "agents/dqn.py",
            "agents/dqn.pt",
            "agents/popular.py")) {
      Path path = folder.resolve("experiments").resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsValid(String page, String block) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader own = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(own);
      read(block);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void read(String block) throws Exception {
    Path home = folder.resolve("experiments");
    if (block.startsWith("# experiments/reality/")) {
      Path file = Files.createDirectory(home.resolve("reality")).resolve("shop.yaml");
      Files.writeString(file, block);
      assertThatCode(() -> RecordReader.read(home, file)).doesNotThrowAnyException();
    } else if (FIT.matcher(block).find()) {
      Path file = home.resolve("environments/mine.yaml");
      Files.writeString(file, WHOLE_FIT.matcher(block).find() ? block : block + REST_OF_A_FIT);
      assertThatCode(() -> FitReader.read(file)).doesNotThrowAnyException();
    } else {
      Path file = home.resolve("mine.yaml");
      // A line of a mapping of agents stands on a page as it does in a file.
      String keys =
          block.startsWith("  ") ? "environment: {type: transition_matrix}\nagents:\n" : "";
      String all = keys + block;
      Files.writeString(file, WHOLE.matcher(all).find() ? all : all + REST);
      assertThatCode(() -> ExperimentReader.readAll(home, file, List.of()))
          .doesNotThrowAnyException();
    }
  }
}
