package dev.recsim.report;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Revision;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.GroupPage.Headline;
import dev.recsim.report.IndexPage.Linked.Words;
import dev.recsim.report.check.CheckJson;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Tone;
import dev.recsim.report.results.CheckSummary;
import dev.recsim.report.results.CheckSummary.Agent;
import dev.recsim.report.results.CheckSummary.Guard;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Swept;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** {@code reports/index.html}: every experiment and every other page with its verdict. */
public final class IndexPage {
  /** Largest number of failed experiments that are named on top. */
  private static final int NAMED = 3;

  private IndexPage() {}

  /**
   * A page.
   *
   * @param page what it is about, and its address from the index
   * @param badge its verdict; empty if there is none
   * @param trend how it came to that; empty if there is none
   * @param harm what is larger comes first, among those with a verdict of one tone
   * @param parts the pages of a sweep, the worst first
   */
  public record Linked(
      Link page,
      Words words,
      Optional<Badge> badge,
      Optional<Trend> trend,
      double harm,
      List<Linked> parts) {
    /** The worst first; equal ones by name. */
    static final Comparator<Linked> WORST_FIRST =
        Comparator.comparingInt(Linked::severity)
            .thenComparingDouble(Linked::harm)
            .reversed()
            .thenComparing(Linked::name);

    /**
     * What a page is about, in words.
     *
     * @param summary the decision in one sentence; may be empty
     * @param title in the author's words; empty if that is the name
     * @param notes small sentences below the summary
     */
    public record Words(String summary, String title, List<String> notes) {}

    /** A page about one thing that has no title. */
    public Linked(
        String name, String href, Optional<Badge> badge, String summary, Optional<Trend> trend) {
      this(
          new Link(name, href),
          new Words(Objects.requireNonNullElse(summary, ""), "", List.of()),
          badge,
          trend,
          0,
          List.of());
    }

    /** A page of which nothing else is known. */
    public Linked(String name, String href) {
      this(name, href, Optional.empty(), "", Optional.empty());
    }

    /**
     * Reads the file of a page.
     *
     * @throws JacksonException if it is not JSON of this record
     */
    public static <T extends Record & Brief> Linked read(
        String json, Class<T> type, String name, String href) throws JacksonException {
      T read = JsonRecords.read(json, type);
      return read == null
          ? new Linked(name, href)
          : new Linked(read.name(name), href, read.badge(), read.summary(), read.trend());
    }

    public String name() {
      return page.text();
    }

    public String href() {
      return page.href();
    }

    private int severity() {
      Tone tone = badge.map(Badge::tone).orElse(Tone.QUIET);
      return tone == Tone.BAD ? 2 : tone == Tone.UNSURE ? 1 : 0;
    }
  }

  /** What the index shows of the file of a page. */
  public interface Brief {
    /** Returns the decision in one sentence; null if the file lacks it. */
    String summary();

    /** Returns the decision in a word; empty if the file lacks it. */
    default Optional<Badge> badge() {
      return Optional.empty();
    }

    /** Returns how its result changed over time; empty if that is not drawn. */
    default Optional<Trend> trend() {
      return Optional.empty();
    }

    /** Returns the name of the page, which may be that of its file. */
    default String name(String file) {
      return file;
    }
  }

  /**
   * A list of pages, the worst first.
   *
   * @param id anchor of the section
   * @param subject what a page is about
   */
  public record Links(String id, String heading, String subject, List<Linked> all) {
    public Links {
      all = all.stream().sorted(Linked.WORST_FIRST).toList();
    }

    boolean trends() {
      return all.stream().anyMatch(it -> it.trend().isPresent());
    }
  }

  /**
   * Returns the page: experiments, one row for each file, then other pages.
   *
   * @param histories recorded baselines by experiment, newest first
   * @param links other pages
   * @param made when and from what
   */
  public static String render(
      List<Results> results,
      Map<String, List<Revision>> histories,
      List<Links> links,
      Provenance made) {
    List<Linked> rows = new ArrayList<>();
    byFile(results).forEach((file, members) -> rows.add(row(file, members, histories)));
    return render(rows, links, made);
  }

  /** Experiments by the name of their file: those of a sweep have the same. */
  public static Map<String, List<Results>> byFile(Collection<Results> results) {
    Map<String, List<Results>> files = new LinkedHashMap<>();
    for (Results it : results) {
      String file = it.sweep().map(Swept::base).orElse(it.experiment());
      files.computeIfAbsent(file, added -> new ArrayList<>()).add(it);
    }
    return files;
  }

