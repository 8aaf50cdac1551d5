package dev.recsim.experimentfile.fits;

import dev.recsim.api.Options;
import dev.recsim.experimentfile.ExperimentSchema;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.FitOptions;
import dev.recsim.logs.LogOptions;
import dev.recsim.yaml.binding.Providers;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.util.Map;
import java.util.SortedMap;

/**
 * The JSON Schema (draft 2020-12) of fits, {@code experiments/environments/<name>.yaml}, from the
 * same records that {@link FitReader} fills. As {@link ExperimentSchema}, it does not check rules
 * between values. Its sections are in the resource {@code fit.schema.json}.
 */
public final class FitSchema {
  private FitSchema() {}

  /**
   * Returns the schema for all models on the class path: always the same bytes, ending with a
   * newline.
   */
  public static String render() {
    FitOptions options = Options.defaults(FitOptions.class);
    Accept accept = Options.defaults(Accept.class);
    SortedMap<String, FitModelProvider<?>> models = Providers.of(FitModelProvider.class);
    return ExperimentSchema.write(
        ExperimentSchema.filled(
            "fit.schema.json",
            Shape.map(
                "logs",
                ExperimentSchema.options(LogOptions.DEFAULTS, Map.of()),
                "options",
                RecordShape.of(options).properties(options),
                "accept",
                ExperimentSchema.options(
                    accept, Shape.map(CounterfactualReader.KEY, CounterfactualReader.schema())),
                "models",
                ExperimentSchema.oneOf(models, Map.of()))));
  }
}
