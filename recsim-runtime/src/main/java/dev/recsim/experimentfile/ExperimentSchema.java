package dev.recsim.experimentfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.api.Description;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.baseline.BaselineOptions;
import dev.recsim.experimentfile.binding.PartShape;
import dev.recsim.experimentfile.binding.Providers;
import dev.recsim.experimentfile.binding.RecordShape;
import dev.recsim.experimentfile.binding.Shape;
import dev.recsim.experimentfile.variants.Grid;
import dev.recsim.experimentfile.variants.Sources;
import dev.recsim.experimentfile.yaml.Names;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Training;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON Schema (draft 2020-12) of experiment files, from the same records that {@link
 * ExperimentReader} fills: completion and hover text for editors.
 *
 * <p>It takes what the reader takes, as far as keys, types and ranges of single values go. What
 * only the reader sees: rules between several values, files, the environment itself, and how a
 * number is spelled.
 */
public final class ExperimentSchema {
  private static final Map<String, Object> NOTHING = Shape.map("type", "null");

  private ExperimentSchema() {}

  /** The schema for all components on the class path; always the same bytes, ending in '\n'. */
  public static String render() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return JsonMapper.builder()
              .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
              .build()
              .writer(printer)
              .writeValueAsString(schema())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> schema() {
    Map<String, Object> properties = header();
    properties.put(Sources.EXTENDS, parent());
    properties.put("environment", reference("environment"));
    properties.put(Grid.ENVIRONMENTS, environments());
    properties.put("metrics", metrics());
    properties.put("agents", agents());
    properties.put(Grid.SWEEP, sweep());
    properties.put("training", reference("training"));
    properties.put(
        "evaluation",
        described("How final policies are scored.", options(Evaluation.DEFAULTS, Map.of())));
    properties.put("trials", trials());
    properties.put(
        "baseline",
        described(
            "How runs are held against the committed baseline.",
            options(BaselineOptions.DEFAULTS, Map.of())));
    properties.put("claims", Claims.schema());
    return Shape.map(
        "$schema",
        "https://json-schema.org/draft/2020-12/schema",
        "title",
        "recsim experiment",
        "description",
        "A simulated environment, the agents to compare in it, and how they are trained and scored.",
        "type",
        "object",
        "properties",
        asMap(removable(Shape.map("properties", properties))).get("properties"),
        "additionalProperties",
        false,
        "allOf",
        wholes(),
        "$defs",
        definitions());
  }

  private static Map<String, Object> definitions() {
    Map<String, Object> definitions =
        Shape.map(
            "training",
            described(
                "The training schedule; agents that do not learn ignore it. An agent's own"
                    + " schedule goes key by key before the experiment's.",
                options(Training.DEFAULTS, Map.of())),
            "environment",
            environment(),
            "whole_environment",
            wholeEnvironment());
    SortedMap<String, Map<String, Object>> kinds = new TreeMap<>();
    Providers.environments().values().forEach(p -> define(p.defaults(), kinds));
    Providers.agents().values().forEach(p -> define(p.defaults(), kinds));
    Providers.metrics().values().forEach(p -> define(p.defaults(), kinds));
    definitions.putAll(kinds);
    definitions.replaceAll((name, definition) -> removable(definition));
    Map<String, Object> given = reference("given");
    definitions.put(
        "given", Shape.map("not", NOTHING, "additionalProperties", given, "items", given));
    return definitions;
  }

  /** Adds the kinds of parts that these options have, and those that their parts have. */
  private static void define(Record options, SortedMap<String, Map<String, Object>> kinds) {
    for (PartShape part : RecordShape.of(options).parts()) {
      if (!kinds.containsKey(part.name())) {
        SortedMap<String, Map<String, Object>> types = new TreeMap<>();
        kinds.put(part.name(), Map.of());
        Providers.of(part.kind())
            .forEach(
                (name, p) -> {
                  types.put(name, type(name, p.getClass(), p.defaults(), Map.of()));
                  define(p.defaults(), kinds);
                });
        kinds.put(part.name(), oneOf(types));
      }
    }
  }

