package dev.recsim.api;

import dev.recsim.api.Options.Default;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Creates records of options with the values of their {@link Default} annotations. */
final class DefaultOptions {
  /** Reflection makes new ones for each call, which loops may ask for. */
  static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> options) {
          return options.getRecordComponents();
        }
      };

  /** The defaults of each type of options, which loops may ask for. */
  private static final ClassValue<Object> DEFAULTS =
      new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> options) {
          return record(options, "{}");
        }
      };

  /** The type of the options of each class of providers. */
  private static final ClassValue<Class<?>> TYPES =
      new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> provider) {
          return (Class<?>) options(provider, provider);
        }
      };

  private DefaultOptions() {}

  /** The default options of a provider; their type is its type argument of {@link Provider}. */
  @SuppressWarnings("unchecked") // Provider's type argument is C
  static <C extends Record> C of(Provider<C> provider) {
    return of((Class<C>) TYPES.get(provider.getClass()));
  }

  static <C extends Record> C of(Class<C> type) {
    return type.cast(DEFAULTS.get(type));
  }

  /** The type argument C of the {@code Provider<C>} that a type extends or implements, or null. */
  private static Type options(Type type, Class<?> raw) {
    if (raw == Provider.class) {
      return ((ParameterizedType) type).getActualTypeArguments()[0];
    }
    List<Type> above = new ArrayList<>(List.of(raw.getGenericInterfaces()));
    if (raw.getGenericSuperclass() != null) {
      above.add(raw.getGenericSuperclass());
    }
    for (Type one : above) {
      Class<?> of = (Class<?>) (one instanceof ParameterizedType p ? p.getRawType() : one);
      Type found = Provider.class.isAssignableFrom(of) ? options(one, of) : null;
      if (found instanceof TypeVariable<?> variable && type instanceof ParameterizedType known) {
        int index = Arrays.asList(raw.getTypeParameters()).indexOf(variable);
        return index < 0 ? found : known.getActualTypeArguments()[index];
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Parses {@code {key: value, ...}}; missing keys get their defaults. */
  private static Object record(Class<?> type, String text) {
    RecordComponent[] components = COMPONENTS.get(type);
    Object[] values = new Object[components.length];
    List<String> given = split(text);
    for (int i = 0; i < values.length; i++) {
      String prefix = Options.key(components[i].getName()) + ":";
      Default otherwise = components[i].getAnnotation(Default.class);
      String value =
          given.stream()
              .filter(entry -> entry.startsWith(prefix))
              .map(entry -> entry.substring(prefix.length()).trim())
              .findFirst()
              .orElse(otherwise == null ? "null" : otherwise.value());
      values[i] = value(components[i].getGenericType(), value);
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (IllegalArgumentException | ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException thrown ? thrown.getCause() : e;
      throw new IllegalStateException(
          type.getName() + " cannot be made of its defaults " + Arrays.toString(values), cause);
    }
  }

  private static Object value(Type type, String text) {
    if (text.equals("null")) {
      return null;
    }
    if (type instanceof ParameterizedType list) {
      Type element = list.getActualTypeArguments()[0];
      return split(text).stream().map(each -> value(element, each)).toList();
    }
    Class<?> raw = (Class<?>) type;
    if (raw == int.class || raw == Integer.class) {
      return Integer.valueOf(text);
    } else if (raw == long.class || raw == Long.class) {
      return Long.valueOf(text);
    } else if (raw == double.class || raw == Double.class) {
      return Double.valueOf(text);
    } else if (raw == boolean.class || raw == Boolean.class) {
      return Boolean.valueOf(text);
    } else if (raw.isEnum()) {
      return constant(raw, text.toUpperCase(Locale.ROOT));
    } else if (raw.isRecord()) {
      return text.startsWith("{") ? record(raw, text) : ofNumber(raw, Double.parseDouble(text));
    }
    return text;
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type.getName() + " has no " + name));
  }

  /** Creates a record from a plain number, with its factory {@code of(double)}. */
  private static Object ofNumber(Class<?> type, double number) {
    try {
      Method factory = type.getMethod("of", double.class);
      factory.setAccessible(true);
      return factory.invoke(null, number);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " is not made of a number", e);
    }
  }

  /** Splits the text between the outer brackets at its top-level commas. */
  private static List<String> split(String text) {
    List<String> entries = new ArrayList<>();
    int depth = 0;
    int start = 1;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i == text.length() - 1 || (c == ',' && depth == 0)) {
        String entry = text.substring(start, i).trim();
        if (!entry.isEmpty()) {
          entries.add(entry);
        }
        start = i + 1;
      }
      depth += "[{".indexOf(c) >= 0 ? 1 : "]}".indexOf(c) >= 0 ? -1 : 0;
    }
    return entries;
  }

  /**
   * The words of a name in small letters with {@code _} between them: {@code not_a_number}. Not a
   * regular expression, because each run asks for hundreds of keys.
   */
  static String key(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (beginsWord(name, i)) {
        words.append('_');
      }
      words.append(name.charAt(i));
    }
    return words.toString().toLowerCase(Locale.ROOT);
  }

  /** A capital letter after a small one, or after a word of one letter, such as N of NotANumber. */
  private static boolean beginsWord(String name, int i) {
    boolean afterLetter =
        isCapital(name, i - 1)
            && isSmall(name, i - 2)
            && isSmall(name, i + 1)
            && !Character.isDigit(name.charAt(i + 1));
    return isCapital(name, i) && (isSmall(name, i - 1) || afterLetter);
  }

  private static boolean isCapital(String name, int i) {
    return i >= 0 && i < name.length() && name.charAt(i) >= 'A' && name.charAt(i) <= 'Z';
  }

  /** Whether it is a small letter or a digit. */
  private static boolean isSmall(String name, int i) {
    return i >= 0
        && i < name.length()
        && (name.charAt(i) >= 'a' && name.charAt(i) <= 'z'
            || name.charAt(i) >= '0' && name.charAt(i) <= '9');
  }
}
