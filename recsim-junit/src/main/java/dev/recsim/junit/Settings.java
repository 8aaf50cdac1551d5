package dev.recsim.junit;

import dev.recsim.app.project.UserError;
import dev.recsim.baseline.Check;
import dev.recsim.cli.Arguments;
import dev.recsim.cli.Verb;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where experiments and reports are, and how runs are judged.
 *
 * @param experiments the folder of all experiments
 * @param alpha the error rate of verdicts
 * @param parallelism number of trials that run at the same time
 */
record Settings(Path experiments, Path reports, double alpha, int parallelism) {

  /**
   * Reads properties as the goals do.
   *
   * @param properties the value of a property, or null
   * @throws IllegalArgumentException if a value is invalid
   */
  static Settings of(UnaryOperator<String> properties) {
    Map<String, String> options = new HashMap<>();
    for (String key : List.of("alpha", "parallelism")) {
      String value = properties.apply("recsim." + key);
      options.put(key, value == null ? "" : value);
    }
    Arguments arguments = new Arguments(Verb.RUN, options);
    try {
      return new Settings(
          folder(properties.apply("recsim.experimentsDirectory"), "experiments"),
          folder(properties.apply("recsim.reportsDirectory"), "reports"),
          arguments.alpha(Check.ALPHA),
          arguments.parallelism());
    } catch (UserError e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Path folder(String given, String absent) {
    return Path.of(given == null ? absent : given);
  }

  /** The folder of all experiments, or that of the file if it is elsewhere. */
  Path home(Path file) {
    Path folder = experiments.toAbsolutePath().normalize();
    return file.startsWith(folder) ? folder : file.getParent();
  }
}
