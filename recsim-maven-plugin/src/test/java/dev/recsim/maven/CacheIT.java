package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The recipe of docs/ci.md with its cache of trials, which the branches of a repository share. */
@Tag("nightly")
class CacheIT {
  private static final Path PAGE = Path.of("..", "docs", "ci.md");
  private static final Pattern SCRIPT = Pattern.compile("script:\\n    - mvn (.*)\\n");
  private static final Pattern CACHED =
      Pattern.compile("paths:\\n(?: +- .*\\n)*? +- (reports.*)\\n");

  private Project repository;
  private Path cache;

  @Test
  void branchesShareTrialsOnlyOfTheSameCode() throws Exception {
    repository = Shop.open("cache").project();
    cache = Files.createTempDirectory("cache");
    repository.git("checkout", "--quiet", "-b", "worse");
    repository.edit(Shop.RANKER, Shop.BEST_FIRST, Shop.WORST_FIRST).commit("Sort the other way");
    repository.git("checkout", "--quiet", "-b", "words", "main");
    repository.edit(Shop.RANKER, "The ranker of", "What ranks in").commit("Say it otherwise");

    Build first = job("main");
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output()).contains("shop: 15 trials", "3 agents identical");

    Build words = job("words");
    assertThat(words.exitCode()).as(words.output()).isZero();
    assertThat(words.output()).contains("shop: unchanged, 15 already stored");

    Build worse = job("worse");
    assertThat(worse.exitCode()).as(worse.output()).isEqualTo(1);
    assertThat(worse.output())
        .contains("shop: run again: core/target/classes changed")
        .contains("shop REGRESSED");

    Build again = job("main");
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output())
        .contains("shop: run again: core/target/classes changed")
        .contains("3 agents identical");
  }

  /** A job in a fresh clone: restores the cache, runs the recipe's command, and saves the cache. */
  private Build job(String branch) throws IOException, InterruptedException {
    Project clone = repository.cloned(branch, "cache clone").with("CI", "true");
    String cached = "**/" + found(CACHED) + "/*";
    for (Path file : Project.files(cache)) {
      Path target = clone.path(cache.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    Build build = clone.mvn(found(SCRIPT).split(" "));
    clone.copyTo(cache, cached);
    return build;
  }

  private static String found(Pattern pattern) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(PAGE));
    assertThat(matcher.find()).as("%s in %s", pattern, PAGE).isTrue();
    return matcher.group(1);
  }
}
