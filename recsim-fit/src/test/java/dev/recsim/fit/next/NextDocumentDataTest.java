package dev.recsim.fit.next;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.log.Fit;
import dev.recsim.fit.log.FitOptions;
import dev.recsim.fit.log.FitPlan;
import dev.recsim.fit.next.NextParameters.Measured;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data sets that may not be distributed, in the folder {@code -Drecsim.ids=<folder>}: {@code
 * u.data} of MovieLens 100K, with or without a header, and {@code Beauty.txt}, a line with a user
 * and the documents in order.
 */
@Tag("nightly")
class NextDocumentDataTest {
  @TempDir Path folder;

  private static Path data(String name) {
    String place = System.getProperty("recsim.ids");
    assumeTrue(place != null, "needs -Drecsim.ids=<folder>");
    return Path.of(place, name);
  }

  @Test
  void movieLens() throws IOException {
    List<String> lines = Files.readAllLines(data("u.data"));
    StringBuilder csv = new StringBuilder("user,item,time\n");
    for (String line : lines) {
      String[] fields = line.split("[|\t]");
      if (!fields[0].equals("user")) {
        csv.append("%s,%s,%s\n".formatted(fields[0], fields[1], fields[3]));
      }
    }
    check(fit(csv.toString(), "time", 10), 1.0, 0.2, 0.85);
  }

  @Test
  void beauty() throws IOException {
    StringBuilder csv = new StringBuilder("user,item\n");
    for (String line : Files.readAllLines(data("Beauty.txt"))) {
      String[] fields = line.split(" ");
      for (int i = 1; i < fields.length; i++) {
        csv.append(fields[0]).append(',').append(fields[i]).append('\n');
      }
    }
    check(fit(csv.toString(), null, 10), 0.6, 0.07, 0.35);
  }

  private Fit fit(String csv, String time, int heldOut) throws IOException {
    Files.writeString(folder.resolve("log.csv"), csv);
    LogColumns columns =
        new LogColumns(
            null, null, time, List.of(), List.of(), "item", null, null, null, null, "user");
    return Fit.of(
        new FitPlan(
            folder.resolve("fit.yaml"),
            new LogOptions("log.csv", columns, ",", null, 0),
            Part.of(new NextDocumentProvider()),
            Map.of(),
            new FitOptions(heldOut, 42),
            Options.defaults(Accept.class),
            List.of()));
  }

  private static void check(Fit fit, double gain, double hitRate, double held) {
    NextParameters parameters = (NextParameters) fit.environment().parameters();
    Measured measured = parameters.measured();
    System.out.println(parameters.numbers());
    System.out.println(measured);
    fit.judgement().likelihoods().forEach(System.out::println);
    fit.judgement().findings().stream().map(FitFinding::sentence).forEach(System.out::println);
    assertThat(measured.gain()).isGreaterThan(gain);
    assertThat(measured.hitRate()).isGreaterThan(hitRate);
    assertThat(fit.judgement().likelihoods().get(1).gain()).isGreaterThan(held);
  }
}
