package dev.recsim.app.ab;

import dev.recsim.io.Digest;
import dev.recsim.json.JsonText;
import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.AbPlan;
import dev.recsim.live.options.AbSection;
import dev.recsim.logs.served.ServedOptions;
import dev.recsim.rule.Claim;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The digest of a live test in files of version 1. Its text is that of the Java records of that
 * version, written out here, so that the tests that were running go on.
 */
final class FirstDefinition {
  /** What is not given. */
  private static final String NONE = "null";

  private FirstDefinition() {}

  /** The digest of a test that is judged with this error rate. */
  static String digest(AbSection it, double alpha) {
    StringBuilder text = new StringBuilder();
    it.arms().forEach((arm, share) -> text.append(arm).append(' ').append(share).append('\n'));
    it.metrics()
        .forEach((name, metric) -> text.append(name).append(' ').append(of(metric)).append('\n'));
    Optional<AbPlan> plan = Optional.ofNullable(it.options().plan());
    text.append(
            plan.map(end -> record("AbPlan", "days", end.days(), "units", end.units()))
                .orElse(NONE))
        .append('\n');
    text.append(it.options().window()).append('\n');
    text.append(it.options().looks()).append('\n');
    it.logs().ifPresent(logs -> text.append(of(logs.served())).append('\n'));
    text.append(it.goals().margin().text()).append('\n');
    it.goals()
        .guards()
        .forEach(
            guard ->
                text.append(guard.guard().metric())
                    .append(guard.guard().margin().text())
                    .append('\n'));
    it.goals().claims().forEach(spec -> text.append(of((Claim.OfTwo) spec.claim())).append('\n'));
    it.segments().stream()
        .filter(segment -> !segment.exploration())
        .forEach(segment -> text.append(segment.name()).append('\n'));
    text.append(JsonText.exact(alpha));
    return Digest.of(text.toString());
  }

  private static String of(AbMetric it) {
    return record(
        "AbMetric",
        "column",
        it.column(),
        "share",
        it.share(),
        "ratio",
        it.ratio(),
        "better",
        it.better(),
        "join",
        it.join(),
        "clip",
        it.clip(),
        "covariate",
        it.covariate(),
        "range",
        it.range(),
        "expected",
        it.expected(),
        "method",
        it.method());
  }

  private static String of(ServedOptions it) {
    return record(
        "ServedOptions",
        "attribution",
        it.outcomes().attribution(),
        "sessionGap",
        it.sessionGap(),
        "keepLate",
        it.outcomes().keepLate(),
        "sum",
        it.outcomes().sum(),
        "arms",
        it.arms(),
        "keepInterleaved",
        it.keepInterleaved(),
        "fallbacks",
        it.limits().fallbacks(),
        "mostLost",
        it.limits().mostLost());
  }

  private static String of(Claim.OfTwo it) {
    String tolerated =
        Optional.ofNullable(it.of().margin())
            .map(of -> record("Margin", "relative", of.relative(), "absolute", of.absolute()))
            .orElse(NONE);
    String of =
        record(
            "Quantity",
            "metric",
            it.of().metric(),
            "lowerIsBetter",
            it.of().lowerIsBetter(),
            "margin",
            tolerated);
    String kind = it instanceof Claim.Beats ? "Beats" : "NotWorseThan";
    return record(kind, "agent", it.agent(), "of", of, "other", it.other());
  }

  private static String record(String name, Object... components) {
    StringJoiner text = new StringJoiner(", ", name + "[", "]");
    for (int i = 0; i < components.length; i += 2) {
      text.add(components[i] + "=" + components[i + 1]);
    }
    return text.toString();
  }
}
