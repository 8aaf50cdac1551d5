package dev.recsim.policy;

import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Provider;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Writes records of options as JSON and reads them, with the keys and constants of YAML. A part,
 * such as the agent inside a layer, is {@code {"type": .., "options": {..}}}. Components that are
 * null are left out. A map has text as keys; values of type {@code Object} are trees of JSON.
 */
final class OptionsJson {
  private static final String TYPE = "type";
  private static final String OPTIONS = "options";

  private OptionsJson() {}

  /** Returns the record as JSON. */
  static String write(Record record) {
    return JsonTree.write(tree(record));
  }

  /** Returns a component as a tree of JSON. */
  static Object tree(Object value) {
    if (value instanceof Part<?> part) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put(TYPE, part.provider().name());
      tree.put(OPTIONS, tree(part.options()));
      return tree;
    }
    if (value instanceof Record record) {
      Map<String, Object> tree = new LinkedHashMap<>();
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        Object inside = component(record, component);
        if (inside != null) {
          tree.put(Options.key(component.getName()), tree(inside));
        }
      }
      return tree;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> tree = new LinkedHashMap<>();
      map.forEach((key, inside) -> tree.put((String) key, tree(inside)));
      return tree;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(OptionsJson::tree).toList();
    }
    return value instanceof Enum<?> constant ? name(constant) : value;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The value of a component. */
  static Object component(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /**
   * Reads a record.
   *
   * @param ignored keys that earlier versions wrote
   * @throws IllegalArgumentException if the text is not a record of this type
   */
  static <R extends Record> R read(String json, Class<R> type, String... ignored) {
    return read(json, type, null, List.of(ignored));
  }

  /**
   * Reads a record, in which missing components are the given ones.
   *
   * @throws IllegalArgumentException if the text is not a record of this type
   */
  static Record read(String json, Record defaults) {
    return read(json, defaults.getClass(), defaults, List.of());
  }

  /**
   * Reads a part, of which all options are given.
   *
   * @param kind interface of its provider
   * @throws IllegalArgumentException if there is no such provider, or an option is invalid
   */
  @SuppressWarnings("rawtypes") // a kind of providers is generic
  static Part<?> readPart(String json, Class<? extends Provider> kind) {
    return part(map(JsonTree.read(json), "the text"), kind, "environment");
  }

  private static <R extends Record> R read(
      String json, Class<R> type, Record defaults, List<String> ignored) {
    try {
      Map<String, Object> map = map(JsonTree.read(json), "the text");
      map.keySet().removeAll(ignored);
      return type.cast(record(map, type, defaults, ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "it has no readable " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Creates a record.
   *
   * @param defaults values of missing components; null without
   * @param path of the record in the text, ending with a dot; empty for the text itself
   */
  private static Object record(
      Map<String, Object> map, Class<?> type, Record defaults, String path) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> keys =
        Arrays.stream(components).map(component -> Options.key(component.getName())).toList();
    for (String key : map.keySet()) {
      check(keys.contains(key), path + key + " is unknown, there are " + keys);
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          defaults != null && !map.containsKey(keys.get(i))
              ? component(defaults, components[i])
              : value(map.get(keys.get(i)), components[i].getGenericType(), path + keys.get(i));
    }
    return create(type, components, values, path);
  }

  private static Object create(
      Class<?> type, RecordComponent[] components, Object[] values, String path) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(path + e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create " + type, e);
    }
  }

  private static Object value(Object tree, Type type, String path) {
    if (tree == null) {
      check(!(type instanceof Class<?> raw && raw.isPrimitive()), path + " is missing");
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      Type argument = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Map.class) {
        return entries(map(tree, path), generic.getActualTypeArguments()[1], path);
      }
      return generic.getRawType() == Part.class
          ? part(map(tree, path), argument, path)
          : list(tree, argument, path);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == Object.class) {
      return tree;
    }
    if (raw.isRecord()) {
      return record(map(tree, path), raw, null, path + ".");
    }
    return raw.isEnum() ? constant(tree, raw, path) : scalar(tree, raw, path);
  }

  private static Part<?> part(Map<String, Object> map, Type kind, String path) {
    Class<?> providers =
        (Class<?>) (kind instanceof ParameterizedType generic ? generic.getRawType() : kind);
    for (Object found : ServiceLoader.load(providers)) {
      Provider<?> provider = (Provider<?>) found;
      if (provider.name().equals(map.get(TYPE))) {
        String options = path + "." + OPTIONS;
        Class<?> type = provider.defaults().getClass();
        return new Part<>(
            provider, (Record) record(map(map.get(OPTIONS), options), type, null, options + "."));
      }
    }
    throw new IllegalArgumentException(
        "no part of type " + map.get(TYPE) + " is on the class path");
  }

  private static List<Object> list(Object tree, Type element, String path) {
    check(tree instanceof List<?>, path + " must be a list, not " + tree);
    List<Object> items = new ArrayList<>();
    for (Object item : (List<?>) tree) {
      items.add(value(item, element, path + "[" + items.size() + "]"));
    }
    return items;
  }

  private static Map<String, Object> entries(Map<String, Object> map, Type type, String path) {
    Map<String, Object> entries = new LinkedHashMap<>();
    map.forEach((key, inside) -> entries.put(key, value(inside, type, path + "." + key)));
    return entries;
  }

  private static Object constant(Object tree, Class<?> type, String path) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(each -> name((Enum<?>) each)).toList();
    int index = names.indexOf(tree.toString().toLowerCase(Locale.ROOT));
    check(index >= 0, path + " must be one of " + names + ", not " + tree);
    return type.getEnumConstants()[index];
  }

  private static Object scalar(Object tree, Class<?> type, String path) {
    if (type == String.class || type == boolean.class || type == Boolean.class) {
      boolean fits = type == String.class ? tree instanceof String : tree instanceof Boolean;
      check(fits, path + " must be " + (type == String.class ? "text" : "true or false"));
      return tree;
    }
    check(tree instanceof Number, path + " must be a number, not " + tree);
    Number number = (Number) tree;
    if (type == double.class || type == Double.class) {
      return number.doubleValue();
    }
    boolean isLong = type == long.class || type == Long.class;
    check(
        number instanceof Integer || isLong && number instanceof Long,
        path + " must be a whole number in range, not " + tree);
    return isLong ? (Object) number.longValue() : (Object) number.intValue();
  }

  @SuppressWarnings("unchecked") // trees have text as keys
  private static Map<String, Object> map(Object tree, String path) {
    check(tree instanceof Map<?, ?>, path + " must be an object");
    return (Map<String, Object>) tree;
  }

  private static void check(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }
}
