package dev.recsim.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Digests of worlds, which stand in files that teams commit: they must never change. */
class WorldTest {
  private static final Path COMMITTED = Path.of("../experiments");

  @TempDir private Path folder;

  private ExperimentSpec spec(String environment) throws Exception {
    return ExperimentReader.read(
        Files.writeString(
            folder.resolve("x.yaml"),
            "environment: %s\nagents: {a: {type: random}}\n".formatted(environment)));
  }

  @Test
  void digestsStay() throws Exception {
    World world = World.of(spec("{type: long_term_satisfaction}"));
    assertThat(world.kind())
        .isEqualTo("7270568a9b1ec61a377837270b371e7902674e4832078a12eed9d46ec0939958");
    assertThat(world.environment())
        .isEqualTo("0342a1e94d9539be070031ee5787409cbff785bb90ec4d6e58c356e22dfc3429");
    assertThat(world.first())
        .isEqualTo("5e2bbf637ac612bcff52a02e382750b8febda11f81e3ca034d481bed428f8a62");
    World fitted = World.of(ExperimentReader.read(COMMITTED.resolve("shop.yaml")));
    assertThat(fitted.kind())
        .isEqualTo("76b867116030f50ebd1c7555bda62da223d38c52d4c069185304db6d2ebf6b20");
    assertThat(fitted.environment())
        .isEqualTo("af338f5c77aa9f8dbb24ee3288db5e92ce29eac27a8ffd6f36ea0e96700bc737");
    assertThat(fitted.first())
        .isEqualTo("9622dcdbfea0a6759de0fb8637a88520edc4c679965af4660d480c36e9d7b4e8");
  }

  @Test
  void defaultsDoNotCount() throws Exception {
    World world = World.of(spec("{type: transition_matrix, doc_num: 5}"));
    assertThat(
            World.of(
                spec("{type: transition_matrix, doc_num: 5, emb_size: 16, p_exit_accepted: 0.1}")))
        .isEqualTo(world);
    assertThat(World.of(spec("{type: transition_matrix, doc_num: 6}")).kind())
        .isNotEqualTo(world.kind());
    assertThat(World.of(spec("{type: transition_matrix}")).kind()).isNotEqualTo(world.kind());
  }
}
