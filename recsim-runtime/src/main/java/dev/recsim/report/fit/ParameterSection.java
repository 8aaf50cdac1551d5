package dev.recsim.report.fit;

import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.EnvironmentFile.Chain;
import dev.recsim.fit.file.EnvironmentFile.Clicks;
import dev.recsim.fit.file.EnvironmentFile.Parameters;
import dev.recsim.fit.file.EnvironmentFile.Responses;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The parameters of a fitted environment that a person can read. */
final class ParameterSection {
  private static final double NORMAL = 1.959964;
  private static final int DECIMALS = 4;

  /** A parameter with its name, and its 95 % interval if that is known. */
  private record Parameter(String name, double value, Optional<Interval> interval) {}

  private ParameterSection() {}

  /** Returns the sections; an empty one for a single chain, which has only a matrix. */
  static List<Section> of(EnvironmentFile environment) {
    Parameters parameters = environment.parameters();
    List<Parameter> rows = new ArrayList<>();
    List<Section> sections = new ArrayList<>();
    if (parameters.responses() != null) {
      rows.addAll(responses(parameters.responses()));
    }
    if (parameters.clicks() != null) {
      rows.addAll(clicks(environment.model(), parameters.clicks()));
      sections.add(
          Section.of(
              "documents",
              "Documents",
              "How attractive each document is, in the units of the model.",
              documents(environment.documents(), parameters.clicks())));
    }
    if (parameters.chains() != null) {
      rows.addAll(chains(parameters.chains()));
    }
    sections.add(
        0,
        Section.of(
            "parameters",
            "Parameters",
            "Of the model " + environment.model() + ", with 95 % intervals where they are known.",
            table(rows)));
    return sections;
  }

  private static Table table(List<Parameter> rows) {
    return Columns.<Parameter>plain("Parameters")
        .text("Parameter", Parameter::name)
        .cell("Value", it -> Cell.of(Figures.number(it.value(), DECIMALS), it.value()))
        .cell(
            "95 % interval",
            it ->
                Cell.of(
                    Figures.interval(it.interval(), value -> Figures.fixed(value, DECIMALS), "")))
        .rows(rows);
  }

  private static List<Parameter> responses(Responses file) {
    double a = file.prior().get(0);
    double b = file.prior().get(1);
    long accepted = sum(file.accepted());
    long refused = sum(file.shown()) - accepted;
    return List.of(
        new Parameter("prior of acceptance, a", a, Optional.empty()),
        new Parameter("prior of acceptance, b", b, Optional.empty()),
        new Parameter("mean of the prior", a / (a + b), Optional.empty()),
        share("leaves after accepting", file.leftAccepted(), accepted),
        share("leaves after refusing", file.leftRefused(), refused));
  }

  private static long sum(int[][] counts) {
    long sum = 0;
    for (int[] row : counts) {
      for (int count : row) {
        sum += count;
      }
    }
    return sum;
  }

  /** The posterior mean of a share, and the normal interval around it. */
  private static Parameter share(String name, long successes, long trials) {
    double mean = (successes + 1.0) / (trials + 2);
    return parameter(name, mean, Math.sqrt(mean * (1 - mean) / (trials + 3)));
  }

  private static Parameter parameter(String name, double value, double error) {
    Optional<Interval> interval =
        error > 0
            ? Optional.of(new Interval(value - NORMAL * error, value + NORMAL * error))
            : Optional.empty();
    return new Parameter(name, value, interval);
  }

  private static List<Parameter> clicks(String model, Clicks file) {
    String name =
        switch (model) {
          case "position_based" -> "examined, relative to position 1: position ";
          case "dependent_click" -> "continues after a click at position ";
          default -> "weight of no click";
        };
    List<Parameter> parameters = new ArrayList<>();
    for (int k = 0; k < file.positions().size(); k++) {
      double error = k < file.errors().size() ? file.errors().get(k) : 0;
      String label = name.endsWith(" ") ? name + (k + 1) : name;
      parameters.add(parameter(label, file.positions().get(k), error));
    }
    parameters.add(new Parameter("slates of a session", file.slatesPerSession(), Optional.empty()));
    return parameters;
  }

  private static Table documents(List<String> documents, Clicks file) {
    return Columns.<Integer>sortable("Documents")
        .text("Document", documents::get)
        .cell(
            "Attractiveness",
            d ->
                Cell.of(
                    Figures.number(file.attractive().get(d), DECIMALS), file.attractive().get(d)))
        .rows(IntStream.range(0, documents.size()).boxed().toList());
  }

  private static List<Parameter> chains(List<Chain> chains) {
    return IntStream.range(0, chains.size())
        .mapToObj(
            c ->
                new Parameter("share of kind " + (c + 1), chains.get(c).weight(), Optional.empty()))
        .toList();
  }
}
