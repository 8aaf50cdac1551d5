package dev.recsim.app.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real git repository whose commits are a day apart. */
public final class Repository {
  private final Path folder;
  private int day = 9;

  private Repository(Path folder) {
    this.folder = folder;
  }

  /** An empty one, in a folder that need not be there. */
  public static Repository create(Path folder) throws Exception {
    Repository repository = new Repository(Files.createDirectories(folder));
    repository.git("init", "--quiet", "--initial-branch=main");
    return repository;
  }

  /** A clone of this many commits. */
  Repository shallowClone(Path target, int depth) throws Exception {
    git("clone", "--quiet", "--depth=" + depth, folder.toUri().toString(), target.toString());
    return new Repository(target);
  }

  public Path path(String relative) {
    return folder.resolve(relative);
  }

  public Path write(String relative, String text) throws IOException {
    Path file = path(relative);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Commits all that is in the work tree; gives the commit's hash. */
  public String commit(String message) throws Exception {
    day++;
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message=" + message);
    return git("rev-parse", "HEAD").strip();
  }

  /** Runs git, untouched by the settings of whoever runs the tests. */
  public String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=A", "-c"));
    command.addAll(List.of("user.email=a@example.org", "-c", "commit.gpgsign=false"));
    command.addAll(List.of(arguments));
    ProcessBuilder git = new ProcessBuilder(command).directory(folder.toFile());
    git.redirectErrorStream(true);
    String date = "2026-11-%02dT12:00:00+0000".formatted(day);
    git.environment().put("GIT_AUTHOR_DATE", date);
    git.environment().put("GIT_COMMITTER_DATE", date);
    git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = git.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + ": " + output);
    }
    return output;
  }
}
