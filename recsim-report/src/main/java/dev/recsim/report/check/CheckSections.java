package dev.recsim.report.check;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Outcome;
import dev.recsim.report.check.CheckFinding.Subject;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Forest;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Check;
import dev.recsim.report.page.Page.Hint;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Tone;
import dev.recsim.rule.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A check as HTML: the top of a page and sections. */
public final class CheckSections {
  /** Margins from zero within which a difference can be told from its margin. */
  private static final double CLOSE = 3;

  private CheckSections() {}

  /** A verdict as a badge, in the words of pages. */
  public static Badge badge(Outcome outcome) {
    return new Badge(tone(outcome), OutcomeWords.page(outcome));
  }

  /** The verdict on a claim as a badge. */
  public static Badge ofClaim(Outcome outcome) {
    return new Badge(tone(outcome), OutcomeWords.ofClaim(outcome));
  }

  private static Tone tone(Outcome outcome) {
    return switch (outcome) {
      case COMPARED, IDENTICAL, HOLDS, IMPROVED, NEW -> Tone.GOOD;
      case NO_BASELINE -> Tone.QUIET;
      case UNDECIDED, UNREPEATABLE -> Tone.UNSURE;
      default -> Tone.BAD;
    };
  }

  /** What stands on top of the page. */
  public static Check top(CheckResult check) {
    List<CheckFinding> failed =
        CheckFinding.of(check).stream()
            .filter(it -> !it.outcome().holds() && it.outcome() != Outcome.NO_BASELINE)
            .sorted(CheckFinding.BY_HARM)
            .toList();
    return new Check(
        badge(check.worst()),
        failed.isEmpty()
            ? ""
            : failed.get(0).words().plain()
                + (failed.size() == 1 ? "" : " (and " + (failed.size() - 1) + " more)"),
        check.empty() ? sentence(check) : Plain.capital(CheckWords.onPage(check)) + ".",
        details(failed, check.basis().problem()),
        Cure.of(check).stream()
            .map(
                it ->
                    new Hint(
                        Plain.capital(it.words()) + (it.command().isEmpty() ? "." : ":"),
                        it.command()))
            .toList());
  }

  /** A check in one sentence, without names. */
  static String sentence(CheckResult check) {
    return check.empty()
        ? "There is no baseline to compare these scores with."
        : Plain.capital(CheckWords.overview(check)) + ".";
  }

  /** The sentences of what failed; the overview says enough of a baseline without a problem. */
  private static List<String> details(List<CheckFinding> failed, Optional<String> problem) {
    List<String> sentences =
        failed.stream()
            .flatMap(
                it ->
                    it.subject() == Subject.BASELINE
                        ? problem.map(Phrases::line).stream()
                        : Stream.of(shown(it, failed)))
            .filter(sentence -> !sentence.isEmpty())
            .toList();
    return Figures.few(sentences);
  }

  /** A finding in words; of the first one, which is the headline, only the figures. */
  private static String shown(CheckFinding it, List<CheckFinding> failed) {
    return it != failed.get(0)
        ? it.shown()
        : it.words().reason().isEmpty() ? "" : it.name() + ": " + it.words().reason();
  }

  /** The sections that tell why. */
  public static List<Section> of(CheckResult check) {
    return Stream.of(arena(check), agents(check), guards(check), rule(check), claims(check))
        .filter(section -> !section.isEmpty())
        .toList();
  }

  /** The keys that changed since the baseline; empty if none did. */
  public static Section changes(CheckResult check) {
    Table table =
        Columns.<Change>plain("Keys that changed")
            .text("Key", it -> Plain.line(it.key()))
            .text("In the baseline", it -> value(it.before()))
            .text("Now", it -> value(it.after()))
            .rows(check.basis().changes());
    return Section.of(
        "changed",
        "What changed since the baseline",
        "Keys of the experiment file, and files that it names, which differ from those the"
            + " baseline was recorded with.",
        table);
  }

  private static String value(String value) {
    return Optional.ofNullable(value).map(Plain::line).orElse("not there");
  }

  private static Section arena(CheckResult check) {
    return Section.of(
        "arena",
        "Both arenas' scores, not comparable",
        "Environment, root seed or evaluation changed, so a difference between these columns says"
            + " nothing about the agents.",
        VerdictTables.Kind.ARENA.html("Mean scores", check));
  }

  private static Section rule(CheckResult check) {
    return Section.of(
        "rule",
        "By the recorded rule",
        "Margin, guards, claims or seeds were relaxed since the baseline was recorded. These are the"
            + " verdicts of the recorded rule on this run; the change fails the check unless all"
            + " of them hold.",
        VerdictTables.Kind.RULE.html("Verdicts of the recorded rule", check));
  }

  private static Section guards(CheckResult check) {
    return Section.of(
        "guards",
        "Guards",
        "Metrics that no agent may lose, compared with the baseline like the score. A guard is no"
            + " worse if its whole interval is within the margin. It is worse if the metric lost"
            + " more than the margin and its whole interval is worse than the baseline.",
        VerdictTables.Kind.GUARD.html("Guards", check));
  }

  private static Section claims(CheckResult check) {
    return Section.of(
        "claims",
        "Claims",
        "What the experiment file claims about this run alone, or about its log. A claim holds if"
            + " its whole interval is at the threshold or above, and is broken if all of it is below."
            + " The value of a claim about two agents is their difference, above 0 if the first one is"
            + " better.",
        VerdictTables.Kind.CLAIM.html("Claims", check));
  }

  private static Section agents(CheckResult check) {
    // Where nothing moved there is nothing to draw.
    boolean drawn = check.scores().stream().anyMatch(it -> it.test().bounds().isPresent());
    Section section =
        new Section(
            "baseline",
            check.status() == Outcome.ARENA_CHANGED
                ? "The recorded experiment with the current code"
                : "Against the baseline",
            drawn
                ? lead()
                : "An agent is unchanged if all of its sessions are the same as in the baseline.",
            drawn ? chart(check) : null,
            VerdictTables.Kind.AGENT.html("Agents against the baseline", check),
            List.of());
    return drawn || check.worst().holds() ? section.fold() : section;
  }

  private static String lead() {
    return "Mean score minus the baseline's, with its interval over seeds. The shaded zone is the"
        + " margin: drops that are tolerated. An agent is no worse if its whole interval lies right"
        + " of the zone's dashed edge, and better if it lies right of zero. It is worse if it lost"
        + " more than the margin and its interval ends left of zero. Otherwise it is not decided.";
  }

  private static Chart chart(CheckResult check) {
    List<Comparison> comparisons =
        check.scores().stream()
            .sorted(Comparator.comparing(Comparison::outcome).reversed())
            .toList();
    Forest forest = new Forest();
    double margin = 0;
    for (Comparison it : comparisons) {
      forest
          .row(
              it.agent(),
              badge(it.outcome()),
              it.test().difference(),
              it.test().bounds(),
              CLOSE * it.test().margin(),
              -it.test().margin(),
              0)
          .and("margin", it.test().margin());
      margin = Math.max(margin, Double.isNaN(it.test().difference()) ? 0 : it.test().margin());
    }
    return forest.chart(
        "forest",
        "difference to the baseline with its interval, and the margin",
        Data.of(
            "unit", Plain.capital(About.rewardPerSession(check.unit())) + ", now minus baseline"),
        0.1 * margin);
  }
}
