package dev.recsim.fit.chain;

import dev.recsim.fit.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.StringTokenizer;
import java.util.zip.ZipInputStream;

/** The sessions of msnbc.com: every fifth is held out. */
public record Msnbc(Sequences training, Sequences heldOut) {
  private static final int HEADER = 7;
  private static final int CATEGORIES = 17;

  public static Msnbc read() throws IOException {
    Sequences.Builder training = new Sequences.Builder(CATEGORIES);
    Sequences.Builder heldOut = new Sequences.Builder(CATEGORIES);
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(SharedData.file("msnbc/msnbc990928.zip")))) {
      zip.getNextEntry();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(zip, StandardCharsets.US_ASCII));
      for (int i = 0; i < HEADER; i++) {
        lines.readLine();
      }
      int session = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StringTokenizer words = new StringTokenizer(line);
        int[] symbols = new int[words.countTokens()];
        for (int t = 0; t < symbols.length; t++) {
          symbols[t] = Integer.parseInt(words.nextToken()) - 1;
        }
        if (symbols.length > 0) {
          (session++ % 5 == 4 ? heldOut : training).add(symbols, true);
        }
      }
    }
    return new Msnbc(training.build(), heldOut.build());
  }
}
