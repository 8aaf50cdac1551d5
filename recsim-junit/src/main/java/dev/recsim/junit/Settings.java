package dev.recsim.junit;

import dev.recsim.app.project.UserError;
import dev.recsim.cli.options.Arguments;
import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOption;
import dev.recsim.cli.options.VerbOptions.Trials;
import dev.recsim.cli.options.VerbOptions.Verdicts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where experiments and reports are, and how runs are judged.
 *
 * @param experiments the folder of all experiments
 * @param alpha the error rate of verdicts
 * @param parallelism number of trials that run at the same time
 */
record Settings(Path experiments, Path reports, double alpha, int parallelism) {
  private static final Set<String> OPTIONS =
      Set.of("experiments", "reports", "alpha", "parallelism");

  /**
   * Reads properties as the goals do.
   *
   * @param properties the value of a property, or null
   * @throws IllegalArgumentException if a value is invalid
   */
  static Settings of(UnaryOperator<String> properties) {
    Map<String, String> given = new HashMap<>();
    for (VerbOption option : Verb.RUN.words()) {
      if (OPTIONS.contains(option.name())) {
        Optional.ofNullable(properties.apply(option.property()))
            .ifPresent(value -> given.put(option.name(), value));
      }
    }
    try {
      Trials options = new Arguments(Verb.RUN, given).read(Trials.class);
      Verdicts verdicts = options.verdicts();
      return new Settings(
          verdicts.results().experiments(),
          verdicts.results().reports(),
          verdicts.alpha(),
          options.threads());
    } catch (UserError e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The folder of all experiments, or that of the file if it is elsewhere. */
  Path home(Path file) {
    Path folder = experiments.toAbsolutePath().normalize();
    return file.startsWith(folder) ? folder : file.getParent();
  }
}
