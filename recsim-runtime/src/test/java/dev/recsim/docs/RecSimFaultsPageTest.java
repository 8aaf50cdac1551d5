package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/agents/recsim-faults.md: every test that it names is there. */
class RecSimFaultsPageTest {
  private static final Path PAGE = Path.of("../docs/agents/recsim-faults.md");
  private static final Pattern NAMED = Pattern.compile("`([\\w.]+Test)#(\\w+)`");

  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| B")).toList();
  }

  static Stream<String> tests() throws IOException {
    List<String> names = new ArrayList<>();
    Matcher named = NAMED.matcher(Files.readString(PAGE));
    while (named.find()) {
      names.add(named.group(1) + "#" + named.group(2));
    }
    return names.stream();
  }

  @Test
  void everyFaultHasARowWithATestOrAReason() throws IOException {
    assertThat(rows().stream().map(row -> row.split("\\|")[1].strip()))
        .isEqualTo(IntStream.rangeClosed(1, 14).mapToObj(i -> "B" + i).toList());
    assertThat(rows())
        .allMatch(row -> row.split("\\|").length == 5)
        .allMatch(row -> NAMED.matcher(row).find() || row.contains("No counterpart:"));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void testThatIsNamedIsRun(String test) throws Exception {
    String method = test.substring(test.indexOf('#') + 1);
    URL api = Path.of("../recsim-api/target/test-classes").toUri().toURL();
    URL core = Path.of("../recsim-core/target/test-classes").toUri().toURL();
    URL decide = Path.of("../recsim-decide/target/test-classes").toUri().toURL();
    URL[] modules = {api, decide, core};
    ClassLoader tests = new URLClassLoader(modules, getClass().getClassLoader());
    Class<?> type = tests.loadClass("dev.recsim." + test.substring(0, test.indexOf('#')));
    assertThat(allMethods(type).filter(candidate -> candidate.getName().equals(method)))
        .as(test)
        .isNotEmpty()
        .allMatch(RecSimFaultsPageTest::isRun);
  }

  private static Stream<Method> allMethods(Class<?> type) {
    return type == Object.class
        ? Stream.of()
        : Stream.concat(Stream.of(type.getDeclaredMethods()), allMethods(type.getSuperclass()));
  }

  private static boolean isRun(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class)
        || method.isAnnotationPresent(TestFactory.class);
  }
}
