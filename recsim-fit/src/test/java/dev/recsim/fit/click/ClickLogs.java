package dev.recsim.fit.click;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The two click logs: 4,000 slates of 4 of 8 documents. */
final class ClickLogs {
  private static final Path FOLDER = Path.of("src/test/resources/clicks");

  private ClickLogs() {}

  static ClickedSlates read(String name) throws IOException {
    List<int[]> shown = new ArrayList<>();
    List<boolean[]> clicked = new ArrayList<>();
    List<String> lines = Files.readAllLines(FOLDER.resolve(name));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      int[] clicks = numbers(cells[1]);
      boolean[] flags = new boolean[clicks.length];
      for (int k = 0; k < flags.length; k++) {
        flags[k] = clicks[k] == 1;
      }
      shown.add(numbers(cells[0]));
      clicked.add(flags);
    }
    return new ClickedSlates(8, shown, clicked);
  }

  private static int[] numbers(String cell) {
    return Stream.of(cell.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