  /** The schema with keys that may be without a value, which takes away that of another file. */
  private static Object removable(Object schema) {
    if (!(schema instanceof Map<?, ?> map)) {
      return schema instanceof List<?> list
          ? list.stream().map(ExperimentSchema::removable).toList()
          : schema;
    }
    Map<String, Object> removable = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          Object inner = removable(value);
          if (key.equals("properties")) {
            asMap(inner).replaceAll((name, property) -> orNothing(property));
          }
          boolean named = key.equals("additionalProperties");
          removable.put((String) key, named ? orNothing(inner) : inner);
        });
    return removable;
  }

  private static Object orNothing(Object schema) {
    if (!(schema instanceof Map) || asMap(schema).containsKey("const")) {
      return schema;
    }
    Map<String, Object> inner = new LinkedHashMap<>(asMap(schema));
    boolean simple = !inner.containsKey("if") && !inner.containsKey("allOf");
    if (simple && inner.get("type") instanceof String type) {
      inner.put("type", List.of(type, "null"));
      return inner;
    }
    // Editors look for these beside the alternatives.
    Map<String, Object> outer = new LinkedHashMap<>();
    for (String key : List.of("description", "default")) {
      if (inner.containsKey(key)) {
        outer.put(key, inner.remove(key));
      }
    }
    outer.put("anyOf", List.of(inner, NOTHING));
    return outer;
  }

  private static Map<String, Object> header() {
    Map<String, Object> properties =
        RecordShape.of(ExperimentReader.HEADER).properties(ExperimentReader.HEADER);
    Map<String, Object> name = new LinkedHashMap<>(asMap(properties.get("name")));
    name.putAll(experimentName());
    properties.put("name", name);
    return properties;
  }

  private static Map<String, Object> experimentName() {
    return Shape.map(
        "pattern",
        Names.NAME,
        "not",
        Shape.map(
            "anyOf",
            List.of(Shape.map("pattern", Names.RESERVED), Shape.map("pattern", Names.TAKEN))));
  }

  private static Map<String, Object> nameSchema() {
    return Shape.map("pattern", Names.NAME, "not", Shape.map("pattern", Names.RESERVED));
  }

  private static Map<String, Object> environment() {
    SortedMap<String, Map<String, Object>> types = new TreeMap<>();
    Providers.environments()
        .forEach((name, p) -> types.put(name, type(name, p.getClass(), p.defaults(), Map.of())));
    Map<String, Object> schema = oneOf(types);
    schema.remove("required");
    return described(
        "The simulated environment: users and documents. Without a type it is a composed one.",
        schema);
  }

  /**
   * What an environment that is not written over another must be: without a type, a composed one.
   */
  private static Map<String, Object> wholeEnvironment() {
    EnvironmentProvider<?> composed = Providers.environments().get(Providers.COMPOSED);
    Map<String, Object> parts = Shape.map("required", Providers.COMPOSED_OF);
    parts.putAll(type(composed.name(), composed.getClass(), composed.defaults(), Map.of()));
    return Shape.map("if", Shape.map("not", Shape.map("required", List.of("type"))), "then", parts);
  }

  private static Map<String, Object> environments() {
    return Shape.map(
        "description",
        "Several environments, each under a name of your choice and written over what environment says:"
            + " an experiment for each.",
        "type",
        "object",
        "minProperties",
        BigDecimal.ONE,
        "propertyNames",
        experimentName(),
        "additionalProperties",
        reference("environment"));
  }

  private static Map<String, Object> parent() {
    return Shape.map(
        "description",
        "An experiment file that this one is written over: mappings are merged key by key, lists"
            + " and values take the place of its. Relative to this file.",
        "type",
        "string");
  }

  private static Map<String, Object> sweep() {
    return Shape.map(
        "description",
        "A grid: each key, such as agents.<name>.gamma or environment.doc_num, with the list of its"
            + " values.",
        "type",
        "object",
        "propertyNames",
        Shape.map(
            "pattern",
            "^(agents\\.[^.].*\\.[^.]+|(%s)(\\.[^.]+)*)$".formatted(String.join("|", Grid.SWEPT))),
        "additionalProperties",
        Shape.map("type", "array", "minItems", BigDecimal.ONE, "uniqueItems", true));
  }

  /** What holds of a file that is not written over another, and of its environments. */
  private static List<Object> wholes() {
    Map<String, Object> extending = Shape.map("required", List.of(Sources.EXTENDS));
    Map<String, Object> several = Shape.map("required", List.of(Grid.ENVIRONMENTS));
    Map<String, Object> one = Shape.map("required", List.of("environment"));
    Map<String, Object> typed = Shape.map("required", List.of("type"));
    Map<String, Object> whole =
        Shape.map(
            "required",
            List.of("agents"),
            "anyOf",
            List.of(one, several),
            "properties",
            Shape.map(
                "metrics",
                Shape.map("additionalProperties", typed),
                "agents",
                Shape.map("additionalProperties", typed)));
    Map<String, Object> each = Shape.map("additionalProperties", reference("whole_environment"));
    Map<String, Object> mappings =
        Shape.map("additionalProperties", Shape.map("type", "object"), "type", "object");
    Map<String, Object> given =
        Shape.map(
            "properties",
            Shape.map(Grid.ENVIRONMENTS, mappings),
            "additionalProperties",
            reference("given"));
    return List.of(
        unless(List.of(extending), whole),
        unless(List.of(extending), given),
        unless(
            List.of(extending, several),
            Shape.map("properties", Shape.map("environment", reference("whole_environment")))),
        unless(
            List.of(extending, one), Shape.map("properties", Shape.map(Grid.ENVIRONMENTS, each))));
  }

  private static Map<String, Object> unless(List<Object> otherwise, Map<String, Object> schema) {
    return Shape.map("if", Shape.map("anyOf", otherwise), "then", true, "else", schema);
  }

  private static Map<String, Object> agents() {
    Map<String, Object> training = Shape.map("training", reference("training"));
    SortedMap<String, Map<String, Object>> types = new TreeMap<>();
    Providers.agents()
        .forEach((name, p) -> types.put(name, type(name, p.getClass(), p.defaults(), training)));
    Map<String, Object> agent = oneOf(types);
    agent.remove("required");
    return Shape.map(
        "description",
        "The agents to compare, each under a name of your choice.",
        "type",
        "object",
        "minProperties",
        BigDecimal.ONE,
        "propertyNames",
        nameSchema(),
        "additionalProperties",
        agent);
  }

  private static Map<String, Object> metrics() {
    SortedMap<String, Map<String, Object>> types = new TreeMap<>();
    Providers.metrics()
        .forEach((name, p) -> types.put(name, type(name, p.getClass(), p.defaults(), Map.of())));
    Map<String, Object> metric = oneOf(types);
    metric.remove("required");
    return Shape.map(
        "description",
        "Additional metrics of the evaluation sessions, each under a name of your choice.",
        "type",
        "object",
        "propertyNames",
        Shape.map("pattern", Metrics.NAME),
        "additionalProperties",
        metric);
  }

  private static Map<String, Object> trials() {
    return Shape.map(
        "description",
        "How often each agent is trained and scored.",
        "type",
        "object",
        "properties",
        Shape.map("seeds", Seeds.schema()),
        "additionalProperties",
        false);
  }

  /** A section whose {@code type} says which of the schemas holds for the rest. */
  private static Map<String, Object> oneOf(SortedMap<String, Map<String, Object>> types) {
    List<Object> rules = new ArrayList<>();
    types.forEach(
        (name, schema) ->
            rules.add(
                Shape.map(
                    "if",
                    Shape.map(
                        "properties",
                        Shape.map("type", Shape.map("const", name)),
                        "required",
                        List.of("type")),
                    "then",
                    schema)));
    return Shape.map(
        "type",
        "object",
        "properties",
        Shape.map("type", Shape.map("enum", List.copyOf(types.keySet()))),
        "required",
        List.of("type"),
        "allOf",
        rules);
  }

  private static Map<String, Object> type(
      String name, Class<?> provider, Record defaults, Map<String, Object> others) {
    Map<String, Object> type = Shape.map("const", name);
    Description description = provider.getAnnotation(Description.class);
    Map<String, Object> before =
        Shape.map("type", description == null ? type : described(description.value(), type));
    before.putAll(others);
    return options(defaults, before);
  }

  private static Map<String, Object> options(Record defaults, Map<String, Object> others) {
    Map<String, Object> properties = new LinkedHashMap<>(others);
    properties.putAll(RecordShape.of(defaults).properties(defaults));
    return Shape.map("type", "object", "properties", properties, "additionalProperties", false);
  }

  private static Map<String, Object> reference(String definition) {
    return Shape.map("$ref", "#/$defs/" + definition);
  }

  private static Map<String, Object> described(String description, Map<String, Object> schema) {
    Map<String, Object> described = Shape.map("description", description);
    described.putAll(schema);
    return described;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object tree) {
    return (Map<String, Object>) tree;
  }
}
