package dev.recsim.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Interpreter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts that write the reference vectors compute what is in the files, to 1e-9. */
@Tag("slow")
class ReferenceScriptsTest {
  private static final Path TESTS = Path.of("src/test");

  @ParameterizedTest
  @CsvSource({"live_tests, 2463", "reality, 1797"})
  void computesTheCommittedVectors(String name, int values) throws Exception {
    Interpreter.require("numpy");
    Interpreter.Ended ended =
        Interpreter.script(
            TESTS.resolve("python/" + name + ".py"),
            TESTS.resolve("resources/vectors/" + name + ".json"));
    assertThat(ended.output()).isEqualToIgnoringNewLines(values + " values, 0 differ");
    assertThat(ended.status()).isZero();
  }
}
