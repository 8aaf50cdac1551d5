package dev.recsim.cli;

import dev.recsim.app.Listener;
import dev.recsim.app.compare.CompareOperation;
import dev.recsim.app.compare.CompareOperation.Compared;
import dev.recsim.app.project.UserError;
import dev.recsim.app.trend.TrendOperation;
import dev.recsim.app.trend.TrendOperation.Written;
import dev.recsim.baseline.Check;
import dev.recsim.cli.options.VerbOptions.Compare;
import dev.recsim.cli.options.VerbOptions.Trend;
import dev.recsim.report.compare.ComparisonLines;
import java.io.IOException;

/** The verbs about runs, baselines and what git has of them. */
record HistoryVerbs(Listener listener) {

  void compare(Compare options) throws IOException, UserError {
    Compared compared =
        new CompareOperation(
                options.results().workspace(options.alpha(), listener),
                options.results().experiments(),
                options.results().selection(),
                options.base(),
                options.head())
            .compare();
    ComparisonLines.of(compared.runs()).forEach(System.out::println);
    System.out.println("report: " + compared.page());
  }

  void trend(Trend options) throws IOException, UserError {
    Written written =
        new TrendOperation(
                options.results().workspace(Check.ALPHA, listener),
                options.results().experiments(),
                options.results().selection(),
                options.commits())
            .write();
    System.out.println(written.report().headline());
    written.report().warnings().forEach(it -> System.out.println("warning: " + it));
    System.out.println("report: " + written.page());
  }
}
