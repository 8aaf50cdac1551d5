package dev.recsim.serve.config;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Range;
import dev.recsim.serve.feature.FeatureRule;
import dev.recsim.serve.feature.FeatureRule.Action;
import dev.recsim.serve.feature.FeatureRule.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A rule of section {@code features}: a word or a number for each event; null for the default. */
record RuleOptions(
    @Range String missing,
    @Range String unknown,
    @Range String notANumber,
    @Range String outOfRange) {

  static final RuleOptions NONE = new RuleOptions(null, null, null, null);

  RuleOptions {
    action("missing", missing, null, Kind.REFUSE, Kind.DEFAULT);
    action("unknown", unknown, null, Kind.REFUSE, Kind.IGNORE);
    action("notANumber", notANumber, null, Kind.REFUSE, Kind.DEFAULT);
    action("outOfRange", outOfRange, null, Kind.REFUSE, Kind.DEFAULT, Kind.CLAMP, Kind.IGNORE);
  }

  /** Returns the rule, with parts that are not given from another one. */
  FeatureRule over(FeatureRule other) {
    return new FeatureRule(
        action("missing", missing, other.missing(), Kind.values()),
        action("unknown", unknown, other.unknown(), Kind.values()),
        action("notANumber", notANumber, other.notANumber(), Kind.values()),
        action("outOfRange", outOfRange, other.outOfRange(), Kind.values()));
  }

  private static Action action(String option, String text, Action otherwise, Kind... allowed) {
    if (text == null) {
      return otherwise;
    }
    List<Kind> kinds = Arrays.asList(allowed);
    for (Kind kind : kinds) {
      if (kind != Kind.DEFAULT && word(kind).equals(text)) {
        return new Action(kind, 0);
      }
    }
    try {
      if (kinds.contains(Kind.DEFAULT)) {
        return Action.of(Double.parseDouble(text));
      }
    } catch (NumberFormatException e) {
      // It is a word.
    }
    List<String> words = new ArrayList<>();
    kinds.forEach(kind -> words.add(kind == Kind.DEFAULT ? "a number" : word(kind)));
    throw new InvalidOption(
        option, "must be one of " + String.join(", ", words) + ", but is " + text);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
