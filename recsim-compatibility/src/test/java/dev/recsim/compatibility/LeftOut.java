package dev.recsim.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Names the tools for which tests of a build were left out. */
public final class LeftOut {
  /** A skipped test's message, as {@code dev.recsim.tool.Tool} writes it. */
  private static final Pattern NEEDS = Pattern.compile("needs (\\S+) \\((\\w+): ([^)]+)\\)");

  private LeftOut() {}

  /**
   * Prints a line for each tool.
   *
   * @param arguments the folder of all modules, and when the build started
   */
  public static void main(String[] arguments)
      throws IOException, ParserConfigurationException, SAXException {
    lines(Path.of(arguments[0]), Instant.parse(arguments[1])).forEach(System.out::println);
  }

  /** Returns a line for each tool, from reports that were written since the start. */
  static List<String> lines(Path root, Instant start)
      throws IOException, ParserConfigurationException, SAXException {
    Map<String, Integer> tests = new TreeMap<>();
    for (Path report : reports(root, start)) {
      NodeList skipped =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(report.toFile())
              .getElementsByTagName("skipped");
      for (int i = 0; i < skipped.getLength(); i++) {
        Matcher needs = NEEDS.matcher(skipped.item(i).getTextContent());
        if (needs.find()) {
          tests.merge(needs.group(), 1, Integer::sum);
        }
      }
    }
    return tests.entrySet().stream()
        .map(it -> "Left out: %s, %s".formatted(count(it.getValue()), line(it.getKey())))
        .toList();
  }

  private static String count(int tests) {
    return tests == 1 ? "1 test" : tests + " tests";
  }

  private static String line(String message) {
    Matcher needs = NEEDS.matcher(message);
    needs.find();
    String how =
        switch (needs.group(2)) {
          case "Debian" -> "apt-get install " + needs.group(3).replace(",", "");
          case "pip" -> "pip install " + needs.group(3);
          default -> needs.group(3);
        };
    return "needs %s: %s".formatted(needs.group(1), how);
  }

  private static List<Path> reports(Path root, Instant start) throws IOException {
    List<Path> reports = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        for (String kind : List.of("surefire-reports", "failsafe-reports")) {
          Path folder = module.resolve("target").resolve(kind);
          if (Files.isDirectory(folder)) {
            addReports(folder, start, reports);
          }
        }
      }
    }
    return reports;
  }

  private static void addReports(Path folder, Instant start, List<Path> reports)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean fresh = !Files.getLastModifiedTime(file).toInstant().isBefore(start);
        if (fresh && name.startsWith("TEST-") && name.endsWith(".xml")) {
          reports.add(file);
        }
      }
    }
  }
}
