package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits of users and documents that are known by their ids, and agents in their environments. */
@Tag("slow")
class IdsVerbTest {
  private static final int DOCUMENTS = 12;
  private static final String SLATES =
      """
      logs:
        file: log.csv
        list_separator: " "
        columns:
          {user_id: user, session: visit, action: slate, reward: clicks, status: end}
      model: {type: latent_factors, dimension: 4, variance: 1, sweeps: 5}
      """;
  private static final String POSITIVES =
      """
      logs: {file: log.csv, columns: {user_id: user, time: at, action: item}}
      model: {type: next_document, rank: 4}
      """;

  @TempDir Path folder;
  private Path environments;

  @BeforeEach
  void makeFolder() throws IOException {
    environments = Files.createDirectories(folder.resolve("experiments/environments"));
  }

  private void writeSlates() throws IOException {
    writeSlates("log.csv", 1, 0.6);
  }

  /** Users who like documents of their own kind of three, and click one or none of three. */
  private void writeSlates(String file, int seed, double rate) throws IOException {
    StringBuilder log = new StringBuilder("user,visit,slate,clicks,end\n");
    for (int i = 0; i < 600; i++) {
      RandomKey key = RandomKey.root(seed).child(i);
      int user = key.below(0, 60);
      for (int t = 0; t < 4; t++) {
        RandomKey step = key.child(t);
        int first = step.below(0, DOCUMENTS / 3);
        int clicked = -1;
        double uniform = step.uniform(1);
        for (int k = 0; k < 3; k++) {
          boolean liked = k == user % 3;
          uniform -= liked ? rate : 0.05;
          clicked = clicked < 0 && uniform < 0 ? k : clicked;
        }
        log.append(
            "u%s,%s,d%s d%s d%s,%s %s %s,%s\n"
                .formatted(
                    user,
                    i,
                    3 * first,
                    3 * first + 1,
                    3 * first + 2,
                    clicked == 0 ? 1 : 0,
                    clicked == 1 ? 1 : 0,
                    clicked == 2 ? 1 : 0,
                    t < 3 ? "continues" : "ended"));
      }
    }
    Files.writeString(environments.resolve(file), log);
  }

  private void writePositives() throws IOException {
    StringBuilder log = new StringBuilder("user,at,item\n");
    for (int i = 0; i < 8_000; i++) {
      RandomKey key = RandomKey.root(2).child(i);
      int user = i % 400;
      int item = key.uniform(0) < 0.8 ? (user + i / 400) % DOCUMENTS : key.below(1, DOCUMENTS);
      log.append("%s,%s,%s\n".formatted(user, i, item));
    }
    Files.writeString(environments.resolve("log.csv"), log);
  }

  private Printed fit(String declaration) throws Exception {
    Files.writeString(environments.resolve("ids.yaml"), declaration);
    return Printed.by(folder, "fit");
  }

  private void experiment(String more) throws IOException {
    Files.writeString(
        folder.resolve("experiments/ids.yaml"),
        "environment: {type: fitted, file: environments/ids.json}\n" + more);
  }

  @Test
  void agentsActInTheEnvironmentOfSlates() throws Exception {
    writeSlates();
    Printed fitted = fit(SLATES);
    assertThat(fitted.errors()).isEmpty();
    assertThat(fitted.text()).contains("wrote ").doesNotContain("gain FAILS", "held_users FAILS");
    experiment(
        """
        agents:
          random: {type: random}
          greedy: {type: greedy}
          myopic: {type: myopic}
          popular: {type: popular}
          knn: {type: knn}
        training: {env_steps: 1000, updates: 20}
        evaluation: {sessions: 200}
        trials: {seeds: 0..1}
        claims:
          - greedy: {beats: random}
          - myopic: {beats: random}
        """);
    Printed run = Printed.by(folder, "run");
    assertThat(run.errors()).isEmpty();
    assertThat(run.text()).contains("2 claims hold");
    String oracle = "myopic: its value is outside what the log of ids knows";
    assertThat(run.text()).contains(oracle).doesNotContain("greedy: its value");
    assertThat(Files.readString(folder.resolve("reports/ids/index.html"))).contains(oracle);
    assertThat(Files.readString(folder.resolve("reports/ids/results.json")))
        .contains(oracle, "rare_share", "of the larger score");
    assertThat(Files.readString(folder.resolve("reports/environments/ids/index.html")))
        .contains(
            "prior variance of users",
            "the same attractiveness for all users",
            "clicks a session of knn, second fit",
            "Similar documents");
  }

