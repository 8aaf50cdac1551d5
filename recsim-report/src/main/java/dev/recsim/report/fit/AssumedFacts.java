package dev.recsim.report.fit;

import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.EnvironmentFile.LogFile;
import dev.recsim.fit.file.EnvironmentFile.Source;
import dev.recsim.fit.gap.GapFinding;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.Judgement;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an environment assumes, from facts: model, data, what was checked and what could not be. */
record AssumedFacts(EnvironmentFile environment, Judgement judgement) {
  /** Digits of a digest that are shown; the file has all. */
  private static final int DIGEST = 12;

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Model", environment.model() + ": users are as this model, and stay so");
    add(facts, "Data", data());
    add(facts, "Period", period());
    add(facts, "Checked and passed", named(it -> it.verdict() == Verdict.PASSES));
    add(facts, "Failed", named(it -> it.verdict() == Verdict.FAILS));
    add(facts, "Undecided", named(it -> it.verdict() == Verdict.UNDECIDED));
    add(facts, "Not looked for", unseen());
    add(facts, "Other policies", otherPolicies());
    return facts;
  }

  private static void add(List<Fact> facts, String term, String text) {
    if (!text.isEmpty()) {
      facts.add(new Fact(term, text, false));
    }
  }

  private String data() {
    Source source = environment.source();
    String files =
        source.files().stream()
            .map(it -> it.name() + " (SHA-256 " + shortly(it) + ")")
            .limit(3)
            .collect(Collectors.joining(", "));
    int more = source.files().size() - 3;
    return source.sessions() == 0
        ? ""
        : "%s in %s%s"
            .formatted(
                Figures.count(source.sessions() + source.heldOutSessions(), "session"),
                files,
                more > 0 ? " and %s more".formatted(Figures.count(more, "file")) : "");
  }

  private static String shortly(LogFile it) {
    return it.sha256().substring(0, Math.min(DIGEST, it.sha256().length()));
  }

  private String period() {
    Source source = environment.source();
    return source.first() == null ? "" : source.first() + " to " + source.last();
  }

  private String named(Predicate<FitFinding> which) {
    return judgement.findings().stream()
        .filter(it -> !it.name().startsWith(GapFinding.PREFIX))
        .filter(which)
        .map(FitFinding::name)
        .collect(Collectors.joining(", "));
  }

  private String unseen() {
    return environment.notLookedFor().stream().map(Unseen::wrong).collect(Collectors.joining(", "));
  }

  private String otherPolicies() {
    String gaps =
        judgement.findings().stream()
            .filter(it -> it.name().startsWith(GapFinding.PREFIX))
            .map(it -> it.name().substring(GapFinding.PREFIX.length()) + " " + it.verdict())
            .collect(Collectors.joining(", "));
    return gaps.isEmpty() ? "no log of another policy: distance to reality unknown" : gaps;
  }
}
