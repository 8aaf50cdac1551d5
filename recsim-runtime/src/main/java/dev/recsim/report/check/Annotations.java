package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import java.util.ArrayList;
import java.util.List;

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
  public static List<String> lines(List<CheckResult> results, List<Place> places, Policy policy) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      CheckResult result = results.get(i);
      Place place = places.get(i);
      Finding.of(result, place, policy).stream()
          .filter(finding -> finding.severity() != Severity.FINE)
          .forEach(finding -> lines.add(line(finding, result, place)));
    }
    return List.copyOf(lines);
  }

  private static String line(Finding finding, CheckResult result, Place place) {
    String title = "recsim: " + finding.name() + " " + finding.verdict();
    List<String> message = new ArrayList<>(List.of(finding.sentence()));
    if (finding.subject() == Finding.Subject.BASELINE) {
      message.addAll(CheckWords.changes(result));
    }
    finding.cure().map(Cure::line).ifPresent(message::add);
    return "::%s file=%s,line=%d,title=%s::%s"
        .formatted(
            finding.severity() == Severity.FAILURE ? "error" : "warning",
            property(Phrases.line(place.file())),
            finding.line(),
            property(title),
            data(String.join("\n", message)));
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
