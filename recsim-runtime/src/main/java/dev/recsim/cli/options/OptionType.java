package dev.recsim.cli.options;

import dev.recsim.api.Options.Range;
import dev.recsim.app.project.UserError;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the text of an option becomes its value.
 *
 * @param rule description of valid texts, for messages
 * @param isFlag whether {@code true} is one of them
 * @param reader returns empty or throws for other texts
 */
record OptionType(String rule, boolean isFlag, Function<String, Optional<?>> reader) {
  private static final Pattern DURATION = Pattern.compile("[1-9]\\d{0,5}\\s*[smh]");

  /** The type of a component; a range belongs to a number. */
  static OptionType of(Class<?> type, Range range) {
    if (type.isEnum()) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Object constant : type.getEnumConstants()) {
        values.put(constant.toString().toLowerCase(Locale.ROOT), constant);
      }
      OptionType exact = choice(values, new ArrayList<>(values.keySet()));
      return new OptionType(
          exact.rule, exact.isFlag, text -> exact.reader.apply(text.toLowerCase(Locale.ROOT)));
    }
    if (type == double.class) {
      return of(
          "a number from 1e-6 to below 0.5 such as 0.01",
          text ->
              Optional.of(Double.valueOf(text))
                  .filter(it -> it >= range.min() && it < range.below()));
    }
    if (type == int.class || type == Integer.class) {
      int least = Optional.ofNullable(range).map(it -> (int) it.min()).orElse(0);
      return of(
          "a whole number of %s or more".formatted(least),
          text -> Optional.of(Integer.valueOf(text)).filter(it -> it >= least));
    }
    // Each program start reads some options of one verb, so only what they need is made.
    return switch (type.getSimpleName()) {
      case "boolean" -> choice(Map.of("true", true, "false", false), List.of("true", "false"));
      case "String" -> of("a text", Optional::of);
      case "Path" -> of("a path", text -> Optional.of(Path.of(text)));
      case "Double" ->
          of(
              "a number such as 0.021",
              text -> Optional.of(Double.valueOf(text)).filter(Double::isFinite));
      case "LocalDate" ->
          of("a day such as 2026-12-24", text -> Optional.of(LocalDate.parse(text)));
      case "Instant" ->
          of(
              "a date or a time such as 2026-11-30 or 2026-11-30T12:00:00Z",
              text -> Optional.of(Instant.parse(text.contains("T") ? text : text + "T00:00:00Z")));
      case "Duration" ->
          of(
              "a whole number of seconds, minutes or hours such as 90s, 30m or 2h",
              OptionType::duration);
      default -> throw new IllegalStateException("no option can be a " + type);
    };
  }

  private static OptionType of(String rule, Function<String, Optional<?>> reader) {
    return new OptionType(rule, false, reader);
  }

  private static OptionType choice(Map<String, ?> values, List<String> names) {
    int last = names.size() - 1;
    return new OptionType(
        String.join(", ", names.subList(0, last)) + " or " + names.get(last),
        names.contains("true"),
        text -> Optional.ofNullable(values.get(text)));
  }

  private static Optional<Duration> duration(String text) {
    return DURATION.matcher(text).matches()
        ? Optional.of(Duration.parse("PT" + text.replaceAll("\\s", "").toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** Reads the value of a property. */
  Object read(String property, String text) throws UserError {
    try {
      Optional<?> value = reader.apply(text);
      if (value.isPresent()) {
        return value.get();
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Reported below, as other invalid texts.
    }
    throw new UserError("%s must be %s, not %s".formatted(property, rule, text));
  }
}