  /** Slates that do not depend on the user are a log of another policy. */
  @Test
  void aRandomShareIsALogOfAnotherPolicy() throws Exception {
    writeSlates();
    writeSlates("same.csv", 3, 0.6);
    writeSlates("other.csv", 3, 0.2);
    String accept = "accept: {counterfactual: {gap: 0.2, logs: {share: {file: %s.csv}}}}\n";
    assertThat(fit(SLATES + accept.formatted("same")).text())
        .contains("counterfactual share: HOLDS");
    assertThat(fit(SLATES + accept.formatted("other")).text())
        .contains("counterfactual share: FAILS");
  }

  @Test
  @Tag("nightly")
  void agentsLearnInTheEnvironmentOfSlates() throws Exception {
    writeSlates();
    fit(SLATES);
    experiment(
        """
        agents:
          slate_q: {type: slate_q}
          ppo: {type: ppo}
          actor_critic: {type: actor_critic}
          lin_ucb: {type: lin_ucb}
        training: {env_steps: 1000, updates: 20}
        evaluation: {sessions: 20}
        trials: {seeds: 0..1}
        """);
    assertThat(Printed.by(folder, "run").errors()).isEmpty();
  }

  @Test
  void agentsPredictTheNextDocument() throws Exception {
    writePositives();
    Printed fitted = fit(POSITIVES);
    assertThat(fitted.errors()).isEmpty();
    assertThat(fitted.text()).contains("wrote ").doesNotContain("gain FAILS", "held_users FAILS");
    experiment(
        """
        agents: {random: {type: random}, tabular_q: {type: tabular_q}}
        training: {env_steps: 20000, updates: 20000}
        evaluation: {sessions: 500}
        trials: {seeds: 0..1}
        claims:
          - tabular_q: {beats: random}
        """);
    Printed run = Printed.by(folder, "run");
    assertThat(run.errors()).isEmpty();
    assertThat(run.text()).contains("effects of exposure are no results");
    assertThat(Files.readString(environments.resolve("ids.json")))
        .contains("every user number 5 of 5 is held out, and the last document of the others")
        .doesNotContain("\"documents\": [\"");
  }

  @Test
  void aFitIsTwoFilesThatBelongTogether() throws Exception {
    writePositives();
    fit(POSITIVES);
    Path json = environments.resolve("ids.json");
    Path tensors = environments.resolve("ids.safetensors");
    String first = Files.readString(json);
    byte[] arrays = Files.readAllBytes(tensors);
    fit(POSITIVES);
    assertThat(json).hasContent(first);
    assertThat(tensors).hasBinaryContent(arrays);
    experiment("agents: {random: {type: random}}\n");
    arrays[arrays.length - 1] ^= 1;
    Files.write(tensors, arrays);
    assertThat(Printed.by(folder, "run").errors())
        .contains("ids.safetensors: is not of the same fit as its .json file");
    Files.delete(tensors);
    assertThat(Printed.by(folder, "run").errors())
        .contains("ids.safetensors: there is no such file; it belongs to the .json file beside it");
  }

  @Test
  void logsThatSayNothingAboutSlatesAreRefused() throws Exception {
    writePositives();
    assertThat(fit(POSITIVES.replace("next_document, rank: 4", "latent_factors")).errors())
        .contains("logs.columns lacks reward: latent_factors needs slates with what users clicked")
        .contains("allows next_document");
    Files.writeString(
        environments.resolve("log.csv"),
        "user,visit,slate,clicks,end\nu,1,a b,0 1,continues\nu,1,a b,1 1,ended\n");
    assertThat(fit(SLATES).errors()).contains("logs has a slate with two clicks");
    Files.writeString(
        environments.resolve("log.csv"),
        "user,visit,slate,clicks,end\n" + "u,1,a,1,ended\nv,2,b,1,ended\n".repeat(1));
    assertThat(fit(SLATES.replace("user_id: user, ", "")).errors())
        .contains("logs.columns lacks user_id: latent_factors learns");
    assertThat(
            fit(SLATES.replace(
                    "latent_factors, dimension: 4, variance: 1, sweeps: 5", "next_document"))
                .errors())
        .contains("logs has 0 users with two documents or more");
    writeSlates();
    assertThat(
            fit(SLATES.replace(
                    "latent_factors, dimension: 4, variance: 1, sweeps: 5", "next_document"))
                .errors())
        .contains("logs has slates of 3 documents, but next_document is about the documents");
  }

  @Test
  void clicksOnEverySlateAreRefused() throws Exception {
    StringBuilder log = new StringBuilder("user,visit,slate,clicks,end\n");
    for (int i = 0; i < 40; i++) {
      log.append("u%s,%s,a b,0 1,ended\n".formatted(i % 8, i));
    }
    Files.writeString(environments.resolve("log.csv"), log);
    assertThat(fit(SLATES).errors()).contains("logs has a click on every slate");
  }
}
