package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.TrialExecutor;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages over several reports, as the operations leave them. */
@Tag("slow")
class IndexTest {
  private static final String SWEEP =
      SmallProject.EXPERIMENT + "sweep: {environment.doc_num: [3, 4]}\n";

  @TempDir Path folder;

  @Test
  void checkWritesTheIndexAndTheGroupAnew() throws Exception {
    SmallProject project =
        new SmallProject(folder).write("one", SmallProject.EXPERIMENT).write("two", SWEEP);
    project.run("*");
    Path index = project.reports().resolve("index.html");
    Path group = project.reports().resolve("two/index.html");
    Files.writeString(index, "old");
    Files.writeString(group, "old");

    BuildRules strict = new BuildRules(true, true, OnUndecided.FAIL);
    try (TrialExecutor executor = SmallProject.executor()) {
      new CheckOperation(project.workspace(), false)
          .check(
              project.select("*"), List.of(), List.of(), new Verdicts(strict, Map.of()), executor);
    }

    assertThat(Files.readString(index)).contains("one/index.html", "two/doc_num=4/index.html");
    assertThat(Files.readString(group)).contains("doc_num=3/index.html");
  }
}
