package dev.recsim.bridge;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.ExternalAgentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.List;

/** Provider of {@code process}: agents that are programs in any language. */
@Description("Runs a program in any language, such as a Python script, that acts and may learn.")
public final class ProcessAgentProvider implements ExternalAgentProvider<ProcessOptions> {
  @Override
  public String name() {
    return "process";
  }

  @Override
  public void check(ProcessOptions options, Environment environment) {
    boolean one = !options.common().isEmpty();
    InvalidOption.unless(
        one || options.commands() != null,
        "command",
        "is missing; write \"command: [python3, agents/mine.py]\"");
    InvalidOption.unless(
        !one || options.commands() == null,
        "commands",
        "cannot be given together with command; remove one");
  }

  /** Adds the files that the commands name, and those of the script's folder if none are given. */
  @Override
  public ProcessOptions withFiles(ProcessOptions options, Path folder, Trials trials) {
    return options.command() == null && options.commands() == null
        ? options
        : Options.with(options, "files", new TrialCommands(options, folder, trials).files());
  }

  @Override
  public List<ProcessOptions> ofTrials(ProcessOptions options, Path folder, Trials trials) {
    return new TrialCommands(options, folder, trials).ofTrials();
  }

  /** False if a shell hides the program, and neither files nor a version are given. */
  @Override
  public boolean reusable(ProcessOptions options) {
    return options.version() != null
        || !options.given().isEmpty()
        || (options.commands() == null ? List.of(options.command()) : options.commands())
            .stream().noneMatch(Command::hidesProgram);
  }

  @Override
  public Agent create(ProcessOptions options, Environment environment, RandomKey key) {
    return create(options, environment, key, Path.of("").toAbsolutePath());
  }

  @Override
  public Agent create(ProcessOptions options, Environment environment, RandomKey key, Path folder) {
    InvalidOption.unless(
        options.command() != null && options.command().stream().noneMatch(Trials::differ),
        "command",
        Trials.OTHER_SEED);
    return ProcessAgent.start(options, environment.space(), key, folder);
  }

  @Override
  public Policy restore(ProcessOptions options, Environment environment, Weights weights) {
    throw new UnsupportedOperationException(
        "an agent of type process acts only in its own process, in a run; elsewhere, load its weights in that program");
  }
}
