package dev.recsim.bridge.users;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Description;
import dev.recsim.bridge.Command;
import dev.recsim.io.ExternalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Provider of {@code process}: environments that are programs in any language. */
@Description("Users that a program in any language simulates, such as a Python script.")
public final class ProcessEnvironmentProvider
    implements EnvironmentProvider<ProcessEnvironmentOptions> {
  @Override
  public String name() {
    return "process";
  }

  /**
   * Adds the files that the command names, and those of the script's folder if none are given. If
   * there is a record, it takes the place of the program's files.
   */
  @Override
  public ProcessEnvironmentOptions withFiles(ProcessEnvironmentOptions options, Path folder) {
    if (options.command() == null) {
      return options;
    }
    if (options.record() == null || !Files.exists(folder.resolve(options.record()))) {
      return Options.with(options, "files", programFiles(options, folder));
    }
    List<String> files = new ArrayList<>(options.process().given());
    if (!files.contains(options.record())) {
      files.add(options.record());
    }
    return Options.with(options, "files", files);
  }

  /** The files of the program, without the record, which may be in the folder of its script. */
  private static List<String> programFiles(ProcessEnvironmentOptions options, Path folder) {
    List<String> given = options.files();
    if (given != null && options.record() != null) {
      given = withoutRecord(given, options);
      given = given.isEmpty() ? null : given;
    }
    return withoutRecord(new Command(options.command(), folder).files(given), options);
  }

  private static List<String> withoutRecord(List<String> files, ProcessEnvironmentOptions options) {
    if (options.record() == null) {
      return files;
    }
    Path record = Path.of(options.record()).normalize();
    return files.stream().filter(file -> !Path.of(file).normalize().equals(record)).toList();
  }

  /** Starts the program, which says what its users see, unless a record does. */
  @Override
  public Environment create(ProcessEnvironmentOptions options, Path directory) {
    InvalidOption.unless(
        options.command() != null && !options.command().isEmpty(),
        "command",
        "is missing; write \"command: [python3, users/mine.py]\"");
    InvalidOption.unless(
        !options.replay() || options.record() != null, "replay", "needs a \"record\"");
    Path folder = directory.toAbsolutePath();
    Optional<UserRecord> record =
        Optional.ofNullable(options.record()).map(it -> open(folder.resolve(it)));
    try {
      ProcessEnvironmentOptions own = Options.with(options, "files", programFiles(options, folder));
      return ProcessEnvironment.of(new UsersProgram(own, folder, record), record);
    } catch (ExternalFailure e) {
      record.ifPresent(UserRecord::close);
      throw new InvalidOption("command", "cannot be used: " + e.getMessage());
    }
  }

  private static UserRecord open(Path file) {
    try {
      return UserRecord.open(file);
    } catch (IOException e) {
      throw new InvalidOption("record", "cannot be read: " + e.getMessage());
    }
  }
}
