package dev.recsim.report.ab;

import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.InSegment;
import dev.recsim.live.judge.LiveTestResult.OfMetric;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.report.page.Plain;
import java.util.ArrayList;
import java.util.List;

/** A live test as lines for a terminal. */
public final class AbLines {
  private AbLines() {}

  /** Returns the decision first, then each metric, then what was left out. */
  public static List<String> of(LiveTestResult report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, %s"
            .formatted(report.of().name(), AbWords.decision(report), AbWords.state(report)));
    report.refusals().forEach(it -> lines.add("  REFUSED: " + it));
    if (report.refusals().isEmpty()) {
      for (Treatment each : report.treatments()) {
        lines.add("  " + each.decision() + ": " + AbWords.reason(report, each));
        for (OfMetric metric : each.metrics()) {
          lines.add(
              "  %s:%s %s".formatted(each.arm(), metric.metric(), AbWords.verdict(report, metric)));
        }
      }
    }
    for (InSegment it : report.segments()) {
      lines.add(
          "  %s, %s:%s %s"
              .formatted(
                  it.segment(), it.arm(), it.metric().metric(), AbWords.inSegment(report, it)));
    }
    report.sample().warnings().forEach(it -> lines.add("  warning: " + it));
    AbWords.counts(report).forEach(it -> lines.add("  left out: " + it));
    return lines.stream().map(it -> indent(it) + Plain.visible(it).strip()).toList();
  }

  private static String indent(String line) {
    return line.startsWith("  ") ? "  " : "";
  }
}
