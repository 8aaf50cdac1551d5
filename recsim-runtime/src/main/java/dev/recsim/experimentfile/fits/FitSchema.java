package dev.recsim.experimentfile.fits;

import dev.recsim.api.Options;
import dev.recsim.experimentfile.ExperimentSchema;
import dev.recsim.experimentfile.binding.Providers;
import dev.recsim.experimentfile.binding.RecordShape;
import dev.recsim.experimentfile.binding.Shape;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.FitOptions;
import dev.recsim.logs.LogOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The JSON Schema (draft 2020-12) of fits, {@code experiments/environments/<name>.yaml}, from the
 * same records that {@link FitReader} fills. As {@link ExperimentSchema}, it does not check rules
 * between values.
 */
public final class FitSchema {
  private static final Map<String, Object> MODEL = Shape.map("$ref", "#/$defs/model");

  private FitSchema() {}

  /**
   * Returns the schema for all models on the class path: always the same bytes, ending with a
   * newline.
   */
  public static String render() {
    FitOptions options = Options.defaults(FitOptions.class);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        FitReader.LOGS,
        described(
            "The log of users.", ExperimentSchema.options(LogOptions.DEFAULTS, Map.of()), "file"));
    properties.put(FitReader.MODEL, MODEL);
    properties.put(
        FitReader.AGAINST,
        Shape.map(
            "description",
            "Other models, each under a name of your choice. The fit fails if one of them predicts"
                + " held-out sessions better.",
            "type",
            "object",
            "additionalProperties",
            MODEL));
    properties.putAll(RecordShape.of(options).properties(options));
    properties.put(
        FitReader.ACCEPT,
        described(
            "What the environment must reach on held-out sessions.",
            ExperimentSchema.options(Options.defaults(Accept.class), Map.of())));
    SortedMap<String, FitModelProvider<?>> models = Providers.of(FitModelProvider.class);
    return ExperimentSchema.write(
        Shape.map(
            "$schema",
            ExperimentSchema.DRAFT,
            "title",
            "recsim fit",
            "description",
            "A log of users, and the model of them that becomes an environment.",
            "type",
            "object",
            "properties",
            properties,
            "required",
            List.of(FitReader.LOGS, FitReader.MODEL),
            "additionalProperties",
            false,
            "$defs",
            Shape.map(
                FitReader.MODEL,
                described(
                    "A model of the users.", ExperimentSchema.oneOf(models, Map.of()), "type"))));
  }

  private static Map<String, Object> described(
      String description, Map<String, Object> schema, String... required) {
    Map<String, Object> described = Shape.map("description", description);
    described.putAll(schema);
    if (required.length > 0) {
      described.put("required", List.of(required));
    }
    return described;
  }
}
