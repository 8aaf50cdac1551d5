package dev.recsim.yaml.binding;

import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A component within options, selected by name: its {@code type} and its own options in one
 * mapping.
 *
 * @param kind the interface of its providers
 */
public record PartShape(Class<? extends Provider<?>> kind) implements Shape {

  /** Returns the shape of {@code Part<SomeProvider<?>>}. */
  public static PartShape of(ParameterizedType part) {
    Type argument = part.getActualTypeArguments()[0];
    Type raw = argument instanceof ParameterizedType generic ? generic.getRawType() : argument;
    if (!(raw instanceof Class<?> kind) || !Provider.class.isAssignableFrom(kind)) {
      throw new IllegalArgumentException(
          "a Part needs an interface of providers as its type argument, not " + argument);
    }
    @SuppressWarnings("unchecked")
    Class<? extends Provider<?>> providers = (Class<? extends Provider<?>>) kind;
    return new PartShape(providers);
  }

  /**
   * Returns the name of this kind of component: {@code choice_model} for {@code
   * ChoiceModelProvider}.
   */
  public String name() {
    return name(kind);
  }

  public static String name(Class<?> kind) {
    return Options.key(kind.getSimpleName().replaceFirst("Provider$", ""));
  }

  @Override
  public Optional<Part<?>> read(Node node, String label, Problems problems) {
    return readOver(node, null, label, problems);
  }

  @Override
  public Optional<Part<?>> readOver(Node node, Object fallback, String label, Problems problems) {
    Part<?> given = (Part<?>) fallback;
    return Providers.section(node, label, Providers.of(kind).keySet(), problems)
        .flatMap(section -> read(section, given, label, problems));
  }

  private Optional<Part<?>> read(
      Section section, Part<?> fallback, String label, Problems problems) {
    Optional<? extends Provider<?>> chosen =
        fallback != null && section.value("type").isEmpty()
            ? Optional.of(fallback.provider())
            : Providers.chosen(section, Providers.of(kind), name().replace('_', ' '), problems);
    return chosen.flatMap(provider -> read(section, provider, fallback, label, problems));
  }

  private static Optional<Part<?>> read(
      Section section, Provider<?> provider, Part<?> fallback, String label, Problems problems) {
    boolean same = fallback != null && fallback.provider().name().equals(provider.name());
    Record defaults = same ? fallback.options() : provider.defaults();
    return RecordShape.of(defaults)
        .readOver(section, defaults, List.of("type"), label + ".", problems)
        .map(options -> new Part<>(provider, options));
  }

  @Override
  public Map<String, Object> tree(Object value) {
    Part<?> part = (Part<?>) value;
    Map<String, Object> tree = Shape.map("type", part.provider().name());
    tree.putAll(RecordShape.of(part.options()).tree(part.options()));
    return tree;
  }

  @Override
  public Map<String, Object> declared(Object value) {
    Part<?> part = (Part<?>) value;
    return declared(part.provider(), part.options());
  }

  /** Returns type and options of a component without the options that are defaults. */
  public static Map<String, Object> declared(Provider<?> provider, Record options) {
    Map<String, Object> tree = Shape.map("type", provider.name());
    tree.putAll(RecordShape.of(options).declared(options, provider.defaults()));
    return tree;
  }

  @Override
  public Map<String, Object> schema() {
    return Shape.map("$ref", "#/$defs/" + name());
  }

  @Override
  public Map<String, Object> schema(Object fallback) {
    if (fallback == null) {
      return schema();
    }
    Part<?> part = (Part<?>) fallback;
    return Shape.map(
        "type",
        "object",
        "if",
        Shape.map("required", List.of("type")),
        "then",
        schema(),
        "else",
        Shape.map(
            "properties",
            RecordShape.of(part.options()).properties(part.options()),
            "additionalProperties",
            false));
  }
}
