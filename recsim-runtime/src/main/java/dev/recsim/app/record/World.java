package dev.recsim.app.record;

import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ResolvedKeys;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.world.FittedProvider;
import dev.recsim.io.Digest;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an experiment simulates.
 *
 * @param kind digest of what stays when the environment is fitted again: the type of the model and
 *     its options, and the columns of the log; of an environment that is not fitted, all of it
 * @param environment digest of the environment as it is: its options and files
 */
public record World(String kind, String environment) {
  private static final String ENVIRONMENT = "environment.";
  private static final String MODEL = "model.";
  private static final String COLUMNS = "logs.columns";

  public static World of(ExperimentSpec spec) {
    SortedMap<String, String> own = new TreeMap<>(ResolvedKeys.of(spec.resolved()));
    own.keySet().removeIf(it -> !it.startsWith(ENVIRONMENT));
    SortedMap<String, String> all = new TreeMap<>(own);
    all.putAll(spec.files());
    if (!(spec.environment().options() instanceof FittedProvider.Fitted fitted)) {
      return new World(Digest.of(own.toString()), Digest.of(all.toString()));
    }
    EnvironmentFile file =
        FitModelProvider.read(spec.environment().directory().resolve(fitted.file()));
    SortedMap<String, String> declared =
        new TreeMap<>(ResolvedKeys.of(String.join("\n", file.declaration())));
    declared.keySet().removeIf(it -> !it.startsWith(MODEL) && !it.startsWith(COLUMNS));
    own.remove(ENVIRONMENT + "file");
    return new World(Digest.of(own + " " + declared), Digest.of(all.toString()));
  }
}
