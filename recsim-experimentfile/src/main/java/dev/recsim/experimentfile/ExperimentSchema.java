package dev.recsim.experimentfile;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Provider;
import dev.recsim.experimentfile.ab.LiveTests;
import dev.recsim.experimentfile.evaluation.EvaluateOptions;
import dev.recsim.experimentfile.evaluation.EvaluateOptions.PolicyOptions;
import dev.recsim.experimentfile.evaluation.Evaluations;
import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.experimentfile.rule.Guards;
import dev.recsim.experimentfile.rule.Seeds;
import dev.recsim.experimentfile.variants.SweepGrid;
import dev.recsim.experimentfile.worlds.WorldClaimReader;
import dev.recsim.logs.LogOptions;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.trial.Evaluation;
import dev.recsim.yaml.Descriptions;
import dev.recsim.yaml.Names;
import dev.recsim.yaml.binding.Header;
import dev.recsim.yaml.binding.PartShape;
import dev.recsim.yaml.binding.Providers;
import dev.recsim.yaml.binding.RecordShape;
import dev.recsim.yaml.binding.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The JSON Schema (draft 2020-12) of experiment files, from the same records that {@link
 * ExperimentReader} fills. Editors use it for completion and hover text. The sections are in the
 * resource {@code experiment.schema.json}. In it, a key that starts with a plus sign is a
 * placeholder for parts that depend on records.
 *
 * <p>It accepts what the reader accepts, as far as keys, types and ranges of single values are
 * concerned. Only the reader checks rules between values, files, the environment itself, and how a
 * number is written.
 */
public final class ExperimentSchema {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private static final String DEFINITIONS = "$defs";
  private static final Map<String, Object> NOTHING = Shape.map("type", "null");
  private static final Map<String, Object> GIVEN = Shape.map("$ref", "#/$defs/given");

  private ExperimentSchema() {}

  /**
   * Returns the schema for all components on the class path: always the same bytes, ending with a
   * newline.
   */
  public static String render() {
    Map<String, Object> schema = filled("experiment.schema.json", fillings());
    Map<String, Object> removable = asMap(removable(schema));
    schema.put("properties", removable.get("properties"));
    Map<String, Object> definitions = asMap(removable.get(DEFINITIONS));
    definitions.put(
        "given", Shape.map("not", NOTHING, "additionalProperties", GIVEN, "items", GIVEN));
    schema.put(DEFINITIONS, definitions);
    return write(schema);
  }

