package dev.recsim.report.fit;

import dev.recsim.fit.gap.GapFinding;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.IndexPage.Brief;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The verdict on a fitted environment in words.
 *
 * @param name of the environment
 * @param findings by threshold, one or more
 */
public record FitWords(String name, List<FitFinding> findings) {

  /** The worst verdict. */
  public Verdict verdict() {
    return findings.stream()
        .map(FitFinding::verdict)
        .max(Comparator.naturalOrder())
        .orElse(Verdict.PASSES);
  }

  private List<FitFinding> with(Verdict verdict) {
    return findings.stream().filter(it -> it.verdict() == verdict).toList();
  }

  /** {@code shop does not fit the log: session_length FAILS}. */
  public String headline() {
    List<FitFinding> failed = with(Verdict.FAILS);
    return failed.isEmpty()
        ? name
            + (with(Verdict.UNDECIDED).isEmpty()
                ? " fits the log"
                : " may fit the log, which is too small to tell")
        : "%s %s: %s %s"
            .formatted(
                name,
                failed.stream().allMatch(FitWords::isCounterfactual)
                    ? "is wrong about other policies"
                    : "does not fit the log",
                failed.stream().map(FitWords::named).collect(Collectors.joining(", ")),
                Verdict.FAILS);
  }

  /** {@code session_length}, or {@code counterfactual week41-b}. */
  private static String named(FitFinding finding) {
    return isCounterfactual(finding) ? finding.name().replaceFirst("[.]", " ") : finding.name();
  }

  /** {@code 5 of 7 thresholds are reached, 1 is undecided, 1 is not}. */
  public String overview() {
    int undecided = with(Verdict.UNDECIDED).size();
    int failed = with(Verdict.FAILS).size();
    String text =
        "%s of %s %s reached on %s"
            .formatted(
                findings.size() - undecided - failed,
                Figures.count(findings.size(), "threshold"),
                findings.size() == 1 ? "is" : "are",
                judgedBy());
    return text
        + (undecided > 0 ? ", %s cannot be decided".formatted(undecided) : "")
        + (failed > 0 ? ", %s %s not".formatted(failed, failed == 1 ? "is" : "are") : "")
        + ".";
  }

  private String judgedBy() {
    int others = counterfactual().size();
    String sessions = others == findings.size() ? "" : "held-out sessions";
    String logs = others == 0 ? "" : "logs of other policies";
    return sessions + (sessions.isEmpty() || logs.isEmpty() ? "" : " and ") + logs;
  }

  /** The findings about logs of other policies. */
  List<FitFinding> counterfactual() {
    return findings.stream().filter(FitWords::isCounterfactual).toList();
  }

  private static boolean isCounterfactual(FitFinding finding) {
    return finding.name().startsWith(GapFinding.PREFIX);
  }

  /**
   * How many sessions a log needs for a decision: what chance alone gives, a distance, falls with
   * the root of their number.
   */
  String more() {
    double times =
        with(Verdict.UNDECIDED).stream()
            .mapToDouble(it -> Math.pow(it.chance() / it.threshold(), 2))
            .filter(it -> Double.isFinite(it) && it > 1)
            .max()
            .orElse(0);
    return times == 0
        ? "Log more sessions."
        : "Log about %s times as many sessions: then a model that fits reaches its thresholds."
            .formatted(Figures.significant(Math.max(1.1, times), 2).toPlainString());
  }

  /** A sentence for each threshold that is not reached, the failed ones first. */
  public List<String> problems() {
    return findings.stream()
        .filter(it -> !it.verdict().reached())
        .sorted(Comparator.comparing(FitFinding::verdict).reversed())
        .map(it -> "%s %s: %s".formatted(named(it), it.verdict(), it.sentence()))
        .toList();
  }

  /** The lines for a terminal: the problems, and all logs of other policies. */
  public List<String> lines() {
    List<String> lines = withoutGaps();
    counterfactual().forEach(it -> lines.add(named(it) + ": " + gap(it)));
    lines.subList(1, lines.size()).replaceAll(it -> "  " + it);
    return lines;
  }

  /** The verdict and the problems, in a text whose reader is told the gaps elsewhere. */
  public String warning() {
    List<String> sentences = withoutGaps();
    with(Verdict.FAILS).stream()
        .filter(FitWords::isCounterfactual)
        .forEach(it -> sentences.add("%s %s.".formatted(named(it), it.verdict())));
    return String.join(" ", sentences);
  }

  private List<String> withoutGaps() {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s, %s".formatted(name, verdict(), overview()));
    lines.addAll(
        new FitWords(name, findings.stream().filter(it -> !isCounterfactual(it)).toList())
            .problems());
    return lines;
  }

  /** What each log of another policy says, the worst first. */
  public List<String> gaps() {
    return counterfactual().stream()
        .sorted(Comparator.comparing(FitFinding::verdict).reversed())
        .map(
            it ->
                "Log %s of another policy: %s"
                    .formatted(it.name().substring(GapFinding.PREFIX.length()), gap(it)))
        .toList();
  }

  /** {@code HOLDS, predicted 6.31, observed 6.02 a session: ...}. */
  private static String gap(FitFinding finding) {
    String sentence = finding.sentence();
    return "%s, %s"
        .formatted(
            finding.verdict(),
            sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1));
  }

  private static final int SCHEMA_VERSION = 1;

  /** {@code fit.json}, which the index reads. */
  public record File(int schemaVersion, String environment, String verdict, String summary)
      implements Brief {
    @Override
    public Optional<Badge> badge() {
      return Arrays.stream(Verdict.values())
          .filter(it -> it.name().equals(verdict))
          .findFirst()
          .map(FitPage::badge);
    }
  }

  /** Returns {@code fit.json}: the verdict as JSON, ending with a newline. */
  public String json() {
    return JsonRecords.write(new File(SCHEMA_VERSION, name, verdict().name(), overview()));
  }
}
