package dev.recsim.fit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.fit.file.EnvironmentFile.Counterfactual;
import dev.recsim.fit.gap.Gap;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gaps of real logs. The expected figures are those of another program. */
@Tag("nightly")
class RealGapsTest {
  @TempDir Path folder;

  private static Path sharedData(String name) {
    Path file = Path.of("../../shared/data").resolve(name);
    assumeTrue("true".equals(System.getenv("CI")) || Files.exists(file), "needs " + file);
    return file.toAbsolutePath().normalize();
  }

  private Fit fit(String declaration) throws Exception {
    return Fit.of(FitReader.read(Files.writeString(folder.resolve("shop.yaml"), declaration)));
  }

  private static FitFinding finding(Fit fit) {
    List<FitFinding> findings = fit.judgement().findings();
    return findings.get(findings.size() - 1);
  }

  /** The sessions of msnbc.com: the first half is fitted, the second is the other log. */
  private void writeHalves() throws IOException {
    List<String> sessions = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(sharedData("msnbc/msnbc990928.zip")))) {
      zip.getNextEntry();
      new BufferedReader(new InputStreamReader(zip, StandardCharsets.US_ASCII))
          .lines()
          .skip(7)
          .filter(it -> !it.isBlank())
          .forEach(sessions::add);
    }
    int half = sessions.size() / 2;
    write("first.csv", sessions.subList(0, half));
    write("second.csv", sessions.subList(half, sessions.size()));
  }

  private void write(String name, List<String> sessions) throws IOException {
    try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(folder.resolve(name)))) {
      csv.println("visit,page");
      for (int i = 0; i < sessions.size(); i++) {
        for (String page : sessions.get(i).strip().split(" +")) {
          csv.println(i + "," + page);
        }
      }
    }
  }

  private static final String HALVES =
      """
      logs: {file: first.csv, columns: {session: visit, action: page}}
      model: {type: %s}
      accept: {counterfactual: {logs: {second: {file: second.csv}}}}
      """;

  @Test
  void halvesOfMsnbc() throws Exception {
    writeHalves();
    Fit chain = fit(HALVES.formatted("markov_chain"));
    Counterfactual measured = chain.environment().counterfactual().get(0);
    Gap gap = measured.gap();
    assertThat(gap.sessions()).isEqualTo(494_909);
    assertThat(gap.predicted()).isCloseTo(2.4556188359494, within(1e-10));
    assertThat(gap.observed()).isCloseTo(2.4429642621169, within(1e-10));
    assertThat(gap.seLog()).isCloseTo(0.0067580602152, within(1e-10));
    // 300 draws of the other program, 100 of this one.
    assertThat(gap.seFit()).isCloseTo(0.00222, within(0.0006));
    assertThat(gap.parts().start()).isCloseTo(-0.00027443334425, within(1e-10));
    assertThat(gap.parts().responses()).isCloseTo(0.00465637752764, within(1e-10));
    assertThat(gap.parts().leaving()).isCloseTo(0.00079806357552, within(1e-10));
    assertThat(finding(chain).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(finding(chain).sentence()).contains("the gap is at most 2.1 %");
    Fit mixture = fit(HALVES.formatted("chain_mixture"));
    Gap several = mixture.environment().counterfactual().get(0).gap();
    assertThat(several.relative()).isCloseTo(0.0048, within(0.002));
    assertThat(several.seFit()).isCloseTo(0.0162206008, within(1e-8));
    assertThat(finding(mixture).verdict()).isEqualTo(Verdict.HOLDS);
  }

  /** 69 clicks of 10,000 against 46: too few for any verdict. */
  @ParameterizedTest
  @CsvSource({
    "random, bts, multinomial_logit, 0.0069, -0.4166609, 0.0701779",
    "bts, random, multinomial_logit, 0.0046, -0.1858856, 0.1203714"
  })
  void openBandit(String a, String b, String model, double observed, double gap, double seLog)
      throws Exception {
    String log = sharedData("open-bandit-men") + "/%s/men/men.csv";
    Fit fit =
        fit(
            """
            logs: {file: %s, columns: {action: item_id, reward: click}}
            model: {type: %s}
            accept: {counterfactual: {logs: {other: {file: %s}}}}
            """
                .formatted(log.formatted(a), model, log.formatted(b)));
    Gap measured = fit.environment().counterfactual().get(0).gap();
    assertThat(measured.observed()).isCloseTo(observed, within(1e-12));
    // The other program has no prior; that of the model moves a rate by few percent.
    assertThat(measured.relative()).isCloseTo(gap, within(0.03));
    assertThat(measured.seLog()).isCloseTo(seLog, within(0.01));
    assertThat(measured.seFit()).isCloseTo(0.177, within(0.06));
    assertThat(finding(fit).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(finding(fit).sentence()).contains("log more of the fit's log, about 1,");
  }
}