  /**
   * The row of the experiments of one file.
   *
   * @param histories recorded baselines by experiment, newest first
   */
  public static Linked row(
      String file, List<Results> members, Map<String, List<Revision>> histories) {
    return members.get(0).sweep().isEmpty()
        ? experiment(members.get(0), histories)
        : sweep(file, members, histories);
  }

  /** As above, from {@link #row rows}. */
  public static String render(List<Linked> rows, List<Links> links, Provenance made) {
    Links experiments = new Links("experiments", "Experiments", "Experiment", rows);
    List<Links> shown =
        Stream.concat(Stream.of(experiments), links.stream())
            .filter(it -> !it.all().isEmpty())
            .toList();
    StringOutput html = new StringOutput();
    JteindexGenerated.render(
        new OwaspHtmlTemplateOutput(html),
        null,
        headline(experiments.all()),
        made.page("Written").origin(),
        shown);
    return html.toString();
  }

  private static String headline(List<Linked> experiments) {
    List<String> failed =
        experiments.stream().filter(it -> it.severity() > 0).map(Linked::name).toList();
    return experiments.stream().allMatch(it -> it.badge().isEmpty())
        ? ""
        : failed.isEmpty()
            ? "No check fails"
            : "%s of %s %s attention: %s"
                .formatted(
                    failed.size(),
                    Figures.count(experiments.size(), "experiment"),
                    failed.size() == 1 ? "needs" : "need",
                    Figures.some(failed, NAMED));
  }

  private static Linked sweep(
      String file, List<Results> members, Map<String, List<Revision>> histories) {
    List<Linked> parts =
        members.stream().map(it -> experiment(it, histories)).sorted(Linked.WORST_FIRST).toList();
    Linked worst = parts.get(0);
    return new Linked(
        new Link(file, file + "/index.html"),
        new Words(Headline.of(members).headline(), "", List.of()),
        worst.badge(),
        Optional.empty(),
        worst.harm(),
        parts);
  }

  private static Linked experiment(Results it, Map<String, List<Revision>> histories) {
    Optional<Outcome> check =
        Optional.ofNullable(it.check()).flatMap(at -> CheckJson.outcome(at.outcome()));
    boolean failed = check.map(CheckSections::badge).filter(Badge::failed).isPresent();
    List<String> notes = new ArrayList<>();
    if (failed) {
      notes.add(it.headline());
    }
    if (!it.warnings().isEmpty()) {
      int more = it.warnings().size() - 1;
      notes.add(
          "Warning: " + it.warnings().get(0) + (more == 0 ? "" : " (and %s more)".formatted(more)));
    }
    return new Linked(
        new Link(it.shortName(), it.experiment() + "/index.html"),
        new Words(
            failed ? CheckWords.onPage(it.check()) : it.headline(),
            it.title().equals(it.experiment()) || it.swept() != null ? "" : it.title(),
            notes),
        check.map(CheckSections::badge),
        Trend.of(histories.getOrDefault(it.experiment(), List.of()), it, worst(it)),
        check.filter(at -> failed).map(at -> at.ordinal() + loss(it.check())).orElse(0.0)
            + (it.warnings().isEmpty() ? 0 : 0.1)
            + (check.filter(Outcome.NO_BASELINE::equals).isPresent() ? 0.05 : 0),
        List.of());
  }

  /** The agent that failed its check with the largest loss; empty if none did. */
  private static Optional<String> worst(Results it) {
    return Optional.ofNullable(it.check()).stream()
        .flatMap(check -> check.agents().stream())
        .filter(agent -> failed(agent.outcome()))
        .max(Comparator.comparingDouble(agent -> loss(Stream.of(agent.figures()))))
        .map(Agent::name);
  }

  /**
   * The largest loss of a check in (0, 1), by the share of the baseline; that of an agent's score
   * is above that of a guard.
   */
  private static double loss(CheckSummary check) {
    double agents =
        loss(check.agents().stream().filter(it -> failed(it.outcome())).map(Agent::figures));
    double guards =
        loss(check.guards().stream().filter(it -> failed(it.outcome())).map(Guard::figures));
    return (agents > 0 ? 1 + agents : guards) / 2;
  }

  private static boolean failed(String outcome) {
    return CheckJson.outcome(outcome).filter(it -> !it.holds()).isPresent();
  }

  private static double loss(Stream<CheckSummary.Figures> figures) {
    DoubleStream shares =
        figures
            .filter(it -> it.difference() != null && it.baseline() != null)
            .mapToDouble(it -> Math.abs(it.difference() / it.baseline()));
    double share = shares.filter(Double::isFinite).max().orElse(0);
    return share / (1 + share);
  }
}
