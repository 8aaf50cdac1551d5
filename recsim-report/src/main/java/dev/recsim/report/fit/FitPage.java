package dev.recsim.report.fit;

import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.EnvironmentFile.LogFile;
import dev.recsim.fit.file.EnvironmentFile.Source;
import dev.recsim.fit.file.FittedParameters.Figure;
import dev.recsim.fit.file.FittedParameters.Near;
import dev.recsim.fit.file.FittedParameters.Similar;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.Judgement;
import dev.recsim.fit.judge.Likelihood;
import dev.recsim.fit.judge.Picture;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.report.JtedeclarationGenerated;
import dev.recsim.report.JtepageGenerated;
import dev.recsim.report.JtetablesGenerated;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Badge;
import dev.recsim.report.page.Page.Body;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Check;
import dev.recsim.report.page.Page.Hint;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Page.Top;
import dev.recsim.report.page.Page.Words;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Tone;
import dev.recsim.report.results.Provenance;
import dev.recsim.stats.Interval;
import gg.jte.html.HtmlTemplateOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The report of a fit: one file that needs no network. The same fit gives the same bytes.
 *
 * @param name of the environment
 */
public record FitPage(String name, EnvironmentFile environment, Judgement judgement) {
  private static final String LOG = "log";
  private static final String MODEL = "model";
  private static final int DECIMALS = 4;

  private static final double NORMAL = 1.959964;

  /**
   * Returns the page in UTF-8.
   *
   * @param made when and from what
   */
  public byte[] utf8(Provenance made) {
    List<Section> sections = sections();
    Map<String, Boolean> series = new LinkedHashMap<>();
    series.put(LOG, true);
    series.put(MODEL, false);
    if (!environment.counterfactual().isEmpty()) {
      GapSection.SERIES.forEach(it -> series.put(it, false));
    }
    Page page =
        new Page(
            new Top(
                "Fit of " + name,
                List.of(
                    Link.index("environments/" + name),
                    new Link("environments", ""),
                    new Link(name, "")),
                Optional.of(check()),
                new Words(
                    new FitWords(name, judgement.findings()).headline() + ".",
                    details(),
                    List.of()),
                keys(),
                new AssumedFacts(environment, judgement).facts()),
            sections,
            Data.page(series, sections));
    return Assets.page(html -> JtepageGenerated.render(html, null, page.of(made.page("Fitted"))));
  }

  private Check check() {
    FitWords words = new FitWords(name, judgement.findings());
    return new Check(
        badge(words.verdict()),
        words.verdict() == Verdict.FAILS ? words.headline() : "",
        words.overview(),
        Figures.few(words.problems()),
        List.of(toDo(words.verdict())));
  }

  /** The first problems; a table below has them all. */
  private Hint toDo(Verdict verdict) {
    boolean fitted = !judgement.likelihoods().isEmpty();
    String use = "environment: {type: fitted, file: environments/%s.json}".formatted(name);
    return switch (verdict) {
      case FAILS ->
          new Hint(
              "What wins in this environment may lose with users: try another model, or log what"
                  + " the failed measures need.",
              "");
      case UNDECIDED ->
          new Hint(
              new FitWords(name, judgement.findings()).more()
                  + " Until then, trust only large effects."
                  + (fitted ? " To use it in an experiment, write:" : ""),
              fitted ? use : "");
      case HOLDS, PASSES ->
          fitted
              ? new Hint("To use it in an experiment, write:", use)
              : new Hint("Go on with it, and compare it with logs of further policies.", "");
    };
  }

  static Badge badge(Verdict verdict) {
    Tone tone =
        switch (verdict) {
          case HOLDS, PASSES -> Tone.GOOD;
          case UNDECIDED -> Tone.UNSURE;
          case FAILS -> Tone.BAD;
        };
    String word =
        switch (verdict) {
          case PASSES -> "fits";
          case HOLDS -> "holds";
          case UNDECIDED -> "not decided";
          case FAILS -> "does not fit";
        };
    return new Badge(tone, word);
  }

