package dev.recsim.fit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.InvalidOption;
import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits to logs of CSV files, as users declare them. */
@Tag("slow")
class FitTest {
  private static final Path CLICKS = Path.of("../recsim-fit/src/test/resources/clicks");

  @TempDir Path folder;

  private Fit fit(String log, String declaration) throws Exception {
    Files.writeString(folder.resolve("log.csv"), log);
    return Fit.of(FitReader.read(Files.writeString(folder.resolve("shop.yaml"), declaration)));
  }

  private static FitFinding finding(Fit fit, String name) {
    return fit.judgement().findings().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Browsing: half of the users stay at their first page, the others switch each time. */
  private static String browsing(int sessions) {
    StringBuilder log = new StringBuilder("visit,page\n");
    for (int i = 0; i < sessions; i++) {
      RandomKey key = RandomKey.root(2).child(i);
      int page = key.below(0, 2);
      for (int t = 1; t == 1 || key.uniform(t) < 0.8; t++) {
        log.append("%s,%s%n".formatted(i, page == 0 ? "home" : "news"));
        page = i % 2 == 0 ? page : 1 - page;
      }
    }
    return log.toString();
  }

  @Test
  void aMixtureBeatsAChainWhereThereAreKinds() throws Exception {
    String logs = "logs: {file: log.csv, columns: {session: visit, action: page}}\n";
    Fit chain =
        fit(
            browsing(2_000),
            logs
                + "model: {type: markov_chain}\n"
                + "against: {two: {type: chain_mixture, kinds: 2}}\n");
    assertThat(chain.environment().documents()).containsExactlyInAnyOrder("home", "news");
    assertThat(finding(chain, "against.two").verdict()).isEqualTo(Verdict.FAILS);
    assertThat(finding(chain, "against.two").sentence())
        .endsWith("Use two as the model of this environment.");
    assertThat(chain.judgement().likelihoods()).hasSize(4);
    Fit mixture =
        fit(
            browsing(2_000),
            logs
                + "model: {type: chain_mixture, kinds: 2}\n"
                + "against: {one: {type: markov_chain}}\n");
    assertThat(finding(mixture, "against.one").verdict()).isEqualTo(Verdict.PASSES);
    assertThat(mixture.judgement().findings())
        .extracting(FitFinding::verdict)
        .doesNotContain(Verdict.FAILS);
    assertThat(mixture.environment().parameters().figures()).hasSize(2);
  }

  private Fit clicks(String log, String model, String other) throws Exception {
    return fit(
        Files.readString(CLICKS.resolve(log)),
        """
        logs: {file: log.csv, columns: {action: slate, reward: clicks}, list_separator: " "}
        model: {type: %s}
        against: {other: {type: %s}}
        hold_out: 4
        """
            .formatted(model, other));
  }

  @Test
  void eachClickModelWinsOnItsOwnLog() throws Exception {
    Fit own = clicks("clicks_pbm.csv", "position_based", "dependent_click");
    assertThat(finding(own, "against.other").verdict()).isEqualTo(Verdict.PASSES);
    assertThat(own.environment().source().heldOutSessions()).isEqualTo(1_000);
    assertThat(own.environment().parameters().figures().get(1).value())
        .isCloseTo(0.7, within(0.03));
    Fit wrong = clicks("clicks_dcm.csv", "position_based", "dependent_click");
    assertThat(finding(wrong, "against.other").verdict()).isEqualTo(Verdict.FAILS);
    Fit right = clicks("clicks_dcm.csv", "dependent_click", "position_based");
    assertThat(finding(right, "against.other").verdict()).isEqualTo(Verdict.PASSES);
  }

  /** One click at most, which the position does not change. */
  @Test
  void choicesAreFittedByTheMultinomialLogit() throws Exception {
    StringBuilder log = new StringBuilder("slate,clicks\n");
    for (int i = 0; i < 2_000; i++) {
      RandomKey key = RandomKey.root(8).child(i);
      int first = key.below(0, 3);
      int second = (first + 1 + key.below(1, 2)) % 3;
      double all = 1 + (first + 1) + (second + 1);
      double u = key.uniform(2) * all;
      boolean top = u < first + 1;
      boolean below = !top && u < first + second + 2;
      log.append("%s %s,%s %s%n".formatted(first, second, top ? 1 : 0, below ? 1 : 0));
    }
    Fit fit =
        fit(
            log.toString(),
            """
            logs: {file: log.csv, columns: {action: slate, reward: clicks}, list_separator: " "}
            model: {type: multinomial_logit}
            against: {cascade: {type: cascade}, positions: {type: position_based}}
            """);
    double[] weights = fit.environment().parameters().attractive();
    for (int d = 0; d < 3; d++) {
      assertThat(weights[d]).isCloseTo(d + 1, within(0.4 * (d + 1)));
    }
    assertThat(fit.judgement().findings())
        .extracting(FitFinding::verdict)
        .doesNotContain(Verdict.FAILS);
    assertThat(finding(fit, "against.positions").verdict()).isEqualTo(Verdict.PASSES);
  }

  /** Users of two kinds: half accept document 0 only, half document 1 only. */
  private static String twoKinds(int sessions) {
    StringBuilder log = new StringBuilder("visit,at,shown,ok\n");
    for (int i = 0; i < sessions; i++) {
      RandomKey key = RandomKey.root(12).child(i);
      int at = 0;
      for (int t = 0; t == 0 || key.uniform(3L * t) < 0.8; t++) {
        int shown = key.below(3L * t + 1, 2);
        boolean ok = key.uniform(3L * t + 2) < (shown == i % 2 ? 0.9 : 0.1);
        log.append("%s,%s,%s,%s\n".formatted(i, at, shown, ok ? 1 : 0));
        at = ok ? shown : key.child(t).below(0, 2);
      }
    }
    return log.toString();
  }

  private static String responses(String logs, String options) {
    return """
        logs: {file: log.csv, columns: {session: visit, state: [at], action: shown, reward: ok}%s}
        model: {type: responses%s}
        """
        .formatted(logs, options);
  }

  @Test
  void kindsTakeAwayTheCorrelationOfUsers() throws Exception {
    Fit one = fit(twoKinds(600), responses("", ""));
    assertThat(finding(one, "user_correlation").verdict()).isEqualTo(Verdict.FAILS);
    assertThat(finding(one, "user_correlation").sentence()).endsWith("kinds: auto}.");
    Fit several = fit(twoKinds(600), responses("", ", kinds: auto"));
    assertThat(several.environment().parameters().figures()).hasSize(6);
    assertThat(several.judgement().findings())
        .filteredOn(it -> it.verdict() == Verdict.FAILS)
        .isEmpty();
    assertThat(several.environment().declaration()).contains("  kinds: auto");
    assertThat(one.environment().declaration()).noneMatch(it -> it.contains("kinds"));
    Path file = Files.writeString(folder.resolve("shop.json"), several.environment().render());
    assertThat(FitModelProvider.read(file).render()).isEqualTo(several.environment().render());
    Fit against =
        fit(twoKinds(600), responses("", "") + "against: {two: {type: responses, kinds: 2}}\n");
    assertThat(finding(against, "against.two").verdict()).isEqualTo(Verdict.FAILS);
  }

  @Test
  void aPartOfALogIsFitted() throws Exception {
    Fit part = fit(twoKinds(600), responses(", from: 101, to: 301", ""));
    assertThat(part.environment().source().sessions()).isEqualTo(160);
    assertThat(part.environment().source().heldOutSessions()).isEqualTo(40);
    assertThat(part.environment().source().excluded())
        .containsExactly("400 sessions are outside of logs.from and logs.to and are not used");
    assertThat(refused(twoKinds(10), responses(", from: May", "")))
        .startsWith("is May, but must be the number of a session");
  }

  @Test
  void whatWasNotLookedForIsInTheFile() throws Exception {
    StringBuilder log = new StringBuilder("visit,at,shown,ok\n");
    for (int i = 0; i < 300; i++) {
      log.append("%s,0,%s,%s\n".formatted(i, i % 2, i % 3 == 0 ? 1 : 0));
    }
    Fit fit = fit(log.toString(), responses("", ""));
    assertThat(fit.environment().notLookedFor())
        .extracting(Unseen::wrong)
        .contains(
            "drift of acceptances by document",
            "kinds of users",
            "users who tire, or else remember what they were shown",
            "what users do under another policy");
    assertThat(fit.environment().notLookedFor())
        .extracting(Unseen::why)
        .contains(
            "nobody was shown the same document at the same document twice; log longer sessions, or name the user in columns.user_id",
            "only 0.0 % of the sessions have 3 steps or more");
  }

  @Test
  void theFileReadsBack() throws Exception {
    Fit fit =
        fit(
            browsing(200),
            "logs: {file: log.csv, columns: {session: visit, action: page}}\n"
                + "model: {type: markov_chain}\n");
    Path file = Files.writeString(folder.resolve("shop.json"), fit.environment().render());
    assertThat(FitModelProvider.read(file).render()).isEqualTo(fit.environment().render());
    assertThat(FitModelProvider.read(file).declaration())
        .contains("  type: markov_chain", "  prior: 1", "hold_out: 5", "seed: 42");
  }

  @Test
  void logsThatDoNotSuitTheModelAreRefused() throws Exception {
    List<String> slates = List.of("slate,clicks", "1 2 3,0 1 0", "1 2,0 1", "1 2,0 0");
    String declaration =
        """
        logs: {file: log.csv, columns: {action: slate, reward: clicks}, list_separator: " "}
        model: {type: %s}
        hold_out: 2
        """;
    assertThat(refused(String.join("\n", slates), declaration.formatted("position_based")))
        .isEqualTo("has slates of 3 and of 2 documents; a click model needs slates of one size");
    String two = "slate,clicks\n" + "1 2,1 1\n".repeat(20);
    assertThat(refused(two, declaration.formatted("cascade")))
        .contains("has more than one click, which the cascade model excludes");
    String heldOut = "slate,clicks\n" + "1 2,0 1\n2 1,1 1\n".repeat(20);
    assertThat(refused(heldOut, declaration.formatted("cascade")))
        .isEqualTo(
            "cascade gives a held-out session the probability 0, so it cannot be compared; choose a"
                + " model in which all sessions of the log are possible");
    assertThat(refused("slate,clicks\n1 2,0 0\n", declaration.formatted("position_based")))
        .isEqualTo("has 1 sessions, too few to hold one of 2 out; log more");
  }

  @Test
  void logsWithoutTheColumnsOfTheModelAreRefused() throws Exception {
    String log = "visit,at,shown,ok\n1,0,1,1\n";
    String columns =
        "logs: {file: log.csv, columns: {session: visit, action: shown%s}}\nmodel: {type: %s}";
    assertThat(refused(log, columns.formatted(", reward: ok", "responses")))
        .isEqualTo(
            "lacks state: responses needs the document at which the user is before each step");
    assertThat(refused(log, columns.formatted(", state: [at]", "responses")))
        .startsWith("lacks reward: responses needs to know what users accepted");
    assertThat(refused(log, columns.formatted("", "cascade"))).startsWith("lacks reward: cascade");
    String slates = "visit,slate\n1,0 1\n";
    String list =
        "logs: {file: log.csv, columns: {session: visit, action: slate}, list_separator: ' '}\nmodel: {type: markov_chain}";
    assertThat(refused(slates, list))
        .startsWith("has slates of 2 documents, but markov_chain is about single ones");
  }

  private String refused(String log, String declaration) throws IOException {
    return catchThrowableOfType(InvalidOption.class, () -> fit(log, declaration)).getMessage();
  }
}
