package dev.recsim.app.record;

import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.ResolvedKeys;
import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.world.FittedProvider;
import dev.recsim.io.Digest;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.PartShape;
import dev.recsim.yaml.binding.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an experiment simulates, by digests of what its files declare. Defaults do not count, so a
 * version of recsim with more options has the same digests.
 *
 * @param kind digest of what stays when the environment is fitted again: the type of the model and
 *     its options, and the columns of the log; of an environment that is not fitted, all of it
 * @param environment digest of the environment: its options and files
 * @param first the kind as predictions of version 1 have it, with all defaults
 */
public record World(String kind, String environment, String first) {
  private static final String ENVIRONMENT = "environment";

  /** Returns the world of an experiment. */
  public static World of(ExperimentSpec spec) {
    EnvironmentSpec<?> its = spec.environment();
    Map<String, Object> declared = PartShape.declared(its.provider(), its.options());
    String environment = digest(Shape.map(ENVIRONMENT, declared, "files", spec.files()));
    if (!(its.options() instanceof FittedProvider.Fitted fitted)) {
      return new World(
          digest(Shape.map(ENVIRONMENT, declared)), environment, Digest.of(own(spec).toString()));
    }
    Path path = its.directory().resolve(fitted.file());
    EnvironmentFile file = FitModelProvider.read(path);
    declared.remove("file");
    return new World(
        digest(Shape.map(ENVIRONMENT, declared, "fit", FitReader.model(path, file.declaration()))),
        environment,
        first(spec, file));
  }

  private static String digest(Map<String, Object> tree) {
    return Digest.of(YamlTree.canonical(tree));
  }

  private static SortedMap<String, String> own(ExperimentSpec spec) {
    SortedMap<String, String> own = new TreeMap<>(ResolvedKeys.of(spec.resolved()));
    own.keySet().removeIf(it -> !it.startsWith(ENVIRONMENT + "."));
    return own;
  }

  private static String first(ExperimentSpec spec, EnvironmentFile file) {
    SortedMap<String, String> declared =
        new TreeMap<>(ResolvedKeys.of(String.join("\n", file.declaration())));
    declared.keySet().removeIf(it -> !it.startsWith("model.") && !it.startsWith("logs.columns"));
    SortedMap<String, String> own = own(spec);
    own.remove(ENVIRONMENT + ".file");
    return Digest.of(own + " " + declared);
  }

  /** Whether a prediction is about this kind of world. */
  boolean isOf(PredictionFile prediction) {
    return prediction.simulation().world().equals(prediction.schemaVersion() == 1 ? first : kind);
  }
}
