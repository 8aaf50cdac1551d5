package dev.recsim.bridge.users;

import dev.recsim.bridge.Command;
import dev.recsim.io.Digest;
import dev.recsim.io.ExternalFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The program of an environment.
 *
 * @param options of the environment, with the program's files
 * @param folder to which files are relative
 */
record UsersProgram(ProcessEnvironmentOptions options, Path folder, UserRecord record) {

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
    if (record != null && !record.header().program().equals(digest())) {
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
        || options.files() != null && !options.files().isEmpty()
        || !Command.hidesProgram(options.command());
  }

  /** The digest of the command, the version and the files. */
  String digest() {
    StringBuilder all = new StringBuilder();
    options.command().forEach(word -> all.append(word).append('\n'));
    all.append(options.version()).append('\n');
    List<String> files = options.files() == null ? List.of() : options.files();
    for (String file : files.stream().sorted().toList()) {
      all.append(file).append(' ').append(digest(folder.resolve(file))).append('\n');
    }
    return Digest.of(all.toString());
  }

  private static String digest(Path file) {
    try {
      return Digest.of(file);
    } catch (IOException e) {
      return "absent";
    }
  }
}
