package com.example.titles;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Writes a row of 384 numbers for each title, by the model all-MiniLM-L6-v2. */
public final class TitleFeatures {
  private TitleFeatures() {}

  /**
   * @param args a file with a title in each line, and the CSV file to write
   */
  public static void main(String[] args) throws IOException {
    EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
    List<String> rows = new ArrayList<>();
    for (String title : Files.readAllLines(Path.of(args[0]))) {
      StringJoiner row = new StringJoiner(",");
      for (float feature : model.embed(title).content().vector()) {
        row.add(Float.toString(feature));
      }
      rows.add(row.toString());
    }
    Files.write(Path.of(args[1]), rows);
  }
}
