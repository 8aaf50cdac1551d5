package dev.recsim.cli;

import dev.recsim.report.Provenance;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.check.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells the verdicts of a check: on the terminal, in the reports, and to CI machines. */
final class Verdicts {
  private final Path reports;
  private final Policy policy;

  Verdicts(Path reports, Policy policy) {
    this.reports = reports;
    this.policy = policy;
  }

  void publish(List<Gate> gates, List<Judged> judged) throws IOException {
    for (int i = 0; i < gates.size(); i++) {
      Reports rendered = gates.get(i).reports();
      Optional<Provenance> provenance = rendered.provenance();
      if (provenance.isPresent()) {
        gates.get(i).write(provenance.get(), judged.get(i));
      }
      CheckWords.lines(judged.get(i).result()).forEach(System.out::println);
    }
  }
}
