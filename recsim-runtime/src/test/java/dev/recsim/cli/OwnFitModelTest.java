package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.rates.RatesProvider;
import dev.recsim.experimentfile.fits.FitSchema;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that writes a model of a log: its service file, its fit, and agents in it. */
@Tag("slow")
class OwnFitModelTest {
  private static final Path PAGE = Path.of("../docs/write-a-fit-model.md");
  private static final String EXPERIMENT =
      """
      environment: {type: fitted, file: environments/shop.json%s}
      agents: {random: {type: random}, thompson: {type: thompson_sampling}}
      evaluation: {sessions: 50}
      trials: {seeds: 0..1}
      """;

  @TempDir Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader own;
  private Path environments;

  @BeforeEach
  void write() throws IOException {
    String service = block("text");
    assertThat(service).isEqualTo(RatesProvider.class.getName() + "\n");
    Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve(FitModelProvider.class.getName()), service);
    own = new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(own);
    environments = Files.createDirectories(folder.resolve("experiments/environments"));
    Files.writeString(environments.resolve("shop.yaml"), block("yaml"));
    Files.writeString(environments.resolve("log.csv"), log());
    Files.writeString(folder.resolve("experiments/shop.yaml"), EXPERIMENT.formatted(""));
  }

  @AfterEach
  void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    own.close();
  }

  private static String block(String language) throws IOException {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(Files.readString(PAGE))
        .results()
        .map(it -> it.group(1))
        .findFirst()
        .orElseThrow();
  }

  /** Users accept documents 0 to 2 at rates of 20, 50 and 80 %, wherever they are. */
  private static String log() {
    StringBuilder log = new StringBuilder("visit,at,shown,accepted\n");
    for (int i = 0; i < 2_000; i++) {
      RandomKey key = RandomKey.root(3).child(i);
      int shown = key.below(0, 3);
      boolean accepted = key.uniform(1) < 0.2 + 0.3 * shown;
      log.append("%s,%s,%s,%s\n".formatted(i / 4, key.below(2, 3), shown, accepted ? 1 : 0));
    }
    return log.toString();
  }

  @Test
  void isFittedWrittenRestoredAndPlayed() throws Exception {
    Printed fit = Printed.by(folder, "fit");
    assertThat(fit.errors()).isEmpty();
    assertThat(fit.text()).contains("shop: ", "wrote ", "shop.json");
    assertThat(Files.readString(environments.resolve("shop.json")))
        .contains("\"model\": \"rates\"", "\"parameters\": {\"steps\": 4, \"accept\": [0.")
        .contains("The model gains ", " nats a decision over responses on held-out sessions");
    assertThat(Files.readString(folder.resolve("reports/environments/shop/index.html")))
        .contains("steps of a session", "How attractive each document is", "equal rates");
    Printed run = Printed.by(folder, "run");
    assertThat(run.errors()).isEmpty();
    assertThat(run.text())
        .contains("thompson earns ", "environment shop: how much the log leaves open");
    assertThat(Printed.by(folder, "check").text())
        .contains("environment shop: ", "recsim:check passed");
    assertThat(FitSchema.render()).contains("\"rates\"");
  }

  @Test
  void slatesThatTheModelDoesNotHaveAreRefused() throws Exception {
    Printed.by(folder, "fit");
    Files.writeString(
        folder.resolve("experiments/shop.yaml"), EXPERIMENT.formatted(", slate_size: 2"));
    assertThat(Printed.by(folder, "run").errors())
        .contains("shop.yaml:1:")
        .contains("slate_size must be at most 1 with this model");
  }

  @Test
  void fileWithoutItsLibraryIsRefused() throws Exception {
    Printed.by(folder, "fit");
    Thread.currentThread().setContextClassLoader(before);
    assertThat(Printed.by(folder, "run").errors())
        .contains(
            "shop.json: is of the model rates, which is not on the class path; add the library that has it");
    assertThat(Printed.by(folder, "fit").errors())
        .contains("shop.yaml:3:15: unknown fit model type \"rates\"")
        .contains("known types: cascade, chain_mixture, ");
  }
}
