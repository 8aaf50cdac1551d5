package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Interpreter;
import dev.recsim.tool.Tool;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folders of examples that have a script: it prints, in order, the lines of its README. */
@Tag("nightly")
@Timeout(600)
class ExampleFoldersIT {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Pattern PRINTED = Pattern.compile("(?s)```text\\n(.+?)```");

  /** Where the examples have their servers. */
  private static final String PORT = "8080";

  @TempDir Path folder;

  private Path project;
  private Path programs;

  @BeforeEach
  void copyProgram() throws Exception {
    Tool.BASH.require(Files.isExecutable(Path.of("/bin/bash")));
    project = Files.createDirectory(folder.resolve("project"));
    programs = Files.createDirectory(folder.resolve("bin"));
    Path jar = Files.copy(Program.BUILT, programs.resolve("recsim-cli.jar"));
    Program recsim = Program.in(folder).with(jar);
    recsim.putModule("recsim-onnx");
    recsim.putModule("recsim-serve-http");
    String java = System.getProperty("java.home") + "/bin/java";
    program("recsim", java + " " + String.join(" ", Program.QUICK) + " -jar " + jar);
    program("python3", Interpreter.PROGRAM);
  }

  private void program(String name, String command) throws IOException {
    Path file = programs.resolve(name);
    Files.writeString(file, "#!/bin/bash\nexec " + command + " \"$@\"\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "agents, reports/agents/index.html",
    "live-test, target/reports/shop/reality.html",
    "logs, reports/environments/clicks/index.html",
    "worlds, reports/worlds/index.html",
  })
  void scriptPrintsWhatItsReadmeSays(String example, Path page) throws Exception {
    Interpreter.require("numpy", "onnx");
    copyWithFreePort(EXAMPLES.resolve(example));

    ProcessBuilder script = new ProcessBuilder("/bin/bash", "run.sh").directory(project.toFile());
    script.environment().put("PYTHONPATH", Interpreter.path(Path.of("../python").toRealPath()));
    script.environment().merge("PATH", programs + ":", (path, first) -> first + path);
    Interpreter.Ended ended = Interpreter.run(script);

    assertThat(ended.status()).as(ended.output()).isZero();
    Matcher printed = PRINTED.matcher(Files.readString(project.resolve("README.md")));
    assertThat(printed.find()).isTrue();
    assertThat(ended.output().lines()).containsSubsequence(printed.group(1).split("\n"));
    assertThat(project.resolve(page)).isNotEmptyFile();
  }

  private void copyWithFreePort(Path example) throws IOException {
    Program.in(project).copied(example);
    try (ServerSocket free = new ServerSocket(0);
        Stream<Path> all = Files.walk(project)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        Files.writeString(file, text.replace(PORT, Integer.toString(free.getLocalPort())));
      }
    }
  }
}
