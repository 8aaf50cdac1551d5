package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.policy.Safetensors;
import dev.recsim.policy.SavedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedProcessTest {

  @Test
  void agentsInProcessesActOnlyInRuns(@TempDir Path folder) throws IOException {
    ProcessAgentProvider provider = new ProcessAgentProvider();
    Path file = folder.resolve("process.safetensors");
    Files.write(
        file,
        new Safetensors(
                SavedPolicy.metadata(provider, provider.defaults(), new Space(3, 1, 1)),
                Weights.of(Map.of()))
            .encode());
    assertThatThrownBy(() -> SavedPolicy.load(file))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("acts only in its own process")
        .hasMessageContaining("load its weights in that program");
  }
}
