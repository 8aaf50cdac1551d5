package dev.recsim.fit.ids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Interpreter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The script that writes the numbers of {@link IdVectors} computes what is in the file. */
@Tag("slow")
class IdScriptTest {
  @Test
  void computesTheCommittedVectors() throws Exception {
    Interpreter.require("numpy");
    Interpreter.Ended ended =
        Interpreter.script(
            Path.of("src/test/python/ids.py"),
            Path.of("src/test/resources/vectors/ids.json"),
            Path.of("../recsim-decide/src/test/python"));
    assertThat(ended.output()).isEqualToIgnoringNewLines("111 values, 0 differ");
    assertThat(ended.status()).isZero();
  }
}
