package dev.recsim.serve.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own. */
final class ServerProgram implements AutoCloseable {
  private static final Pattern PORTS = Pattern.compile("localhost:(\\d+) \\(.*localhost:(\\d+)\\)");

  private final Process process;
  private final Path errors;
  private final BufferedReader lines;
  private int port;

  private ServerProgram(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ServerProgram start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return start("256m", folder, environment, arguments);
  }

  static ServerProgram start(
      String heap, Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    Path errors = Files.createTempFile(folder, "stderr", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                ServeMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return new ServerProgram(builder.start(), errors);
  }

  /** Waits until the server listens. */
  int port() throws IOException {
    while (port == 0) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("the server did not start: " + errors());
      }
      Matcher ports = PORTS.matcher(line);
      port = ports.find() ? Integer.parseInt(ports.group(1)) : 0;
    }
    return port;
  }

  Process process() {
    return process;
  }

  int status() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not end");
    }
    return process.exitValue();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
