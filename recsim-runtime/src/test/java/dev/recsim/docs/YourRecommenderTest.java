package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.ShopAgent;
import dev.recsim.api.AgentProvider;
import dev.recsim.experimentfile.ExperimentReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment of the page is read with the agent of the page. */
class YourRecommenderTest {
  private static final String PAGE = Docs.read(Docs.FOLDER.resolve("your-recommender.md"));

  @TempDir Path folder;

  @Test
  void experimentIsReadWithTheAgentThatTheServiceFileNames() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    String service = blocks("text").get(0);
    assertThat(service).isEqualTo(ShopAgent.class.getName() + "\n");
    Files.writeString(services.resolve(AgentProvider.class.getName()), service);
    Path file = Files.writeString(folder.resolve("shop.yaml"), blocks("yaml").get(0));
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    try (URLClassLoader own = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(own);
      assertThat(ExperimentReader.read(file).agents())
          .extracting(agent -> agent.provider().name())
          .contains("shop");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(PAGE)
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
