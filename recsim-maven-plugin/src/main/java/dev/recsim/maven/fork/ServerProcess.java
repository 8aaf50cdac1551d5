package dev.recsim.maven.fork;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * A server, which runs until it is stopped. It has the options that a JVM has by default: those of
 * {@link JvmOptions} are for programs that end soon. It never outlives Maven, as a {@link Fork}.
 *
 * @param java the executable
 * @param argLine the user's options for the JVM; may be empty
 * @param classPath jars and folders, in order
 * @param directory the working directory
 */
public record ServerProcess(String java, String argLine, List<Path> classPath, Path directory) {
  private static final String MAIN = "dev.recsim.serve.http.ServeMain";

  /**
   * Runs the server and waits for its end.
   *
   * @param arguments the file that it serves
   * @throws MojoExecutionException if it does not end in order
   */
  public ForkOutcome run(ForkArguments arguments) throws MojoExecutionException, IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Path options = folder.file("recsim.args");
      Files.write(options, JvmOptions.encoded(String.join("\n", lines()) + "\n"));
      List<String> command = new ArrayList<>(List.of(java, "@" + options, MAIN));
      command.addAll(arguments.words());
      command.add("--parent-stdin");
      int status = await(command);
      if (status != 0) {
        throw new MojoExecutionException(
            "The server ended with status " + status + "; the lines above say why.");
      }
      return ForkOutcome.FINE;
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("-Djava.awt.headless=true");
    lines.add("-Dfile.encoding=UTF-8");
    if (!argLine.isBlank()) {
      lines.add(argLine);
    }
    lines.add("-cp");
    lines.add(
        JvmOptions.quoted(
            classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator))));
    return lines;
  }

  private int await(List<String> command) throws IOException, MojoExecutionException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread stop = new Thread(() -> Fork.stop(process), "recsim-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("Interrupted; the server was stopped.");
    } finally {
      Fork.stop(process);
      Fork.removed(stop);
    }
  }
}
