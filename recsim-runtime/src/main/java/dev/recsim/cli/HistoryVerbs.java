package dev.recsim.cli;

import dev.recsim.app.Workspace;
import dev.recsim.app.compare.CompareOperation;
import dev.recsim.app.compare.CompareOperation.Compared;
import dev.recsim.app.project.UserError;
import dev.recsim.app.trend.TrendOperation;
import dev.recsim.app.trend.TrendOperation.Written;
import dev.recsim.report.compare.ComparisonLines;
import java.io.IOException;

/** The verbs about runs, baselines and what git has of them. */
record HistoryVerbs(Arguments arguments, Workspace workspace) {

  void compare() throws IOException, UserError {
    Compared compared =
        new CompareOperation(
                workspace,
                arguments.path("experiments"),
                arguments.selection(),
                arguments.option("base"),
                arguments.option("head"))
            .compare();
    ComparisonLines.of(compared.runs()).forEach(System.out::println);
    System.out.println("report: " + compared.page());
  }

  void trend() throws IOException, UserError {
    Written written =
        new TrendOperation(
                workspace,
                arguments.path("experiments"),
                arguments.selection(),
                arguments.number("commits").orElse(TrendOperation.COMMITS))
            .write();
    System.out.println(written.report().headline());
    written.report().warnings().forEach(it -> System.out.println("warning: " + it));
    System.out.println("report: " + written.page());
  }
}