  /** A verdict in a table, which puts those that are reached first. */
  static Cell cell(Verdict verdict) {
    return Cell.of(badge(verdict), verdict.reached() ? 0 : verdict == Verdict.UNDECIDED ? 1 : 2);
  }

  private List<String> details() {
    Source source = environment.source();
    List<String> details = new ArrayList<>();
    if (judgement.likelihoods().isEmpty()) {
      return List.of("An environment that is not fitted, compared with logs of policies.");
    }
    details.add(
        "Model %s of %s, fitted to %s and judged by %s that it has not seen."
            .formatted(
                environment.model(),
                Figures.count(environment.documents().size(), "document"),
                Figures.count(source.sessions(), "session"),
                Figures.count(source.heldOutSessions(), "session")));
    details.addAll(source.excluded());
    environment.parameters().limits().sentences().stream()
        .map(it -> Plain.capital(it) + ".")
        .forEach(details::add);
    return details;
  }

  private List<Key> keys() {
    if (judgement.likelihoods().isEmpty()) {
      return List.of();
    }
    Likelihood own = judgement.likelihoods().get(0);
    return List.of(
        new Key(Figures.number(own.perplexity(), 2), "perplexity of a decision"),
        new Key(
            Figures.number(judgement.likelihoods().get(1).perplexity(), 2),
            "with " + judgement.likelihoods().get(1).model()),
        new Key(Figures.count(environment.source().sessions()), "sessions"),
        new Key(Figures.count(environment.source().heldOutSessions()), "held-out sessions"));
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(new GapSection(environment.counterfactual(), judgement.findings()).section());
    sections.add(findings());
    sections.add(notLookedFor());
    sections.add(likelihoods());
    judgement.pictures().forEach(it -> sections.add(picture(it)));
    sections.addAll(parameters());
    sections.add(declaration());
    if (!environment.source().files().isEmpty()) {
      sections.add(source());
    }
    return sections;
  }

  private Section findings() {
    return Section.of(
        "accept",
        "What the environment must reach",
        "On sessions that the fit has not seen. A value above its threshold is not decided if a"
            + " perfect model could have it on a log of this size.",
        Columns.<FitFinding>plain("Thresholds")
            .text("Measure", FitFinding::name)
            .word("Verdict", it -> cell(it.verdict()))
            .cell("Value", it -> cell(it.value()))
            .cell("Threshold", it -> cell(it.threshold()))
            .text("Meaning", FitFinding::sentence)
            .rows(judgement.findings()));
  }

  private Section notLookedFor() {
    return Section.of(
        "not_looked_for",
        "Not looked for in this log",
        "What nothing in this log could show, so no verdict excludes it.",
        Columns.<Unseen>plain("Not looked for")
            .text("Wrong model", Unseen::wrong)
            .text("Why", Unseen::why)
            .rows(environment.notLookedFor()));
  }

  private Section likelihoods() {
    return Section.of(
        "likelihood",
        "Prediction of held-out sessions",
        "Log likelihood of a decision in nats, and its perplexity: the number of equally likely"
            + " outcomes with the same uncertainty. The gain is that of the model over each other"
            + " one, paired by session.",
        Columns.<Likelihood>plain("Models")
            .text("Model", Likelihood::model)
            .cell("Log likelihood", it -> cell(it.perDecision()))
            .cell("Perplexity", it -> cell(it.perplexity()))
            .cell("Gain", it -> it.interval() == null ? Cell.of("-") : cell(it.gain()))
            .cell(
                "95 % interval",
                it ->
                    Cell.of(
                        Figures.interval(
                            Optional.ofNullable(it.interval()),
                            value -> Figures.fixed(value, DECIMALS),
                            "")))
            .rows(judgement.likelihoods()));
  }

  private static Cell cell(double value) {
    return Double.isFinite(value) ? Cell.of(Figures.number(value, DECIMALS), value) : Cell.of("-");
  }

