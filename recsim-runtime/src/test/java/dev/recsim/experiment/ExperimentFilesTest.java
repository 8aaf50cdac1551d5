package dev.recsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiment files of the project, also those that only the nightly build runs. */
@Tag("slow")
class ExperimentFilesTest {
  private static final Path HOME = Path.of("../experiments");

  /** A million documents are made before the first trial is planned. */
  private static final Path LONGEST = HOME.resolve("large/million.yaml");

  /** All but those of recsim:fit; the engine dl4j, which one needs, is in another module. */
  static Stream<Path> files() throws IOException {
    return Files.walk(HOME)
        .filter(file -> !file.equals(LONGEST))
        .filter(file -> file.toString().endsWith(".yaml"))
        .filter(file -> !file.startsWith(HOME.resolve("environments")))
        .sorted();
  }

  @Tag("nightly")
  @Test
  void longestIsValidAndPlanned() throws Exception {
    fileIsValidAndPlanned(LONGEST);
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileIsValidAndPlanned(Path file) throws Exception {
    for (ExperimentSpec spec : ExperimentReader.readAll(HOME, file, List.of()).experiments()) {
      if (spec.agents().stream().allMatch(it -> OptionalModules.neededBy(it).isEmpty())) {
        assertThat(Plan.of(spec).trials()).hasSizeGreaterThanOrEqualTo(spec.agents().size());
      }
    }
  }
}
