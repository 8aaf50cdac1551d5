package dev.recsim.experiment.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.store.code.Code;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a JVM counts. */
class RunningJvmTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx2g",
        "-Xms32m",
        "-Xss1m",
        "-Xshare:off",
        "-Xlog:gc",
        "-ea",
        "-da",
        "-Dshop.mode=x",
        "-agentlib:jdwp=transport=dt_socket",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:InitialRAMPercentage=0.5",
        "-XX:SharedArchiveFile=/tmp/x.jsa",
        "-XX:ArchiveClassesAtExit=/tmp/x.jsa",
        "-XX:ArchiveRelocationMode=0",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:Tier3InvocationThreshold=1000",
        "-XX:TieredStopAtLevel=1",
        "-XX:InlineSmallCode=400",
        "-XX:-OmitStackTraceInFastThrow",
        "-XX:+HeapDumpOnOutOfMemoryError",
        "-javaagent:/m2/org.jacoco.agent-0.8.12-runtime.jar=destfile=/x/jacoco.exec",
        "-javaagent:/m2/mockito-core-5.14.2.jar"
      })
  void memoryCompilationAndAgentsOfTestsDoNotCount(String option) {
    assertThat(RunningJvm.options(List.of(option))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ea:shop...",
        "-da:shop.Ranker",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-preview",
        "-XX:ActiveProcessorCount=1",
        "-XX:-UseFMA",
        "-Xbootclasspath/a:x.jar",
        "--patch-module=java.base=x",
        "-javaagent:/lib/ranker-agent.jar"
      })
  void anyOtherOptionCounts(String option) {
    assertThat(RunningJvm.options(List.of(option))).hasSize(1);
  }

  @Test
  void agentsAndBootClassPathCountByTheirContents() throws Exception {
    Path jar = Files.writeString(folder.resolve("agent.jar"), "1");
    List<String> options = List.of("-javaagent:" + jar + "=fast", "-Xbootclasspath/a:" + jar);
    Map<String, String> before = RunningJvm.options(options);

    assertThat(before).containsOnlyKeys("-javaagent:agent.jar", "-Xbootclasspath/a:");
    Files.writeString(jar, "2");
    RunningJvm.options(options)
        .forEach((name, it) -> assertThat(it).isNotEqualTo(before.get(name)));
  }

  @Test
  void optionsThatAreGivenTwiceCountTwice() {
    String one = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    String two = "--add-opens=java.base/java.util=ALL-UNNAMED";

    assertThat(RunningJvm.options(List.of(one, two)))
        .isNotEqualTo(RunningJvm.options(List.of(one)));
  }

  @Test
  void theOrderOfOptionsThatContradictEachOtherCounts() {
    assertThat(RunningJvm.options(List.of("-XX:+UseFMA", "-XX:-UseFMA")))
        .isNotEqualTo(RunningJvm.options(List.of("-XX:-UseFMA", "-XX:+UseFMA")));
  }

  @Test
  void agentsOfOneNameCountEach() throws Exception {
    Path one = Files.createDirectories(folder.resolve("1")).resolve("agent.jar");
    Path two = Files.createDirectories(folder.resolve("2")).resolve("agent.jar");
    Files.writeString(one, "1");
    Files.writeString(two, "2");

    assertThat(RunningJvm.options(List.of("-javaagent:" + one, "-javaagent:" + two)))
        .isNotEqualTo(RunningJvm.options(List.of("-javaagent:" + two)));
  }

  /** Prints what counts of its JVM. */
  static final class Printing {
    public static void main(String[] words) {
      RunningJvm.entries().forEach(it -> System.out.println(it.name()));
    }
  }

  @Tag("slow")
  @Test
  void optionsOfAStartedJvmCount() throws Exception {
    List<String> always = List.of("Java", "the locale", "the time zone", "the default charset");

    assertThat(entries("-Xmx64m", "-Djava.io.tmpdir=" + folder)).isEqualTo(always);
    assertThat(entries("-da", "-XX:ActiveProcessorCount=1", "-Dshop.mode=x"))
        .containsAll(always)
        .contains("-da", "-XX:ActiveProcessorCount", "-Dshop.mode")
        .hasSize(always.size() + 3);
  }

  private static List<String> entries(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-ea", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Printing.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  @Test
  void localeAndTimeZoneCount() throws Exception {
    List<?> before = RunningJvm.entries();
    String code = new RunningCode(List.of()).code(Set.of(), List.of());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("tr-TR"));
      assertThat(RunningJvm.entries()).isNotEqualTo(before).hasSameSizeAs(before);
      Locale.setDefault(locale);
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(RunningJvm.entries()).isNotEqualTo(before).hasSameSizeAs(before);
      assertThat(new RunningCode(List.of()).code(Set.of(), List.of())).isNotEqualTo(code);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(RunningJvm.entries()).isEqualTo(before);
  }

  @Test
  void variablesCountThatAProjectReadsAndNames() throws Exception {
    compile("Names", "class Names { String mode = \"RANKER_MODE\"; long l = 123456789012345L; }");
    Map<String, String> environment = Map.of("RANKER_MODE", "worst", "HOME", "/x");

    assertThat(variables(environment)).isEmpty();
    compile("Reads", "class Reads { String read(String it) { return System.getenv(it); } }");
    assertThat(variables(environment)).isEqualTo(new TreeMap<>(Map.of("RANKER_MODE", "worst")));
    assertThat(variables(Map.of())).isEmpty();
    Path jar = Files.createDirectories(folder.resolve("target/classes")).resolveSibling("a.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("Names.class", "Reads.class")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Files.readAllBytes(folder.resolve(name)));
      }
    }
    assertThat(ClassPath.isModule(jar)).isTrue();
    assertThat(ModuleClasses.of(List.of(jar)).variables(environment))
        .containsOnlyKeys("RANKER_MODE");
  }

  @Test
  void secretsDoNotCount() throws Exception {
    compile(
        "Reads",
        "class Reads { String mode = System.getenv(\"RANKER_MODE\");"
            + " String token = System.getenv(\"RANKER_TOKEN\"); }");
    Map<String, String> environment = Map.of("RANKER_MODE", "worst", "RANKER_TOKEN", "x");

    assertThat(RunningJvm.variables(ModuleClasses.of(List.of(folder)), environment))
        .extracting(Code.Entry::name)
        .containsExactly("the variable RANKER_MODE");
  }

  private Map<String, String> variables(Map<String, String> environment) throws Exception {
    return ModuleClasses.of(List.of(folder)).variables(environment);
  }

  private void compile(String name, String text) throws Exception {
    SimpleJavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintWriter writer = new PrintWriter(errors, true, StandardCharsets.UTF_8);
    assertThat(
            compiler
                .getTask(
                    writer, null, null, List.of("-d", folder.toString()), null, List.of(source))
                .call())
        .as(errors.toString(StandardCharsets.UTF_8))
        .isTrue();
  }
}
