package dev.recsim.bridge.users;

import dev.recsim.api.Environment;
import dev.recsim.api.ExternalEnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Description;
import dev.recsim.bridge.Command;
import dev.recsim.io.ExternalFailure;
import java.nio.file.Path;

/** Provider of {@code process}: environments that are programs in any language. */
@Description("Users that a program in any language simulates, such as a Python script.")
public final class ProcessEnvironmentProvider
    implements ExternalEnvironmentProvider<ProcessEnvironmentOptions> {
  @Override
  public String name() {
    return "process";
  }

  /** Adds the files that the command names, and those of the script's folder if none are given. */
  @Override
  public ProcessEnvironmentOptions withFiles(ProcessEnvironmentOptions options, Path folder) {
    return options.command() == null
        ? options
        : Options.with(
            options, "files", new Command(options.command(), folder).files(options.files()));
  }

  /** Starts the program, which says what its users see. */
  @Override
  public Environment create(ProcessEnvironmentOptions options, Path directory) {
    InvalidOption.unless(
        options.command() != null && !options.command().isEmpty(),
        "command",
        "is missing; write \"command: [python3, users/mine.py]\"");
    try {
      return ProcessEnvironment.start(options, directory.toAbsolutePath());
    } catch (ExternalFailure e) {
      throw new InvalidOption("command", "cannot be used: " + e.getMessage());
    }
  }
}
