package dev.recsim.bridge.users;

import dev.recsim.bridge.Command;
import dev.recsim.io.Digest;
import dev.recsim.io.ExternalFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The program of an environment.
 *
 * @param options of the environment, with the program's files
 * @param folder to which files are relative
 */
record UsersProgram(ProcessEnvironmentOptions options, Path folder, Optional<UserRecord> record) {

  /**
   * Starts it.
   *
   * @throws ExternalFailure if that fails
   */
  UsersProcess start() {
    if (options.replay()) {
      throw new ExternalFailure("\"replay: true\" forbids to start the program");
    }
    return new UsersProcess(options, folder);
  }

  /**
   * Starts it once more.
   *
   * @param before what it said of itself
   * @throws ExternalFailure if that fails, or it is another program now
   */
  UsersProcess start(EnvironmentDescription before) {
    if (record
        .flatMap(UserRecord::header)
        .filter(it -> !it.program().equals(digest()))
        .isPresent()) {
      throw new ExternalFailure(
          "the program is not the one that was recorded; delete the record to record it again");
    }
    UsersProcess process = start();
    if (!process.description().introduction().describesTheSameAs(before.introduction())) {
      throw process.wrong("another introduction than before");
    }
    return process;
  }

  /** Whether the options say what the program is. */
  boolean isKnown() {
    return options.version() != null
        || !options.process().given().isEmpty()
        || !Command.hidesProgram(options.command());
  }

  /**
   * The digest of the command, the version and the files. It is the same in experiments of other
   * folders: names of files are relative to the lowest folder that has all of them.
   */
  String digest() {
    SortedMap<String, Path> files = new TreeMap<>();
    for (String file : options.process().given()) {
      files.put(file, folder.resolve(file).normalize());
    }
    Path home = lowest(files.values());
    StringBuilder all = new StringBuilder();
    for (String word : options.command()) {
      Path file = files.get(word);
      all.append(file == null ? word : home.relativize(file)).append('\n');
    }
    all.append(options.version()).append('\n');
    for (Path file : files.values()) {
      all.append(home.relativize(file)).append(' ').append(digest(file)).append('\n');
    }
    return Digest.of(all.toString());
  }

  /** The lowest folder that has all files. */
  private Path lowest(Collection<Path> files) {
    Path lowest = files.isEmpty() ? folder : files.iterator().next().getParent();
    for (Path file : files) {
      while (!file.startsWith(lowest)) {
        lowest = lowest.getParent();
      }
    }
    return lowest;
  }

  private static String digest(Path file) {
    try {
      return Digest.of(file);
    } catch (IOException e) {
      return "absent";
    }
  }
}
