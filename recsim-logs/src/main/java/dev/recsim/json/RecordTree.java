package dev.recsim.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Turns records into trees. Jackson could do it, but a run writes few records of many classes, and
 * Jackson spends more time on each class than on all its records.
 *
 * @param number the node of a number
 */
record RecordTree(DoubleFunction<JsonNode> number) {
  private static final ClassValue<List<Key>> KEYS =
      new ClassValue<>() {
        @Override
        protected List<Key> computeValue(Class<?> type) {
          List<Key> keys = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            if (!component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
              keys.add(Key.of(component.getName(), component.getAccessor(), type));
            }
          }
          return keys;
        }
      };

  /**
   * A component: its name as {@link JsonRecords} reads it, its accessor, when it is written, and
   * whether its own components are written in its place.
   */
  private record Key(String name, Method accessor, Include include, boolean unwrapped) {
    static Key of(String component, Method accessor, Class<?> type) {
      String name = SnakeCaseStrategy.INSTANCE.translate(component);
      accessor.setAccessible(true);
      JsonInclude own = MixIns.of(accessor, JsonInclude.class);
      JsonInclude include = own == null ? MixIns.of(type, JsonInclude.class) : own;
      return new Key(
          name,
          accessor,
          include == null ? Include.ALWAYS : include.value(),
          accessor.isAnnotationPresent(JsonUnwrapped.class));
    }

    Object value(Record record) {
      try {
        return accessor.invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
    }

    boolean leavesOut(JsonNode tree) {
      return switch (include) {
        case NON_NULL -> tree.isNull();
        case NON_EMPTY -> tree.isContainerNode() ? tree.isEmpty() : tree.asText("").isEmpty();
        case NON_DEFAULT -> tree.isBoolean() && !tree.booleanValue();
        default -> false;
      };
    }
  }

  /**
   * Returns the tree of a record, a collection, an array, a map, an object, text, a number, or
   * null. An optional stands for its value, or null.
   *
   * @throws IllegalArgumentException for other objects
   */
  JsonNode of(Object value) {
    if (value instanceof Record record) {
      return of(record);
    }
    if (value instanceof JsonObject object) {
      return object.node();
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(this::of).orElse(JsonText.NODES.nullNode());
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = JsonText.NODES.objectNode();
      map.forEach((key, item) -> node.set(key.toString(), of(item)));
      return node;
    }
    if (value instanceof Collection<?> items) {
      ArrayNode node = JsonText.NODES.arrayNode();
      items.forEach(item -> node.add(of(item)));
      return node;
    }
    if (value != null && value.getClass().isArray()) {
      ArrayNode node = JsonText.NODES.arrayNode();
      for (int i = 0; i < Array.getLength(value); i++) {
        node.add(of(Array.get(value, i)));
      }
      return node;
    }
    return scalar(value);
  }

  private JsonNode of(Record record) {
    ObjectNode node = JsonText.NODES.objectNode();
    for (Key key : KEYS.get(record.getClass())) {
      JsonNode tree = of(key.value(record));
      if (key.unwrapped) {
        node.setAll((ObjectNode) tree);
      } else if (!key.leavesOut(tree)) {
        node.set(key.name, tree);
      }
    }
    if (MixIns.of(record.getClass(), JsonFormat.class) == null) {
      return node;
    }
    ArrayNode items = JsonText.NODES.arrayNode();
    node.forEach(items::add);
    return items;
  }

  private JsonNode scalar(Object value) {
    if (value == null) {
      return JsonText.NODES.nullNode();
    }
    if (value instanceof Double real) {
      return number.apply(real);
    }
    if (value instanceof Boolean flag) {
      return JsonText.NODES.booleanNode(flag);
    }
    if (value instanceof Integer || value instanceof Long) {
      return JsonText.NODES.numberNode(((Number) value).longValue());
    }
    if (value instanceof String || value instanceof Enum) {
      return JsonText.NODES.textNode(value.toString());
    }
    throw new IllegalArgumentException("no JSON for " + value.getClass());
  }
}
