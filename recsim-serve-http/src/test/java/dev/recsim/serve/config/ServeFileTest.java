package dev.recsim.serve.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.explore.Exploration;
import dev.recsim.serve.feature.FeatureRule;
import dev.recsim.serve.feature.FeatureRule.Action;
import dev.recsim.serve.log.FileSinkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeFileTest {
  private static final String COMPLETE =
      """
      policies:
        new: {path: promoted/shop/slate_q}
        old: {path: promoted/shop/ppo}
        random: {type: random}
      catalogue: {file: catalogue.jsonl}
      arms:
        salt: shop-2026-12
        holdout: {share: 0.05, policy: old}
        control: {share: 0.5, policy: old}
        treatment:
          share: 0.45
          policy: new
          explore: {type: epsilon_greedy, epsilon: 0.1}
          start: 2026-12-01
          stop: 2027-01-01T08:00:00Z
          ramp: 7d
      features:
        default: {missing: refuse, out_of_range: clamp}
        age: {missing: 0.3}
        price: {unknown: refuse, not_a_number: 1}
      time_limit: 50ms
      max_candidates: 500
      fallback: [sku-1, 2]
      shadow: [random]
      log: {folder: served, rotate: 2MB, units: hashed, salt_env: RECSIM_SALT}
      server:
        port: 0
        admin_port: 0
        token_env: RECSIM_TOKEN
        tls: {certificate: server.pem, key: server.key}
        max_body: 64kB
        max_connections: 7
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("promoted/shop/slate_q"));
    Files.createDirectories(folder.resolve("promoted/shop/ppo"));
    for (String file : List.of("catalogue.jsonl", "server.pem", "server.key")) {
      Files.createFile(folder.resolve(file));
    }
  }

  private ServeConfig read(String yaml) throws IOException, InvalidServeFile {
    return ServeFile.read(Files.writeString(folder.resolve("serve.yaml"), yaml));
  }

  private List<String> problems(String yaml) {
    InvalidServeFile e = catchThrowableOfType(InvalidServeFile.class, () -> read(yaml));
    return e.problems().stream()
        .map(it -> it.line() + ":" + it.column() + " " + it.message())
        .toList();
  }

  @Test
  void readsEachKey() throws IOException, InvalidServeFile {
    ServeConfig config = read(COMPLETE);

    RankerOptions ranker = config.ranker();
    assertThat(ranker.policies())
        .containsOnly(
            Map.entry("new", Source.of(folder.resolve("promoted/shop/slate_q"))),
            Map.entry("old", Source.of(folder.resolve("promoted/shop/ppo"))),
            Map.entry("random", Source.RANDOM));
    assertThat(ranker.catalogue()).isEqualTo(folder.resolve("catalogue.jsonl"));
    Instant start = Instant.parse("2026-12-01T00:00:00Z");
    assertThat(ranker.arms().salt()).isEqualTo("shop-2026-12");
    assertThat(ranker.arms().arms())
        .containsExactly(
            Arm.of("holdout", "old", 0.05),
            Arm.of("control", "old", 0.5),
            new Arm(
                "treatment",
                "new",
                0.45,
                new Exploration.EpsilonGreedy(0.1),
                null,
                new Arm.Period(start, Instant.parse("2027-01-01T08:00:00Z"), Duration.ofDays(7))));
    assertThat(ranker.requests().features())
        .containsOnly(
            Map.entry("default", FeatureRule.DEFAULT),
            Map.entry(
                "age", new FeatureRule(Action.of(0.3), Action.IGNORE, Action.REFUSE, Action.CLAMP)),
            Map.entry(
                "price",
                new FeatureRule(Action.REFUSE, Action.REFUSE, Action.of(1), Action.CLAMP)));
    assertThat(ranker.requests().timeLimit()).contains(Duration.ofMillis(50));
    assertThat(ranker.requests().maxCandidates()).isEqualTo(500);
    assertThat(ranker.requests().fallback().orElseThrow()).containsExactly("sku-1", "2");
    assertThat(ranker.shadow()).containsExactly("random");
    assertThat(config.log())
        .contains(
            new FileSinkOptions(folder.resolve("served"), 2 << 20, true, "RECSIM_SALT", 64 << 20));
    ServerOptions server = config.server();
    assertThat(server.port()).isZero();
    assertThat(server.host()).isEqualTo("localhost");
    assertThat(server.bodyBytes()).isEqualTo(64 << 10);
    assertThat(server.maxConnections()).isEqualTo(7);
    assertThat(server.tls().key()).isEqualTo(folder.resolve("server.key").toString());
  }

  @Test
  void hasDefaults() throws IOException, InvalidServeFile {
    ServeConfig config = read("policies: {new: {path: promoted/shop/ppo}}");

    assertThat(config.log()).isEmpty();
    assertThat(config.server()).isEqualTo(ServerOptions.DEFAULTS);
    assertThat(config.ranker().arms()).isNull();
    assertThat(config.ranker().requests().timeLimit()).isEmpty();
    assertThat(config.server().port()).isEqualTo(8080);
    assertThat(config.server().exchange()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void reportsEveryProblemWithItsPlaceAndCure() {
    assertThat(
            problems(
                """
                policies:
                  new: {path: nowhere}
                  old: {}
                  random: {type: rondom}
                catalog: {file: x}
                arms:
                  a: {share: 0.5, policy: nww}
                  b: {share: 1.5, policy: old}
                features:
                  age: {missing: clamp}
                time_limit: 50
                shadow: [olt]
                log: {rotate: 1MB}
                server:
                  port: 70000
                  max_body: 1XB
                  tls: {certificate: none.pem, key: none.key}
                """))
        .containsExactly(
            "2:15 policies.new.path names \"nowhere\", but there is no such folder; mvn recsim:promote writes it",
            "3:8 policies.old lacks the key \"path\"; write path: promoted/shop/slate_q, or type: random",
            "4:18 policies.random.type must be one of promoted, random, not \"rondom\", did you mean \"random\"?",
            "5:1 unknown key \"catalog\", did you mean \"catalogue\"?",
            "7:3 the key \"salt\" is missing; write salt: shop-2026-12",
            "7:27 there is no policy \"nww\", did you mean \"new\"?",
            "8:14 arms.b.share must be between 0 and 1, but is 1.5",
            "10:18 features.age.missing must be one of refuse, a number, but is clamp",
            "11:13 time_limit must be a positive time with its unit, such as 50ms, 10s, 30m, 1h or 7d, not 50",
            "12:10 there is no policy \"olt\", did you mean \"old\"?",
            "13:6 log lacks the key \"folder\"; write folder: served",
            "15:9 port must be between 0 and 65535, but is 70000",
            "16:13 max_body must be a size above 0 and below 2GB with its unit, such as 64kB or 1MB, not 1XB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'arms: {salt: s, a: {share: 0.5, policy: new}, b: {share: 0.4, policy: new}}'"
            + "|the shares of the arms must sum to 1, not to 0.9",
        "'arms: {salt: s, a: {share: 1, policy: new, explore: {type: softmax}}}'"
            + "|arms.a.explore.temperature is missing; write temperature: 0.5",
        "'arms: {salt: s, a: {share: 1, policy: new, ramp: 7d}}'"
            + "|arms.a.ramp needs the time at which it begins; write start too",
        "'arms: {salt: s, a: {share: 1, policy: new, start: monday}}'"
            + "|arms.a.start must be a day or a time of UTC, such as 2026-12-01 or 2026-12-01T08:00:00Z",
        "'arms: {salt: s, a: {policy: new}}'|the key \"share\" is missing; write share: 0.5",
        "'server: {tls: {certificate: none.pem, key: server.key}}'"
            + "|server.tls.certificate names \"none.pem\", but there is no such file",
        "'server: {max_body: 64}'"
            + "|max_body must be a size above 0 and below 2GB with its unit, such as 64kB or 1MB, not 64",
        "'log: {folder: served, rotate: 64}'"
            + "|rotate must be a size above 0 and below 2GB with its unit, such as 64kB or 1MB, not 64",
        "'server: {port: 81, admin_port: 81}'"
            + "|admin_port is that of requests too; admin calls need a port of their own",
      })
  void refuses(String section, String problem) {
    assertThat(problems("policies: {new: {path: promoted/shop/ppo}}\n" + section))
        .singleElement()
        .asString()
        .endsWith(" " + problem);
  }

  @Test
  void wantsArmsForSeveralPolicies() {
    assertThat(problems("policies: {a: {type: random}, b: {type: random}}"))
        .containsExactly(
            "1:1 there are 2 policies and no arms; add arms, which say which policy serves whom");
  }

  @Test
  void saysWhatAnEmptyFileNeeds() {
    assertThat(problems(""))
        .containsExactly("0:0 is empty; a server needs at least the key policies");
  }

  @Test
  void settingsReplaceValues() throws IOException, InvalidServeFile {
    Path file = Files.writeString(folder.resolve("serve.yaml"), COMPLETE);
    ServeConfig config =
        ServeFile.read(
            file, Map.of(List.of("server", "port"), "81", List.of("shadow"), "[old]"), folder);

    assertThat(config.server().port()).isEqualTo(81);
    assertThat(config.ranker().shadow()).containsExactly("old");
    assertThat(config.ranker().requests().maxCandidates()).isEqualTo(500);
  }

  @Test
  void settingsNeedNoFile() throws InvalidServeFile {
    ServeConfig config =
        ServeFile.read(
            null, Map.of(List.of("policies", "new", "path"), "promoted/shop/ppo"), folder);

    assertThat(config.ranker().policies())
        .containsOnly(Map.entry("new", Source.of(folder.resolve("promoted/shop/ppo"))));
  }

  @Test
  void problemsOfSettingsNameThem() {
    assertThatThrownBy(
            () ->
                ServeFile.read(
                    null, Map.of(List.of("policies", "new", "pth"), "promoted/shop/ppo"), folder))
        .isInstanceOf(InvalidServeFile.class)
        .hasMessageStartingWith("policies.new.pth: unknown key \"pth\"")
        .hasMessageContaining("did you mean \"path\"?");
    assertThatThrownBy(
            () ->
                ServeFile.read(
                    null,
                    Map.of(
                        List.of("policies", "a", "path"), "promoted/shop/ppo",
                        List.of("policies", "b", "path"), "promoted/shop/ppo"),
                    folder))
        .hasMessageStartingWith("there are 2 policies and no arms");
  }

  @Test
  void readsArmsAlone() throws InvalidServeFile {
    Arms arms =
        ServeFile.arms(
            "{\"salt\": \"s\", \"all\": {\"share\": 1, \"policy\": \"new\"}}", Set.of("new"));

    assertThat(arms).isEqualTo(new Arms("s", List.of(Arm.of("all", "new", 1))));
    assertThatThrownBy(() -> ServeFile.arms("{\"salt\": 1}", Set.of("new")))
        .isInstanceOf(InvalidServeFile.class)
        .hasMessageContaining("salt must be text, not 1");
  }
}
