package dev.recsim.app.ab;

import dev.recsim.experimentfile.ab.AbSection;
import dev.recsim.io.Digest;
import dev.recsim.json.JsonText;

/** What a live test was declared to be before its first look. */
final class TestDefinition {
  private TestDefinition() {}

  /** A digest of all that verdicts depend on, besides the data. */
  static String digest(AbSection it, double alpha) {
    StringBuilder text = new StringBuilder();
    it.arms().forEach((arm, share) -> text.append(arm).append(' ').append(share).append('\n'));
    it.metrics()
        .forEach((name, metric) -> text.append(name).append(' ').append(metric).append('\n'));
    text.append(it.options().plan()).append('\n');
    text.append(it.options().window()).append('\n');
    text.append(it.options().looks()).append('\n');
    it.logs().ifPresent(logs -> text.append(logs.served()).append('\n'));
    text.append(it.margin().text()).append('\n');
    it.guards()
        .forEach(
            guard ->
                text.append(guard.guard().metric())
                    .append(guard.guard().margin().text())
                    .append('\n'));
    it.claims().forEach(claim -> text.append(claim.claim()).append('\n'));
    it.segments().stream()
        .filter(segment -> !segment.exploration())
        .forEach(segment -> text.append(segment.name()).append('\n'));
    text.append(JsonText.exact(alpha));
    return Digest.of(text.toString());
  }
}
