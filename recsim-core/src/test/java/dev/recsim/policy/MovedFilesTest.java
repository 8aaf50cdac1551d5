package dev.recsim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.agent.RandomProvider;
import dev.recsim.agent.layer.EpsilonGreedyProvider;
import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.agent.onnx.OnnxProvider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedFilesTest {
  @TempDir Path folder;

  /** Files of a model must stay beside it. */
  @Test
  void filesStayBesideEachOther() throws IOException {
    Path models = Files.createDirectories(folder.resolve("models/w")).getParent();
    Files.writeString(models.resolve("it.onnx"), "model");
    Files.writeString(models.resolve("w/data"), "weights");
    Path experiments = Files.createDirectory(folder.resolve("experiments"));
    OnnxOptions options =
        new OnnxOptions("../models/it.onnx", null, List.of("../models/w/data"), null, null);
    Part<AgentProvider<?>> layer =
        new Part<>(
            new EpsilonGreedyProvider(),
            new EpsilonGreedyProvider.Options(new Part<>(new OnnxProvider(), options), .1, .2));

    MovedFiles<AgentProvider<?>> moved = MovedFiles.of(layer, experiments, "agent");

    assertThat(moved.files()).containsOnlyKeys("agent/it.onnx", "agent/w/data");
    assertThat(moved.files().get("agent/w/data")).asString().isEqualTo("weights");
    Part<?> base = ((EpsilonGreedyProvider.Options) moved.part().options()).base();
    assertThat(base.options())
        .isEqualTo(new OnnxOptions("agent/it.onnx", null, List.of("agent/w/data"), null, null));
  }

  @Test
  void partsWithoutFilesAreUnchanged() throws IOException {
    Part<AgentProvider<?>> random = Part.of(new RandomProvider());
    MovedFiles<AgentProvider<?>> moved = MovedFiles.of(random, folder, "agent");
    assertThat(moved.part()).isSameAs(random);
    assertThat(moved.files()).isEmpty();
  }
}
