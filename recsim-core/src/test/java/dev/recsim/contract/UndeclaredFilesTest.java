package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Components that read files which they do not declare break their contract. */
@Tag("slow")
class UndeclaredFilesTest {
  private static final String RULE = "reads only files that its options declare as @InputFile";

  @TempDir static Path folder;

  @Test
  void areFound() throws Exception {
    Files.writeString(folder.resolve("declared.txt"), "1");
    Files.writeString(folder.resolve("other.txt"), "2");

    Map<String, String> agent = ContractMessagesTest.failures(ReadingAgent.class);
    assertThat(agent).containsOnlyKeys("onlyDeclaredFilesAreRead()");
    assertThat(agent.get("onlyDeclaredFilesAreRead()")).contains(RULE, "other.txt");

    Map<String, String> environment = ContractMessagesTest.failures(ReadingEnvironment.class);
    assertThat(environment.get("onlyDeclaredFilesAreRead()")).contains(RULE, "other.txt");
  }

  /** Options of components that also read another file. */
  record Options(@InputFile String file) {}

  private static int read(Path folder, Options options) {
    try {
      int declared = Integer.parseInt(Files.readString(folder.resolve(options.file())));
      return declared + Integer.parseInt(Files.readString(folder.resolve("other.txt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static class ReadingAgent extends AgentContract<Options> {
    @Override
    protected AgentProvider<Options> provider() {
      return new Reading();
    }

    @Override
    protected Path folder() {
      return folder;
    }

    @Override
    protected Environment environment() {
      return new IdentityEnvironment(3, 1, false);
    }
  }

  private static final class Reading
      implements AgentProvider<Options>, EnvironmentProvider<Options> {
    @Override
    public String name() {
      return "reading";
    }

    @Override
    public Options defaults() {
      return new Options("declared.txt");
    }

    @Override
    public Agent create(Options options, Environment environment, RandomKey key) {
      throw new IllegalStateException("needs a folder");
    }

    @Override
    public Agent create(Options options, Environment environment, RandomKey key, Path in) {
      int document = read(in, options) % 3;
      return () -> (Policy.Deterministic) seen -> Slate.of(document);
    }

    @Override
    public Environment create(Options options, Path in) {
      return new IdentityEnvironment(read(in, options), 1, false);
    }
  }

  static class ReadingEnvironment extends EnvironmentContract {
    @Override
    protected Environment environment() {
      return new Reading().create(new Options("declared.txt"), folder);
    }

    @Override
    protected Optional<Source<?>> source() {
      return Optional.of(new Source<>(new Reading(), new Options("declared.txt"), folder));
    }
  }
}
