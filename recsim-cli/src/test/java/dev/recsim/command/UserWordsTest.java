package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.cli.Main;
import dev.recsim.cli.options.Verb;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserWordsTest {
  @TempDir Path folder;

  @Test
  void optionsHaveAValueOrNone() throws Exception {
    UserWords words = parse("--experiment=a=b,c", "--force");

    assertThat(words.call()).containsExactly("run", "--experiment=a=b,c", "--force=");
    assertThat(Verb.RUN.words().subList(0, 3))
        .extracting(words::value)
        .containsExactly("experiments", "reports", "a=b,c");
    assertThat(words.classPath()).isEmpty();
  }

  /** As a script gives it whose variable is empty. */
  @Test
  void anEmptyValueIsHandedOnAsOne() throws Exception {
    assertThat(parse("--experiment=").call()).containsExactly("run", "--experiment=");
  }

  @Test
  void classPathHasJarsAndFoldersAndAllJarsOfAFolder() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path lib = Files.createDirectories(folder.resolve("lib"));
    Files.createFile(lib.resolve("b.jar"));
    Files.createFile(lib.resolve("a.jar"));
    Files.createFile(lib.resolve("a.txt"));
    String path = classes + File.pathSeparator + lib + "/*";

    assertThat(parse("--classpath=" + path).classPath())
        .containsExactly(classes, lib.resolve("a.jar"), lib.resolve("b.jar"));
  }

  @Test
  void aCommandRepeatsWhereThingsAre() throws Exception {
    UserWords words = parse("--force", "--reports=r", "--classpath=" + folder, "--experiment=x");

    assertThat(words.call()).containsExactly("run", "--experiment=x", "--force=", "--reports=r");
    assertThat(words.places()).containsExactly("--classpath=" + folder, "--reports=r");
  }

  /** {@code ArgumentsTest} has the other wrong words. */
  @Test
  void classPathThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> parse("--classpath=no/such"))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "--classpath names no/such, which does not exist; compile first, or correct it");
  }

  private static UserWords parse(String... options) throws Exception {
    String[] words = Stream.concat(Stream.of("run"), Stream.of(options)).toArray(String[]::new);
    return UserWords.of(Main.arguments(words).orElseThrow());
  }

  @Test
  void unknownVerbHasTheNearest() {
    assertThatThrownBy(() -> Recsim.verb("chekc"))
        .hasMessage("recsim has no verb chekc, did you mean check?");
    assertThatThrownBy(() -> Recsim.verb("dance"))
        .hasMessage("recsim has no verb dance; recsim --help lists them");
  }
}
