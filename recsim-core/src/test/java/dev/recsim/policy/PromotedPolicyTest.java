package dev.recsim.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.contract.PromotedAgents;
import dev.recsim.io.AtomicFolder;
import dev.recsim.io.Digest;
import dev.recsim.policy.Manifest.Documents;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PromotedPolicyTest {
  @TempDir static Path written;

  private static final PromotedAgents SLATE_Q =
      PromotedAgents.of("slate_q", "interest_evolution", 2);

  @TempDir Path folder;

  @BeforeAll
  static void write() throws IOException {
    SLATE_Q.write(written.resolve("slate_q"));
  }

  private Path copy() throws IOException {
    Path copy = folder.resolve("copy");
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Files.createDirectories(copy);
      Files.write(copy.resolve(file.getKey()), file.getValue());
    }
    return copy;
  }

  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(written.resolve("slate_q"))) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    PromotedPolicy promoted = PromotedPolicy.read(copy());
    Manifest manifest = promoted.manifest();
    assertThat(Manifest.of(manifest.json())).isEqualTo(manifest);
    assertThat(manifest.json())
        .isEqualTo(Files.readString(promoted.folder().resolve(Manifest.FILE)));
    assertThat(manifest.type()).isEqualTo("slate_q");
    assertThat(manifest.documents()).isEqualTo(Documents.CANDIDATES);
    assertThat(manifest.environment()).containsEntry("type", "interest_evolution");
    assertThat(manifest.remembers()).isFalse();
    assertThat(manifest.files())
        .containsOnlyKeys("policy-seed-0.safetensors", "policy-seed-1.safetensors");
    assertThat(manifest.member(1)).isEqualTo(1);
    assertThat(manifest.member(2)).isEqualTo(-1);
    assertThat(manifest.documentFeatures()).isNotEmpty().allMatch(it -> it.min() < it.max());
    assertThat(promoted.members()).isEqualTo(2);
    assertThat(promoted.digest()).isEqualTo(Digest.of(promoted.folder().resolve(Manifest.FILE)));
  }

  @Test
  void keysAreInSnakeCase() throws IOException {
    String json = new String(files().get(Manifest.FILE), StandardCharsets.UTF_8);
    assertThat(json)
        .startsWith("{\n  \"format\": 2,\n  \"experiment\": \"experiment\",\n")
        .contains("\"user_features\": [", "\"slate_size\": ", "\"rule\": \"all\"")
        .containsPattern(",\n  \"checksum\": \"[0-9a-f]{64}\"\n}\n$")
        .doesNotContain("\r");
    Set<String> keys = new TreeSet<>();
    collect(JsonTree.read(json), keys);
    assertThat(keys).allMatch(it -> it.matches("[a-z0-9_]+|policy-seed-[01]\\.safetensors"));
  }

  private static void collect(Object tree, Set<String> keys) {
    if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (key, inside) -> {
            keys.add((String) key);
            collect(inside, keys);
          });
    } else if (tree instanceof List<?> list) {
      list.forEach(it -> collect(it, keys));
    }
  }

  @Test
  void sameInputsHaveTheSameBytes() throws IOException {
    SLATE_Q.write(folder.resolve("again"));
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      assertThat(folder.resolve("again").resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }

  /** Candidates beyond those of training are ranked by their features. */
  @Test
  void ranksMoreAndFewerCandidatesThanInTraining() throws IOException {
    PromotedPolicy promoted = PromotedPolicy.read(copy());
    int trained = promoted.manifest().space().documents();
    List<Document> many = new ArrayList<>();
    Observation seen = null;
    for (int i = 0; many.size() < 5 * trained; i++) {
      seen = SLATE_Q.world().open(RandomKey.root(i)).start();
      many.addAll(seen.candidates());
    }
    Set<Integer> shown = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      Observation user = SLATE_Q.world().open(RandomKey.root(i)).start();
      Observation all = new Observation(user.state(), user.user(), many);
      Slate slate = promoted.policy(0, many.size()).recommend(all, RandomKey.root(i));
      IntStream.range(0, slate.size()).forEach(p -> shown.add(slate.document(p)));
      List<Document> one = many.subList(0, promoted.manifest().space().slateSize());
      Observation few = new Observation(user.state(), user.user(), List.copyOf(one));
      assertThat(promoted.policy(1, one.size()).recommend(few, RandomKey.root(i)).size())
          .isEqualTo(one.size());
    }
    assertThat(shown).as("documents behind those of training").anyMatch(it -> it >= trained);
    assertThatThrownBy(() -> promoted.policy(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A document's place does not matter: the same documents in another order, and with others. */
  @Test
  void ranksByFeaturesOnly() throws IOException {
    PromotedPolicy promoted = PromotedPolicy.read(copy());
    Observation seen = SLATE_Q.world().open(RandomKey.root(7)).start();
    List<Document> reversed = new ArrayList<>(seen.candidates());
    java.util.Collections.reverse(reversed);
    Slate before = promoted.policy(0).recommend(seen, RandomKey.root(0));
    Slate after =
        promoted
            .policy(0)
            .recommend(new Observation(seen.state(), seen.user(), reversed), RandomKey.root(0));
    Set<Document> documents = new java.util.HashSet<>();
    Set<Document> again = new java.util.HashSet<>();
    for (int p = 0; p < before.size(); p++) {
      documents.add(seen.candidates().get(before.document(p)));
      again.add(reversed.get(after.document(p)));
    }
    assertThat(again).isEqualTo(documents);
  }

  @Test
  void weightsOfFixedDocumentsSayWhy() throws IOException {
    PromotedAgents.of("ucb1", "transition_matrix", 1).write(folder.resolve("ucb1"));
    PromotedPolicy promoted = PromotedPolicy.read(folder.resolve("ucb1"));
    assertThat(promoted.manifest().documents()).isEqualTo(Documents.FIXED);
    assertThat(promoted.manifest().environment()).isNull();
    assertThatThrownBy(() -> promoted.policy(0, 11))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "agent agent of type ucb1 has weights for each of the 10 documents of its training, not"
                + " for 11; train it with these documents and promote it again, or use an agent"
                + " that ranks documents by their features, such as slate_q");
  }

  @Test
  void agentsWithoutWeightsAreCreated() throws IOException {
    PromotedAgents.of("random", "interest_evolution", 1).write(folder.resolve("random"));
    PromotedPolicy promoted = PromotedPolicy.read(folder.resolve("random"));
    assertThat(promoted.manifest().members().get(0).weights()).isNull();
    assertThat(promoted.manifest().documents()).isEqualTo(Documents.CANDIDATES);
    Observation seen = SLATE_Q.world().open(RandomKey.root(7)).start();
    Policy policy = promoted.policy(0);
    assertThat(policy.recommend(seen, RandomKey.root(1)))
        .isNotEqualTo(policy.recommend(seen, RandomKey.root(2)));
  }

  /** Killed after the old folder was moved away, and before the new one took its place. */
  @Test
  void aKilledPromotionLeavesTheOneBefore() throws IOException {
    Path copy = copy();
    Path before = folder.resolve(".replaced-copy");
    Files.move(copy, before);
    Files.createDirectories(folder.resolve(".unfinished-copy"));
    assertRefused(copy, "there is no folder", "a promotion was killed; promote again, or move ");
    // Writing this fails, so the old one is back.
    Map<String, byte[]> unwritable = Map.of("x".repeat(300), new byte[1]);
    assertThatThrownBy(() -> AtomicFolder.replace(copy, unwritable))
        .isInstanceOf(IOException.class);
    assertThat(PromotedPolicy.read(copy).members()).isEqualTo(2);
    assertThat(before).doesNotExist();

    // Killed before it deleted the old one.
    Files.createDirectories(before.resolve("x"));
    AtomicFolder.replace(copy, files());
    assertThat(PromotedPolicy.read(copy).members()).isEqualTo(2);
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void missingFilesSayWhichAndWhatToDo() throws IOException {
    assertRefused(folder.resolve("none"), "there is no folder", "none; write it with mvn recsim:");
    Path copy = copy();
    Files.delete(copy.resolve("policy-seed-1.safetensors"));
    assertRefused(copy, "there is no file", "policy-seed-1.safetensors; write it with mvn recsim:");
    Files.createDirectory(copy.resolve("policy-seed-1.safetensors"));
    assertRefused(copy, "policy-seed-1.safetensors: it is not a regular file");
    Files.delete(copy.resolve(Manifest.FILE));
    assertRefused(
        copy, "there is no file", "manifest.json; write it with mvn recsim:promote again");
  }

  @Test
  void everyChangedByteOfAFileIsRefused() throws IOException {
    Path copy = copy();
    Path file = copy.resolve("policy-seed-1.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    for (int i : new int[] {0, 9, 100, bytes.length - 1}) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertRefused(
          copy,
          file + " has changed since the agent was promoted",
          "restore the file, or promote the agent again");
    }
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused(copy, "has changed since");
  }

  @Test
  void wrongManifestsSayWhatIsWrong() throws IOException {
    assertManifest("[1]", "is not a manifest: it has no \"format\"; promote the agent again");
    assertManifest("", "is not a manifest");
    assertManifest(
        "{",
        "is not JSON: Unexpected end-of-input: expected close marker for Object; promote the agent");
    assertManifest(
        "{\"format\": 3}",
        "is of version 3",
        "reads versions 1 to 2; use the recsim that wrote it, or a newer one");
    String json = ofFirstFormat();
    for (String[] it :
        new String[][] {
          {"\"agent\": \"agent\"", "\"agent\": 7", "agent must be text; promote the agent again"},
          {"  \"agent\": \"agent\",\n", "", "agent is missing"},
          {"\"agent\": \"agent\"", "\"agents\": \"agent\"", "agents is unknown, there are"},
          {"\"type\": \"slate_q\"", "\"type\": \"psychic\"", "no agent of type psychic is on the"},
          {
            "\"documents\": \"candidates\"", "\"documents\": \"some\"", "must be one of [candidates"
          },
          {"\"gamma\"", "\"gamme\"", "gamme is unknown"},
          {"\"hidden\": [", "\"hidden\": [8, ", "tensor"},
          {"\"slate_size\": ", "\"slate_size\": 1000", "a slate of 1000"},
          {"\"seed\": 0", "\"seed\": \"0\"", "seed must be a number, not 0"},
          {"\"policy-seed-0.safetensors\":", "\"../x\":", "which files lacks"},
          {"\"files\": {", "\"files\": {\"../x\": \"0\",", "files must not name ../x"},
          {"\"files\": {", "\"files\": {\"/etc/x\": \"0\",", "files must not name /etc/x"},
          {"\"files\": {", "\"files\": {\"more\": \"0\",", "there is no file"},
        }) {
      assertThat(json).contains(it[0]);
      assertManifest(json.replace(it[0], it[1]), it[2]);
    }
    Manifest read = Manifest.of(json);
    String renamed =
        json.replace("\"name\": \"" + read.userFeatures().get(0).name(), "\"name\": \"x");
    assertManifest(renamed, "user_features are [x");
    Path copy = copy();
    Files.write(copy.resolve(Manifest.FILE), new byte[] {'{', '"', (byte) 0xff, '"', '}'});
    assertRefused(copy, "is not JSON: it is not UTF-8");
  }

  /** The manifest as format 1 has it: an edit is found only if it contradicts something. */
  private static String ofFirstFormat() throws IOException {
    return new String(files().get(Manifest.FILE), StandardCharsets.UTF_8)
        .replace("\"format\": 2", "\"format\": 1")
        .replaceFirst(",\n  \"checksum\": .*", "");
  }

  @Test
  void manifestsThatWereEditedAreRefused() throws IOException {
    String json = new String(files().get(Manifest.FILE), StandardCharsets.UTF_8);
    String edited = "manifest.json was changed by hand or is damaged; take it back from git, or";
    for (String[] it :
        new String[][] {
          {"\"fallback\": [ \"0\"", "\"fallback\": [ \"9\""},
          {"\"score\": {", "\"score\":  {"},
          {"\"checksum\": \"", "\"checksum\": \"0"},
          {",\n  \"checksum\"", "\n  \"checksum\""},
        }) {
      assertThat(json).contains(it[0]);
      assertThatThrownBy(() -> Manifest.of(json.replace(it[0], it[1])))
          .as(it[1])
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(was changed by hand|is not JSON).*");
    }
    assertManifest(json.replace("\"agent\": \"agent\"", "\"agent\": \"other\""), edited);
    assertManifest(json.replaceFirst(",\n  \"checksum\": .*", ""), edited);
    assertManifest(json.replace("\"format\": 2", "\"format\": 1"), "checksum is unknown");
    assertThat(Manifest.of(json.replace("\n", "\r\n"))).isEqualTo(Manifest.of(json));
  }

  @Test
  void manifestsOfTheFirstFormatAreReadAndKept() throws IOException {
    String first = ofFirstFormat();

    assertThat(Manifest.of(first).format()).isEqualTo(1);
    assertThat(Manifest.of(first).json()).isEqualTo(first);
  }

  /** An environment that is not on the class path is only a problem for agents that need it. */
  @Test
  void missingEnvironmentsAreNamed() throws IOException {
    String json = ofFirstFormat();
    assertManifest(
        json.replace("\"type\": \"interest_evolution\"", "\"type\": \"interest_drift\""),
        "its environment cannot be created",
        "interest_drift");
  }

  @Test
  void damagedManifestsThrowNothingElse() throws IOException {
    Path copy = copy();
    byte[] json = ofFirstFormat().getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] damaged = json.clone();
      RandomKey key = RandomKey.root(i);
      for (int j = 0; j <= i % 3; j++) {
        damaged[key.below(2 * j, damaged.length)] = (byte) key.bits(2 * j + 1);
      }
      int length = i % 5 == 0 ? key.below(100, json.length) : json.length;
      Files.write(copy.resolve(Manifest.FILE), java.util.Arrays.copyOf(damaged, length));
      try {
        PromotedPolicy.read(copy);
      } catch (InvalidFile e) {
        refused++;
        assertThat(e.getMessage()).as("damage %s", i).contains(copy.toString());
      }
    }
    assertThat(refused).isGreaterThan(200);
  }

  @Test
  void foldersOfSomethingElseAreKept() throws IOException {
    Files.createDirectory(folder.resolve("src"));
    Files.writeString(folder.resolve("src").resolve("Main.java"), "class Main {}");
    assertThatThrownBy(() -> SLATE_Q.write(folder.resolve("src")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not a promoted agent");
    assertThat(folder.resolve("src")).isDirectoryContaining("glob:**Main.java");
  }

  @Test
  void olderAgentsAreReplacedAsAWhole() throws IOException {
    Path copy = copy();
    PromotedAgents.of("random", "interest_evolution", 1).write(copy);
    try (Stream<Path> left = Files.list(copy)) {
      assertThat(left).containsExactly(copy.resolve(Manifest.FILE));
    }
    try (Stream<Path> beside = Files.list(folder)) {
      assertThat(beside).containsExactly(copy);
    }
    assertThatCode(() -> PromotedPolicy.read(copy)).doesNotThrowAnyException();
  }

  private void assertManifest(String json, String... message) throws IOException {
    Path copy = copy();
    Files.writeString(copy.resolve(Manifest.FILE), json);
    assertRefused(copy, message);
  }

  private static void assertRefused(Path folder, String... message) {
    assertThatThrownBy(() -> PromotedPolicy.read(folder))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContainingAll(message);
  }
}
