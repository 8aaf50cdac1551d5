package dev.recsim.store.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.store.code.Code.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeFileTest {
  private static final Entry CORE = new Entry("core/target/classes", "c1");
  private static final Entry LIBRARY = new Entry("lib-1.jar", "l1");
  private static final Entry JUNIT = new Entry("junit-5.jar", "j1");
  private static final Code GOAL = new Code(List.of(LIBRARY, CORE), List.of(JUNIT), List.of(), "");
  private static final Code TEST = new Code(List.of(CORE, JUNIT, LIBRARY), "");

  @TempDir Path folder;

  @Test
  void digestDependsOnContentsOnly() {
    Code renamed = new Code(List.of(new Entry("core-1.jar", "c1"), LIBRARY, LIBRARY), "");

    assertThat(renamed.digest()).isEqualTo(GOAL.digest());
    assertThat(new Code(List.of(CORE), "").digest()).isNotEqualTo(GOAL.digest());
    assertThat(new Code(GOAL.entries(), "x").digest()).isNotEqualTo(GOAL.digest());
  }

  @Test
  void goalsAndTestsShareTrials() throws IOException {
    assertThat(shares(GOAL, TEST)).isTrue();
    assertThat(shares(TEST, GOAL)).isTrue();
  }

  @Test
  void testsMayHaveOtherVersionsOfLibrariesThatOnlyRecsimUses() throws IOException {
    Entry ours = new Entry("yaml-2.7.jar", "y27");
    Entry theirs = new Entry("yaml-2.5.jar", "y25");
    List<Entry> ofGoal = List.of(CORE, ours);
    Code goal = new Code(ofGoal, List.of(JUNIT, theirs), List.of(ours), "");
    Code used = new Code(ofGoal, List.of(JUNIT), List.of(), "");
    Code test = new Code(List.of(CORE, theirs, JUNIT), "");
    Code newCore = new Code(List.of(entry("c2"), theirs, JUNIT), "");
    Code newVersion = new Code(List.of(CORE, entry("y26"), JUNIT), "");

    assertThat(shares(goal, test)).isTrue();
    assertThat(shares(test, goal)).isTrue();
    for (Code other : List.of(used, newCore, newVersion)) {
      assertThat(shares(other == used ? test : goal, other)).isFalse();
      assertThat(shares(other, other == used ? test : goal)).isFalse();
    }
    assertThat(changes(goal, newCore))
        .containsExactly("c2.jar added", "core/target/classes removed");
    assertThat(changes(used, test)).containsExactly("yaml-2.7.jar -> yaml-2.5.jar");
    assertThat(changes(test, used)).containsExactly("yaml-2.5.jar -> yaml-2.7.jar");
  }

  private List<String> changes(Code stored, Code now) throws IOException {
    Path place = Files.createTempDirectory(folder, "trials");
    new CodeFile(place).add("x-" + stored.run());
    return new CodeFile(place).changes("x-" + stored.digest(), "x-" + now.run());
  }

  @Test
  void nothingElseIsShared() throws IOException {
    Code newLibrary = new Code(List.of(CORE, JUNIT, LIBRARY, entry("new")), "");
    Code withoutLibrary = new Code(List.of(CORE, JUNIT), "");
    Code otherJunit = new Code(List.of(CORE, LIBRARY, entry("j2")), "");
    Code shadowed = new Code(TEST.entries(), "x");
    for (Code other : List.of(newLibrary, withoutLibrary, otherJunit, shadowed)) {
      assertThat(shares(GOAL, other)).isFalse();
      assertThat(shares(other, GOAL)).isFalse();
    }
    CodeFile file = new CodeFile(folder.resolve("definition"));
    file.add("one-" + GOAL.run());
    assertThat(file.areSame("one-" + GOAL.digest(), "two-" + TEST.run())).isFalse();
    assertThat(file.areSame("one", "one-" + GOAL.digest())).isFalse();
  }

  private boolean shares(Code stored, Code now) throws IOException {
    Path place = Files.createTempDirectory(folder, "trials");
    new CodeFile(place).add("x-" + stored.run());
    return new CodeFile(place).areSame("x-" + stored.digest(), "x-" + now.run());
  }

  private static Entry entry(String digest) {
    return new Entry(digest + ".jar", digest);
  }

  @Test
  void changesAreNamed() throws IOException {
    String before = "x-" + GOAL.run();
    new CodeFile(folder).add(before);
    CodeFile file = new CodeFile(folder);

    Code changed = new Code(List.of(entry("a"), new Entry(CORE.name(), "c2")), "");
    assertThat(file.changes(before, "x-" + changed.run()))
        .containsExactly("a.jar added", "core/target/classes changed", "lib-1.jar removed");
    assertThat(file.changes(before, "y-" + GOAL.digest()))
        .containsExactly("the definition changed");
    assertThat(file.changes("x-unknown", before)).containsExactly("the code changed");
    assertThat(file.changes("x", before)).containsExactly("another version of recsim stored them");
    assertThat(file.changes(before, "x-" + new Code(GOAL.entries(), "z").run()))
        .containsExactly("the order of the class path changed");
  }

  @Test
  void knownCodeIsNotWrittenAgain() throws IOException {
    Code code = new Code(GOAL.entries(), GOAL.testOnly(), GOAL.replaced(), "overlaps");
    new CodeFile(folder).add("x-" + code.run());
    Path place = folder.resolve("code.txt");
    FileTime before = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(place, before);

    new CodeFile(folder).add("x-" + code.run());
    new CodeFile(folder).add("x-" + TEST.digest() + "unknown");

    assertThat(Files.getLastModifiedTime(place)).isEqualTo(before);
  }

  @Test
  void damagedFileOnlyForgetsNames() throws IOException {
    CodeFile file = new CodeFile(folder);
    file.add("x-" + GOAL.run());
    Path place = folder.resolve("code.txt");
    Files.writeString(place, Files.readString(place).replace("l1", "l2"));

    assertThat(new CodeFile(folder).areSame("x-" + GOAL.digest(), "x-" + TEST.run())).isFalse();

    Files.write(place, new byte[] {(byte) 0xff, 10, 9});
    assertThat(new CodeFile(folder).changes("x-" + GOAL.digest(), "x-" + TEST.run()))
        .containsExactly("the code changed");
    new CodeFile(folder).add("x-" + GOAL.digest());
    assertThat(new CodeFile(folder).areSame("x-" + GOAL.digest(), "x-" + TEST.digest())).isTrue();
  }
}
