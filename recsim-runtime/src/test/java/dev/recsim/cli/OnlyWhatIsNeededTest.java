package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run loads no class of ND4J or DL4J where its trials use engine java, although they are there.
 */
class OnlyWhatIsNeededTest {
  @TempDir Path folder;

  @Test
  void engineJavaLoadsNoNd4j() throws Exception {
    assertThat(loadedBy("java"))
        .contains("dev.recsim.nn.JavaNetwork", "dev.recsim.report.HtmlReport")
        .noneMatch(name -> name.matches("org\\.(nd4j|deeplearning4j|bytedeco)\\..*"));
  }

  /** Else the other test would not see it either. */
  @Test
  void engineDl4jDoes() throws Exception {
    assertThat(loadedBy("dl4j")).anyMatch(name -> name.startsWith("org.nd4j."));
  }

  private Set<String> loadedBy(String engine) throws Exception {
    Path experiments = Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(
        experiments.resolve("small.yaml"),
        """
        environment: {type: transition_matrix}
        agents:
          random: {type: random}
          learner: {type: actor_critic, engine: %s, training: {epochs: 1, updates_per_epoch: 2}}
        trials: {seeds: 0..1}
        evaluation: {sessions: 10}
        """
            .formatted(engine));
    try (Recorder loader = new Recorder()) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        Method run =
            loader.loadClass(Main.class.getName()).getDeclaredMethod("run", String[].class);
        run.setAccessible(true);
        String[] arguments = {
          "run", "--experiments=" + experiments, "--reports=" + folder.resolve("reports")
        };
        assertThat(run.invoke(null, (Object) arguments)).hasToString("FINE");
      } finally {
        thread.setContextClassLoader(before);
      }
      return loader.loaded;
    }
  }

  /** Loads the class path again and writes down what it loads. */
  private static final class Recorder extends URLClassLoader {
    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    Recorder() throws IOException {
      super(urls(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls() throws IOException {
      String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
      URL[] urls = new URL[entries.length];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = Path.of(entries[i]).toUri().toURL();
      }
      return urls;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = super.findClass(name);
      loaded.add(name);
      return found;
    }
  }
}
