package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.report.page.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The claim over 100 worlds of {@code shop} in docs/reality.md. */
@Tag("nightly")
class WorldPageOfDocsTest {
  private static final Path EXPERIMENTS = Path.of("../experiments");

  @TempDir Path folder;

  @Test
  void pageSaysWhatTheShopShows() throws Exception {
    String page = Files.readString(Path.of("../docs/reality.md")).replace("\r\n", "\n");
    Path environments = Files.createDirectories(folder.resolve("experiments/environments"));
    Files.copy(EXPERIMENTS.resolve("shop.yaml"), folder.resolve("experiments/shop.yaml"));
    try (Stream<Path> files = Files.list(EXPERIMENTS.resolve("environments"))) {
      for (Path file : files.toList()) {
        Files.copy(file, environments.resolve(file.getFileName()));
      }
    }
    String yaml = page.split("```yaml\nextends: shop.yaml")[1].split("```")[0];
    Files.writeString(folder.resolve("experiments/shop-worlds.yaml"), "extends: shop.yaml" + yaml);

    Printed ran = Printed.by(folder, "run", "--experiment=shop-worlds", "--parallelism=2");
    JsonNode study =
        new ObjectMapper()
            .readTree(folder.resolve("reports/shop-worlds/results.json").toFile())
            .get("worlds")
            .get(0);

    assertThat(page).contains("```text\n" + study.get("summary").asText() + "\n```");
    assertThat(ran.text()).contains(study.get("summary").asText());
    for (JsonNode cause : study.get("causes")) {
      for (JsonNode level : cause.get("levels")) {
        boolean first = level == cause.get("levels").get(0);
        assertThat(page)
            .contains(
                "| %s: %s | %s of %s | %s to %s %% | %s | %s |"
                    .formatted(
                        cause.get("factor").asText(),
                        level.get("level").asText(),
                        level.get("holds").asInt(),
                        level.get("worlds").asInt(),
                        Math.round(100 * level.get("ci95").get(0).asDouble()),
                        Math.round(100 * level.get("ci95").get(1).asDouble()),
                        first ? Figures.percent(cause.get("explains").asDouble()) : "",
                        first ? Figures.number(cause.get("p").asDouble(), 3) : ""));
      }
    }
  }
}
