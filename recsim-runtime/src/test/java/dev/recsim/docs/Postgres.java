package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Tool;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of Debian's package in a temporary folder, without a network. It refuses to
 * run as root, so root starts it as nobody.
 */
final class Postgres implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final Path bin;
  private final Path folder;
  private final boolean root;

  /**
   * Starts a server. Skips the test where the package is missing, except in continuous integration
   * on Linux ({@code CI=true}), which has to have it.
   */
  Postgres() throws IOException {
    Optional<Path> found = bin();
    Tool.POSTGRESQL.require(found.isPresent());
    bin = found.get();
    root = System.getProperty("user.name").equals("root");
    folder = Files.createTempDirectory("recsim-pg");
    if (root) {
      run(List.of("chown", "nobody", folder.toString()));
    }
    run(own("initdb", "--pgdata=" + data(), "--auth=trust", "--username=recsim", "--no-sync"));
    String options = "-c listen_addresses='' -c fsync=off -c unix_socket_directories=" + folder;
    run(
        own(
            "pg_ctl",
            "--pgdata=" + data(),
            "--log=" + folder.resolve("log"),
            "-o",
            options,
            "-w",
            "start"));
  }

  private static Optional<Path> bin() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(it -> it.resolve("bin"))
          .filter(it -> Files.isExecutable(it.resolve("initdb")))
          .sorted()
          .reduce((one, other) -> other);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** A program of the server's user. */
  private List<String> own(String program, String... arguments) {
    List<String> words = new ArrayList<>();
    if (root) {
      words.addAll(List.of("runuser", "-u", "nobody", "--"));
    }
    words.add(bin.resolve(program).toString());
    words.addAll(List.of(arguments));
    return words;
  }

  /** Runs SQL, and returns what it prints as CSV. */
  String run(String sql) throws IOException {
    Path file = Files.createTempFile("recsim", ".sql");
    try {
      Files.writeString(file, sql);
      return run(
          List.of(
              bin.resolve("psql").toString(),
              "--no-psqlrc",
              "--quiet",
              "--csv",
              "--set=ON_ERROR_STOP=1",
              "--host=" + folder,
              "--username=recsim",
              "--dbname=postgres",
              "--file=" + file));
    } finally {
      Files.delete(file);
    }
  }

  private static boolean ends(Process process) {
    try {
      return process.waitFor(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String run(List<String> command) throws IOException {
    Path out = Files.createTempFile("recsim", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/tmp").toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      assertThat(ends(process)).as("%s ended", command).isTrue();
      String text = Files.readString(out);
      assertThat(process.exitValue()).as(text).isZero();
      return text;
    } finally {
      Files.delete(out);
    }
  }

  @Override
  public void close() throws IOException {
    run(own("pg_ctl", "--pgdata=" + data(), "-m", "immediate", "-w", "stop"));
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes it) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException e) throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
