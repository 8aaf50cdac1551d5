package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.agent.onnx.OnnxOptions;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.export.OnnxGraph;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.export.OnnxGraph.Type;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model runs in a JVM with a long class path, and leaves no library behind when it is halted. */
@Tag("slow")
class LongCommandTest {
  private static final int ENTRIES = 1_000;

  @TempDir Path folder;

  @Test
  void aLongClassPathDoesNotEndTheJvm() throws IOException, InterruptedException {
    OnnxGraph graph = new OnnxGraph();
    Edge state = graph.input("state", Type.LONG, "batch");
    graph.output("slate", graph.unsqueeze(state, 1), Type.LONG, "batch", 1);
    Path model = Files.write(folder.resolve("it.onnx"), graph.encode());
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
    for (int i = 0; i < ENTRIES; i++) {
      classPath.append(File.pathSeparator).append(folder).append("/no-library-").append(i);
    }

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss1m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath.toString(),
                Opened.class.getName(),
                model.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("it runs");
    if (Files.exists(Path.of("/proc/self/maps"))) {
      assertThat(temporary).isEmptyDirectory();
    }
  }

  /** Opens a model. */
  static final class Opened {
    private Opened() {}

    public static void main(String[] arguments) {
      TransitionMatrixProvider world = new TransitionMatrixProvider();
      OnnxOptions options = new OnnxOptions(arguments[0], null, null, null, null);
      try (ModelAgent agent =
          new ModelAgent(options, world.create(world.defaults(), Path.of("")))) {
        System.out.println("it runs: " + agent.greedy());
        Runtime.getRuntime().halt(0);
      }
    }
  }
}