  /**
   * Returns a schema of a resource, with the entries of a filling instead of each placeholder.
   *
   * @param fillings by the name of the placeholder, without plus sign
   */
  public static Map<String, Object> filled(String resource, Map<String, Object> fillings) {
    try (InputStream sections = ExperimentSchema.class.getResourceAsStream(resource)) {
      return asMap(filled(JSON.readValue(sections, LinkedHashMap.class), fillings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a schema as text, ending with a newline. */
  public static String write(Map<String, Object> schema) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(schema) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> fillings() {
    Map<String, Object> ofAgents =
        Shape.map(
            "training",
            Shape.map("$ref", "#/$defs/training"),
            Descriptions.KEY,
            Descriptions.schema("What the agent does, for readers of the report."));
    Map<String, Object> ofEnvironments =
        Shape.map(
            Descriptions.KEY,
            Descriptions.schema("What the environment is, for readers of the report."));
    Map<String, Object> fillings = RecordShape.of(Header.DEFAULTS).properties(Header.DEFAULTS);
    addPatterns(fillings);
    fillings.put(
        Descriptions.KEY,
        Descriptions.schema("What the experiment is for, for readers of its report."));
    fillings.put("note", Descriptions.schema("What you say of the result, on top of the report."));
    fillings.put("training", Trainings.schema());
    fillings.put("evaluation", options(Evaluation.DEFAULTS, Map.of()));
    fillings.put(
        "baseline", options(BaselineOptions.DEFAULTS, Shape.map(Guards.GUARD, Guards.schema())));
    fillings.put(
        "search", RecordShape.of(SearchOptions.DEFAULTS).properties(SearchOptions.DEFAULTS));
    fillings.put("logs", options(LogOptions.DEFAULTS, Map.of()));
    fillings.put(
        "evaluate",
        options(
            EvaluateOptions.DEFAULTS,
            Shape.map(Evaluations.POLICIES, Shape.map("$ref", "#/$defs/" + Evaluations.POLICIES))));
    fillings.put("ab", LiveTests.schema());
    fillings.put("policy", RecordShape.of(PolicyOptions.class, null).schema());
    fillings.put("environment", oneOf(Providers.environments(), ofEnvironments));
    fillings.put("agent", oneOf(Providers.agents(), ofAgents));
    fillings.put("metric", oneOf(Providers.metrics(), Map.of()));
    fillings.put(
        "composed", type(Providers.environments().get(Providers.COMPOSED), ofEnvironments));
    SortedMap<String, Map<String, Object>> parts = new TreeMap<>();
    Providers.environments().values().forEach(p -> define(p.defaults(), parts));
    Providers.agents().values().forEach(p -> define(p.defaults(), parts));
    Providers.metrics().values().forEach(p -> define(p.defaults(), parts));
    fillings.put("parts", parts);
    return fillings;
  }

  private static void addPatterns(Map<String, Object> fillings) {
    Map<String, Object> reserved = Shape.map("pattern", Names.RESERVED);
    List<Object> taken = List.of(reserved, Shape.map("pattern", Names.TAKEN));
    fillings.put(
        "experiment name", Shape.map("pattern", Names.NAME, "not", Shape.map("anyOf", taken)));
    List<Object> meant = List.of(reserved, Shape.map("pattern", Names.IN_ACCEPT));
    fillings.put("agent name", Shape.map("pattern", Names.NAME, "not", Shape.map("anyOf", meant)));
    fillings.put("metric name", Shape.map("pattern", MetricsReader.NAME));
    fillings.put("swept key", Shape.map("pattern", "^(" + sweptKeys() + ")$"));
    fillings.put("one seed", Seeds.schema());
    fillings.put("range of seeds", Shape.map("pattern", Seeds.RANGE));
    fillings.put("bound", Shape.map("pattern", Claims.THRESHOLD));
    fillings.put("margin of a claim", Claims.MARGIN_SHAPE.schema());
    fillings.put("in", WorldClaimReader.schema());
    fillings.put("better", Claims.BETTER_SHAPE.schema());
  }

  /**
   * Returns a pattern of keys that a sweep may have. Keys of agents and environments depend on
   * their type, which a schema cannot look up.
   */
  private static String sweptKeys() {
    List<String> keys = new ArrayList<>(List.of("agents\\.[^.].*\\.[^.]+"));
    for (String key : SweepGrid.SWEPT) {
      keys.add(
          switch (key) {
            case "training" -> key + below(Trainings.keys());
            case "evaluation" -> key + below(RecordShape.of(Evaluation.DEFAULTS).keys());
            default -> key + "(\\.[^.]+)*";
          });
    }
    return String.join("|", keys);
  }

  private static String below(List<String> keys) {
    return "(\\.(" + String.join("|", keys) + "))?";
  }

  /** Returns the tree with the entries of a filling instead of each placeholder. */
  private static Object filled(Object tree, Map<String, Object> fillings) {
    if (tree instanceof List<?> list) {
      return list.stream().map(item -> filled(item, fillings)).toList();
    }
    if (!(tree instanceof Map<?, ?> map)) {
      return tree;
    }
    Map<String, Object> filled = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = (String) key;
          if (name.startsWith("+")) {
            filled.putAll(asMap(fillings.get(name.substring(1))));
          } else {
            filled.put(name, filled(value, fillings));
          }
        });
    return filled;
  }

  /**
   * Returns the schema with keys that may have no value, which removes the value of another file.
   */
  private static Object removable(Object schema) {
    if (schema instanceof List<?> list) {
      return list.stream().map(ExperimentSchema::removable).toList();
    }
    if (!(schema instanceof Map<?, ?> map)) {
      return schema;
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
    // Editors look for these keys next to the alternatives.
    Map<String, Object> outer = new LinkedHashMap<>();
    for (String key : List.of("description", "default")) {
      if (inner.containsKey(key)) {
        outer.put(key, inner.remove(key));
      }
    }
    outer.put("anyOf", List.of(inner, NOTHING));
    return outer;
  }

  /** Adds the kinds of parts in these options, and in their parts. */
  private static void define(Record options, SortedMap<String, Map<String, Object>> kinds) {
    for (PartShape part : RecordShape.of(options).parts()) {
      if (!kinds.containsKey(part.name())) {
        SortedMap<String, Provider<?>> types = Providers.of(part.kind());
        kinds.put(part.name(), Map.of());
        types.values().forEach(p -> define(p.defaults(), kinds));
        Map<String, Object> schema = oneOf(types, Map.of());
        schema.put("required", List.of("type"));
        kinds.put(part.name(), schema);
      }
    }
  }

  /** Returns the schema of a section whose {@code type} selects one of several schemas. */
  public static Map<String, Object> oneOf(
      SortedMap<String, ? extends Provider<?>> types, Map<String, Object> others) {
    List<Object> rules = new ArrayList<>();
    types.forEach(
        (name, provider) -> {
          Map<String, Object> type = Shape.map("type", Shape.map("const", name));
          Map<String, Object> chosen = Shape.map("properties", type, "required", List.of("type"));
          rules.add(Shape.map("if", chosen, "then", type(provider, others)));
        });
    Map<String, Object> names = Shape.map("enum", List.copyOf(types.keySet()));
    return Shape.map("type", "object", "properties", Shape.map("type", names), "allOf", rules);
  }

  private static Map<String, Object> type(Provider<?> provider, Map<String, Object> others) {
    Map<String, Object> type = new LinkedHashMap<>();
    Description description = provider.getClass().getAnnotation(Description.class);
    if (description != null) {
      type.put("description", description.value());
    }
    type.put("const", provider.name());
    Map<String, Object> before = Shape.map("type", type);
    before.putAll(others);
    return options(provider.defaults(), before);
  }

  /**
   * Returns the schema of a section of options.
   *
   * @param others schemas of its other keys
   */
  public static Map<String, Object> options(Record defaults, Map<String, Object> others) {
    Map<String, Object> properties = new LinkedHashMap<>(others);
    properties.putAll(RecordShape.of(defaults).properties(defaults));
    Map<String, Object> schema =
        Shape.map("type", "object", "properties", properties, "additionalProperties", false);
    List<String> required = RecordShape.of(defaults).missingParts(defaults);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object tree) {
    return (Map<String, Object>) tree;
  }
}
