package dev.recsim.spark;

import dev.recsim.tool.ListedLibraries;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY.md lists Spark's jars, with their versions. */
class ThirdPartyTest {
  @Test
  void thePageListsTheClassPath() throws IOException {
    ListedLibraries.areTheClassPath("recsim-spark"::equals);
  }
}
