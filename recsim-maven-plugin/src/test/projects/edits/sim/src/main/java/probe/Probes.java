package probe;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What code may depend on, by name. */
final class Probes {
  private static final int FACTOR = 1;

  /** Reads one thing. */
  interface Probe {
    Object read() throws Exception;
  }

  private static final Map<String, Probe> ALL = new TreeMap<>();

  static {
    ALL.put("constant", () -> FACTOR);
    ALL.put("core", Core::factor);
    ALL.put("weights", () -> resource("probe/weights.txt"));
    ALL.put("service", () -> ServiceLoader.load(IntSupplier.class).findFirst().get().getAsInt());
    ALL.put("acme", () -> resource("META-INF/acme/rank.txt"));
    ALL.put("own_service", () -> ServiceLoader.load(LongSupplier.class).findFirst().get().getAsLong());
    ALL.put("own_resource", () -> resource("META-INF/acme/own.txt"));
    ALL.put("filtered", () -> resource("level.txt"));
    ALL.put("profile", () -> Probes.class.getResource("/extra.txt") != null);
    ALL.put("version", () -> meta.Level.class.getPackage().getImplementationVersion());
    ALL.put("maven", () -> resource("META-INF/maven/example/edits-meta/pom.properties").lines().filter(it -> !it.startsWith("#")).toList());
    ALL.put("release", () -> meta.Level.level());
    ALL.put("asserts", Probes::asserts);
    ALL.put("processors", () -> Runtime.getRuntime().availableProcessors());
    ALL.put("threads", () -> ForkJoinPool.getCommonPoolParallelism());
    ALL.put("reflection", Probes::reflects);
    ALL.put("property", () -> System.getProperty("edits.mode"));
    ALL.put("tool", () -> System.getProperty("edits.tool"));
    ALL.put("variable", () -> System.getenv("EDITS_MODE"));
    ALL.put("core_variable", Core::variable);
    ALL.put("locale", () -> "title".toUpperCase() + String.format("%.1f", 1.5));
    ALL.put("week", () -> WeekFields.of(Locale.ROOT).getFirstDayOfWeek());
    ALL.put("zone", () -> TimeZone.getDefault().getRawOffset());
    ALL.put("charset", () -> Charset.defaultCharset());
  }

  private Probes() {}

  /** The text of what is read now. */
  static String read(String name) {
    try {
      return String.valueOf(ALL.get(name).read());
    } catch (Exception e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Probes.class.getClassLoader().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean asserts() {
    try {
      assert FACTOR < 0;
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  private static boolean reflects() throws NoSuchFieldException {
    try {
      String.class.getDeclaredField("value").setAccessible(true);
      return true;
    } catch (InaccessibleObjectException e) {
      return false;
    }
  }
}
