package dev.recsim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What packages import by the sources of all modules. Class files do not say whose constants were
 * compiled in.
 */
final class Imports {
  private static final Pattern NO_CODE =
      Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|(?s:/\\*.*?\\*/)|//[^\n]*");
  private static final Pattern NAMED = Pattern.compile("\\bdev\\.recsim\\.([a-z0-9_.]+)\\.[A-Z]");
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| [^|]* \\| ([^|]*) \\|.*");

  private Imports() {}

  /** The packages that each package names in its code. */
  static Map<String, Set<String>> ofPackages() throws IOException {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (Path file : SourcesTest.sources()) {
      String path = file.getParent().toString().replace('\\', '/');
      if (path.contains("recsim-benchmarks")) {
        continue;
      }
      String from = path.substring(path.indexOf("dev/recsim/") + 11).replace('/', '.');
      Matcher named = NAMED.matcher(NO_CODE.matcher(Files.readString(file)).replaceAll(""));
      Set<String> to = imports.computeIfAbsent(from, it -> new TreeSet<>());
      while (named.find()) {
        to.add(named.group(1));
      }
      to.remove(from);
    }
    return imports;
  }

  /** The rooms that each room may import, by the table of the page for contributors. */
  static Map<String, Set<String>> allowed() throws IOException {
    Map<String, String> cells = new LinkedHashMap<>();
    Files.readAllLines(Path.of("../CONTRIBUTING.md")).stream()
        .dropWhile(line -> !line.startsWith("| room |"))
        .takeWhile(line -> line.startsWith("|"))
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(row -> cells.put(row.group(1), row.group(2)));
    Map<String, Set<String>> allowed = new TreeMap<>();
    cells.forEach(
        (room, cell) -> {
          Set<String> words = Set.of(cell.replace(";", "").split(" "));
          Set<String> rooms =
              cells.keySet().stream()
                  .filter(it -> words.contains("all") != words.contains(it))
                  .collect(Collectors.toCollection(TreeSet::new));
          allowed.put(room, rooms);
        });
    return allowed;
  }

  /** The same between rooms: packages with those below them. */
  static Map<String, Set<String>> ofRooms(Map<String, Set<String>> packages) {
    Map<String, Set<String>> rooms = new TreeMap<>();
    packages.forEach(
        (from, to) ->
            rooms
                .computeIfAbsent(room(from), it -> new TreeSet<>())
                .addAll(to.stream().map(Imports::room).toList()));
    rooms.forEach((room, to) -> to.remove(room));
    return rooms;
  }

  private static String room(String name) {
    return name.split("\\.")[0];
  }

  /**
   * What imports itself by way of others: removes what imports nothing, until all that is left
   * does.
   */
  static Set<String> circle(Map<String, Set<String>> imports) {
    Map<String, Set<String>> left = new TreeMap<>();
    imports.forEach((from, to) -> left.put(from, new TreeSet<>(to)));
    boolean shrinks = true;
    while (shrinks) {
      left.values().forEach(to -> to.retainAll(left.keySet()));
      Set<String> imported =
          left.values().stream().flatMap(Collection::stream).collect(Collectors.toSet());
      shrinks =
          left.entrySet()
              .removeIf(it -> it.getValue().isEmpty() || !imported.contains(it.getKey()));
    }
    return left.keySet();
  }
}