  private static Section picture(Picture picture) {
    Data data =
        Data.of("axis", picture.axis())
            .and(
                "labels",
                IntStream.range(0, picture.labels().length).mapToObj(i -> picture.labels()[i]))
            .and("series", List.of(series(LOG, picture.data()), series(MODEL, picture.model())));
    Table numbers =
        Columns.<Integer>plain(picture.heading())
            .text(picture.axis(), i -> picture.labels()[i])
            .figure("Log", i -> Figures.percent(picture.data()[i]))
            .figure("Model", i -> Figures.percent(picture.model()[i]))
            .rows(IntStream.range(0, picture.labels().length).boxed().toList());
    return new Section(
        picture.name(),
        picture.heading(),
        "Shares in the held-out sessions of the log, and what the model gives for them.",
        new Chart(
                picture.name(),
                "Bar chart: " + picture.heading() + " in the log and in the model",
                0,
                List.of(),
                data)
            .by("bars"),
        null,
        List.of(numbers));
  }

  private static Data series(String name, double[] values) {
    return Data.of("name", name)
        .and("values", IntStream.range(0, values.length).mapToObj(i -> values[i]));
  }

  private Section declaration() {
    String yaml = String.join("\n", environment.declaration());
    return Section.of(
        "declaration",
        "Declaration",
        "The fit with every default written out.",
        new Body(
            "",
            html -> JtedeclarationGenerated.render((HtmlTemplateOutput) html, null, "YAML", yaml)));
  }

  private Section source() {
    Table files =
        Columns.<LogFile>plain("Files")
            .text("File", LogFile::name)
            .text("SHA-256", LogFile::sha256)
            .rows(environment.source().files());
    Table split =
        Columns.<String>plain("Split")
            .text("Split", it -> it)
            .rows(List.of(environment.source().split()));
    boolean fitted = !judgement.likelihoods().isEmpty();
    List<Table> tables = fitted ? List.of(files, split) : List.of(files);
    return Section.of(
        "provenance",
        "Provenance",
        fitted
            ? "The log from which the environment was fitted."
            : "The files that the options of the environment name.",
        new Body("", html -> JtetablesGenerated.render((HtmlTemplateOutput) html, null, tables)));
  }

  /** Returns the sections; the empty ones of a model without such figures are left out. */
  private List<Section> parameters() {
    double[] attractive = environment.parameters().attractive();
    Section parameters =
        Section.of(
            "parameters",
            "Parameters",
            "Of the model " + environment.model() + ", with 95 % intervals where they are known.",
            table(environment.parameters().figures()));
    Section documents =
        Section.of(
            "documents",
            "Documents",
            "How attractive each document is, in the units of the model.",
            documents(environment.documents(), attractive));
    Similar similar = environment.parameters().similar(environment.documents());
    Section near =
        Section.of(
            "near",
            "Similar documents",
            "The documents that the log shows most, and those whose vectors have the largest cosine"
                + " with theirs.",
            Columns.<Near>plain("Similar documents")
                .text("Document", Near::document)
                .text("Most similar", it -> String.join(", ", it.nearest()))
                .rows(similar.near()));
    Section map = new MapSection(similar.map()).section();
    return attractive.length == 0
        ? List.of(parameters, map, near)
        : List.of(parameters, documents, map, near);
  }

  private static Table table(List<Figure> figures) {
    return Columns.<Figure>plain("Parameters")
        .text("Parameter", Figure::name)
        .cell("Value", it -> Cell.of(Figures.number(it.value(), DECIMALS), it.value()))
        .cell(
            "95 % interval",
            it ->
                Cell.of(
                    Figures.interval(interval(it), value -> Figures.fixed(value, DECIMALS), "")))
        .rows(figures);
  }

  private static Optional<Interval> interval(Figure figure) {
    double half = NORMAL * figure.error();
    return half > 0
        ? Optional.of(new Interval(figure.value() - half, figure.value() + half))
        : Optional.empty();
  }

  private static Table documents(List<String> documents, double[] attractive) {
    return Columns.<Integer>sortable("Documents")
        .text("Document", documents::get)
        .cell(
            "Attractiveness", d -> Cell.of(Figures.number(attractive[d], DECIMALS), attractive[d]))
        .rows(IntStream.range(0, attractive.length).boxed().toList());
  }
}
