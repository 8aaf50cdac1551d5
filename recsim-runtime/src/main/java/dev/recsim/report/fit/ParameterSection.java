package dev.recsim.report.fit;

import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.FittedParameters.Figure;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The parameters of a fitted environment that a person can read. */
final class ParameterSection {
  private static final double NORMAL = 1.959964;
  private static final int DECIMALS = 4;

  private ParameterSection() {}

  /** Returns the sections; the empty ones of a model without such figures are left out. */
  static List<Section> of(EnvironmentFile environment) {
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
    return attractive.length == 0 ? List.of(parameters) : List.of(parameters, documents);
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
