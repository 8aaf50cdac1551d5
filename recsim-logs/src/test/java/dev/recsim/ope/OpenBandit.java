package dev.recsim.ope;

import dev.recsim.fit.OriginalData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Logs of the Open Bandit data: one with the sums of the original, and the original. */
public final class OpenBandit {
  private static final Path CELLS = Path.of("src/test/resources/open-bandit");

  private OpenBandit() {}

  /** Writes both logs to a folder and returns it. Every fifth impression is one held out. */
  public static Path write(Path folder) throws IOException {
    for (String policy : List.of("bts", "random")) {
      Path file = Files.createDirectories(folder.resolve(policy + "/men")).resolve("men.csv");
      List<String> cells = Files.readAllLines(CELLS.resolve(policy + ".csv"));
      List<String> training = new ArrayList<>();
      List<String> heldOut = new ArrayList<>();
      for (String cell : cells.subList(1, cells.size())) {
        String[] of = cell.split(",");
        String row = String.join(",", of[0], of[1], of[2], of[5]);
        int held = Integer.parseInt(of[4]);
        training.addAll(Collections.nCopies(Integer.parseInt(of[3]) - held, row));
        heldOut.addAll(Collections.nCopies(held, row));
      }
      try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(file))) {
        csv.println(",item_id,position,click,propensity_score");
        for (int i = 0; i < training.size() + heldOut.size(); i++) {
          csv.println(i + "," + (i % 5 == 4 ? heldOut.get(i / 5) : training.get(i - i / 5)));
        }
      }
    }
    return folder;
  }

  /** The folder of the original logs; skips the test if none is named. */
  public static Path original() {
    return OriginalData.file("open-bandit-men");
  }
}
