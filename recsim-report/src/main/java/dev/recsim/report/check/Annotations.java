package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.report.check.BuildRules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A check as commands to the runner of GitHub Actions, which shows them beside the lines of the
 * experiment file: {@code ::error file=experiments/x.yaml,line=12,title=...::message}.
 */
public final class Annotations {
  private Annotations() {}

  /**
   * The lines to print: an error for each verdict that fails the build, a warning for others.
   *
   * @param places of the experiments, in the order of the results
   */
  public static List<String> lines(
      List<CheckResult> results, List<SourceLines> places, BuildRules rules) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      SourceLines place = places.get(i);
      CheckFinding.of(results.get(i), place)
          .forEach(it -> line(it, place, rules.severity(it.outcome())).ifPresent(lines::add));
    }
    return List.copyOf(lines);
  }

  private static Optional<String> line(CheckFinding finding, SourceLines place, Severity severity) {
    return severity == Severity.FINE
        ? Optional.empty()
        : Optional.of(
            "::%s file=%s,line=%s,title=%s::%s"
                .formatted(
                    severity == Severity.FAILURE ? "error" : "warning",
                    property(Phrases.line(place.file())),
                    finding.line(),
                    property("recsim: " + finding.words().brief()),
                    data(String.join("\n", finding.text()))));
  }

  /** As the runner undoes it: the message of a command. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** As the runner undoes it: a property of a command. */
  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
