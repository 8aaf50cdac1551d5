package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.Manifest.Documents;
import dev.recsim.policy.Manifest.Kind;
import dev.recsim.policy.Manifest.Rule;
import dev.recsim.policy.Manifest.SeedScore;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.policy.Promotion;
import dev.recsim.policy.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The verbs promote and verify-promoted on a project that has run and is committed. */
@Tag("slow")
class PromoteVerbTest extends PromotedShop {
  @Test
  void writesTheSeedWithTheMedianScore() throws Exception {
    Printed printed = promote("learner");

    assertFine(printed);
    assertThat(printed.text())
        .containsPattern("promoted learner of shop: seed \\d has the median score of 5\n")
        .contains("wrote " + artifact("learner"));
    PromotedPolicy promoted = PromotedPolicy.read(artifact("learner"));
    Manifest manifest = promoted.manifest();
    int seed = manifest.members().get(0).seed();
    assertThat(files("learner"))
        .containsOnlyKeys(
            "experiment.yaml",
            "manifest.json",
            "policy-seed-" + seed + ".onnx",
            "policy-seed-" + seed + ".safetensors");
    List<SeedScore> sorted =
        manifest.scores().stream().sorted(Comparator.comparing(SeedScore::score)).toList();
    assertThat(sorted.get(2).seed()).isEqualTo(seed);
    assertThat(manifest.experiment()).isEqualTo("shop");
    assertThat(manifest.type()).isEqualTo("actor_critic");
    assertThat(manifest.options()).containsEntry("hidden", List.of(8));
    assertThat(manifest.documents()).isEqualTo(Documents.FIXED);
    assertThat(manifest.fallback()).hasSize(1);
    assertThat(manifest.verdicts())
        .anyMatch(it -> it.kind() == Kind.CHECK && it.text().equals("learner"))
        .allMatch(it -> it.verdict().equals("IDENTICAL"));
    assertThat(manifest.provenance().commit()).matches("[0-9a-f]{40}");
    assertThat(manifest.provenance().dirty()).isFalse();
    assertThat(manifest.scores()).allMatch(it -> it.low() <= it.score() && it.score() <= it.high());
    assertThat(manifest.score().low()).isLessThan(manifest.score().mean());
  }

  @Test
  void anotherSeedAndAllSeeds() throws Exception {
    assertFine(promote("learner", "--seed=all"));
    Manifest all = PromotedPolicy.read(artifact("learner")).manifest();
    assertThat(all.members()).extracting(Manifest.Member::seed).containsExactly(0, 1, 2, 3, 4);
    assertThat(all.selection().rule()).isEqualTo(Rule.ALL);
    assertFine(verify());

    assertFine(promote("learner", "--seed=best_validation"));
    Manifest best = PromotedPolicy.read(artifact("learner")).manifest();
    assertThat(best.selection().rule()).isEqualTo(Rule.BEST_VALIDATION);
    assertThat(best.members().get(0).seed()).isEqualTo(bestValidated());
    assertThat(best.selection().reason())
        .matches("seed \\d has the best score of 5 in the validation of its training");
    assertThat(files("learner")).hasSize(4);

    assertThat(promote("learner", "--seed=mean").errors())
        .contains("recsim.seed must be median, best_validation or all, not mean");
    assertThat(promote("random", "--seed=best_validation").errors())
        .contains("trial random-seed-0 has none; write training: auto");
  }

  /** The seed whose last checkpoint has the largest exact value. */
  private int bestValidated() throws IOException {
    List<Double> values = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      Path file = folder.resolve("reports/shop/trials/learner-seed-" + seed + ".json");
      JsonNode curve = new ObjectMapper().readTree(file.toFile()).findValue("curve");
      values.add(curve.get(curve.size() - 1).get("exact_value").doubleValue());
    }
    return values.indexOf(Collections.max(values));
  }

  @Test
  void theMedianOfAnEvenNumberIsTheLowerOne() throws Exception {
    write(folder, SHOP.replace("0..4", "0..3"));
    commit(folder);
    Printed printed = promote("learner");
    assertFine(printed);
    assertThat(printed.text()).contains("has the lower one of the two middle scores of 4");
    Manifest manifest = PromotedPolicy.read(artifact("learner")).manifest();
    List<SeedScore> sorted =
        manifest.scores().stream().sorted(Comparator.comparing(SeedScore::score)).toList();
    assertThat(sorted.get(1).seed()).isEqualTo(manifest.members().get(0).seed());
  }

  @Test
  void theSameInputsHaveTheSameBytes() throws Exception {
    assertFine(promote("learner"));
    Map<String, byte[]> first = files("learner");
    copy(folder, temporary.resolve("other/place"));
    folder = temporary.resolve("other/place");
    assertFine(Printed.by(folder, "run", "--force", "--parallelism=1"));

    assertFine(promote("learner"));

    Map<String, byte[]> again = files("learner");
    assertThat(again).containsOnlyKeys(first.keySet());
    again.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
  }

  @Test
  void agentsWithoutWeightsArePromotedToo() throws Exception {
    assertFine(promote("random"));
    assertThat(files("random")).containsOnlyKeys("experiment.yaml", "manifest.json");
    assertFine(verify());
  }

  @Test
  void verifiesTheRecordedScores() throws Exception {
    assertFine(promote("learner"));
    Printed printed = verify();
    assertFine(printed);
    assertThat(printed.text())
        .isEqualTo(artifact("learner") + ": learner of shop has its recorded score\n");
  }

  /** The digest is right, so only the score shows it. */
  @Test
  void otherWeightsHaveOtherScores() throws Exception {
    assertFine(promote("learner"));
    Map<String, byte[]> files = files("learner");
    files.remove(Manifest.FILE);
    String name = files.keySet().stream().filter(it -> it.endsWith("tensors")).findFirst().get();
    Safetensors saved = Safetensors.decode(files.get(name));
    saved.weights().tensors().get("critic.1.weight").data()[0] += 1_000;
    files.put(name, saved.encode());
    Manifest manifest = PromotedPolicy.read(artifact("learner")).manifest();
    String json =
        manifest
            .json()
            .replace("\"format\": 2", "\"format\": 1")
            .replaceFirst(",\n  \"checksum\": .*", "");
    String digest = Promotion.digests(files).get(name);
    Manifest changed = Manifest.of(json.replace(manifest.files().get(name), digest));
    Promotion.write(artifact("learner"), changed, files);

    Printed printed = verify();

    assertThat(printed.code()).isNotEqualTo(ExitCode.FINE);
    assertThat(printed.errors())
        .contains(artifact("learner").toString(), " scores ", "was recorded when it was promoted")
        .doesNotContain("\tat ");
  }

  @Test
  void changedFilesAreNotVerified() throws Exception {
    assertFine(promote("learner"));
    Path file = artifact("learner").resolve("experiment.yaml");
    Files.writeString(file, Files.readString(file) + "\n");
    assertThat(verify().errors()).contains("experiment.yaml has changed since the agent was");
    folder = temporary.resolve("empty");
    assertThat(verify().errors()).contains("there is no promoted agent in ", "mvn recsim:promote");
  }

  /** What it wrote is no change of the work tree. */
  @Test
  void promotesAgain() throws Exception {
    assertFine(promote("learner"));
    assertFine(promote("learner"));
    assertThat(PromotedPolicy.read(artifact("learner")).manifest().provenance().dirty()).isFalse();
  }
}
