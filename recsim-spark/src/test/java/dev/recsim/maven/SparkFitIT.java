package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.spark.StandaloneCluster;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A model of the next document, whose sums three processes compute. */
@Tag("nightly")
class SparkFitIT {
  /** Enough iterations for factors that do not depend on their random start. */
  private static final String MODEL = "{type: next_document, rank: 8, iterations: 25}";

  private static final double NATS = 1e-3;
  private static final int GROUPS = 8;
  private static final int EACH = 25;

  private static final String FIT =
      """
      logs:
        file: ../../opened.csv
        columns: {user_id: user, time: at, action: item}
      model: %s
      """;

  @Test
  void likelihoodsAreThoseOfThisMachine() throws Exception {
    SparkLocalIT.stage();
    Project project = Project.copy("logs", "spark-fit");
    Files.createDirectories(project.path("experiments/environments"));
    Files.write(project.path("opened.csv"), log());
    Files.writeString(project.path("experiments/environments/next.yaml"), FIT.formatted(MODEL));
    Build local = project.mvn("recsim:fit");
    assertThat(local.exitCode()).as(local.output()).isZero();
    JsonNode here = fitted(project);
    try (StandaloneCluster cluster = new StandaloneCluster(project.path("cluster"), 3, 1)) {
      String[] spark = {
        "recsim:fit",
        "-Drecsim.executor=spark",
        "-Drecsim.spark.master=" + cluster.master(),
        "-Drecsim.spark.conf=spark.driver.host=127.0.0.1,spark.driver.bindAddress=127.0.0.1,"
            + "spark.checkpoint.dir="
            + project.path("checkpoints").toUri()
            + ","
            + "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
      };
      Build build = project.mvn(spark);
      assertThat(build.exitCode()).as(build.output()).isZero();
      JsonNode there = fitted(project);
      assertThat(project.path("checkpoints")).isNotEmptyDirectory();
      assertThat(there.at("/parameters/tensors")).isNotEqualTo(here.at("/parameters/tensors"));
      for (String numbers : List.of("kappa", "omega", "lambda", "leave", "once")) {
        String at = "/parameters/numbers/" + numbers;
        assertThat(there.at(at)).as(numbers).isEqualTo(here.at(at));
      }
      for (String gain : List.of("/parameters/measured/gain", "/accepted/0/value")) {
        assertThat(there.at(gain).asDouble())
            .as(gain)
            .isGreaterThan(0.1)
            .isCloseTo(here.at(gain).asDouble(), within(NATS));
      }

      Files.writeString(
          project.path("experiments/environments/chain.yaml"),
          FIT.formatted("{type: markov_chain}"));
      Build other = project.mvn(spark);
      assertThat(other.exitCode()).isNotZero();
      assertThat(other.output())
          .contains("chain.yaml", "only models of type next_document are fitted on a cluster");
    }
  }

  private static JsonNode fitted(Project project) throws Exception {
    return new ObjectMapper().readTree(project.path("experiments/environments/next.json").toFile());
  }

  /** Users stay in a group of documents for a while, and step on within it. */
  private static List<String> log() {
    List<String> rows = new ArrayList<>(List.of("user,at,item"));
    Random luck = new Random(5);
    for (int user = 0; user < 1_200; user++) {
      int group = luck.nextInt(GROUPS);
      int place = luck.nextInt(EACH);
      for (int t = 0; t < 40; t++) {
        group = luck.nextDouble() < 0.05 ? luck.nextInt(GROUPS) : group;
        place = luck.nextDouble() < 0.3 ? (place + 1) % EACH : luck.nextInt(1 + luck.nextInt(EACH));
        rows.add("u%d,%d,d%d".formatted(user, t, group * EACH + place));
      }
    }
    return rows;
  }
}
