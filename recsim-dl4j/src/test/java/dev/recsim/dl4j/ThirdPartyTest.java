package dev.recsim.dl4j;

import dev.recsim.tool.ListedLibraries;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY.md lists the jars of the runtime and of DL4J, with their versions. */
class ThirdPartyTest {
  /** Modules whose libraries are not on this class path. */
  private static final Set<String> OTHERS =
      Set.of(
          "recsim-testkit",
          "recsim-index",
          "recsim-onnx",
          "recsim-duckdb",
          "recsim-spark",
          "recsim-serve-http",
          "recsim-spring-boot-starter");

  @Test
  void thePageListsTheClassPath() throws IOException {
    ListedLibraries.areTheClassPath(module -> !OTHERS.contains(module));
  }
}
