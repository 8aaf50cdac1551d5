package dev.recsim.logs.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServedCatalogueTest extends ReadServedLog {
  @BeforeEach
  void name() {
    catalogue = "catalogue.jsonl";
  }

  /** Decisions name documents by id; the catalogue has their features. */
  @Test
  void featuresAreThoseOfTheCatalogue() throws Exception {
    Files.createDirectories(folder.resolve("served"));
    Files.writeString(
        folder.resolve("served/served-20260101T120000Z-000001.jsonl"),
        """
        {"seq":0,"time":1,"kind":"start","document_features":["price","age"]}
        {"seq":1,"time":2,"kind":"decision","id":"d","unit":"u","slate_ids":["b"],\
        "candidates":["a",{"id":"b","features":[7,8]},"c"]}
        {"seq":2,"time":3,"kind":"outcome","decision":"d","status":"ended"}
        """);
    Files.writeString(
        folder.resolve("catalogue.jsonl"),
        """
        {"id": "a", "topic": 3, "features": {"age": 2, "price": 1.5, "other": 9}}
        {"id": "b", "topic": 4, "features": {"age": 2}}
        """);
    List<String> read = new ArrayList<>();

    log()
        .read(
            it -> {
              for (int c = 0; c < 3; c++) {
                read.add(it.topic(0, c) + Arrays.toString(it.features(0, c)));
              }
            });

    assertThat(read).containsExactly("3[1.5, 2.0]", "-1[7.0, 8.0]", "-1[]");
    Files.writeString(folder.resolve("catalogue.jsonl"), "{\"topic\": 1}\n");
    assertThatThrownBy(this::log)
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("each line must be a document such as")
        .hasMessageContaining("it has no id");
    Files.writeString(folder.resolve("catalogue.jsonl"), "{\"id\": 7, \"topic\": 4294967296}\n");
    assertThatThrownBy(this::log)
        .isInstanceOf(InvalidFile.class)
        .hasMessageEndingWith("topic must be an integer of 32 bits");
  }

  /** Decisions that list no documents could show the whole catalogue. */
  @Test
  void decisionsWithoutCandidatesOfferTheCatalogue() throws Exception {
    Files.createDirectories(folder.resolve("served"));
    Files.writeString(
        folder.resolve("served/served-20260101T120000Z-000001.jsonl"),
        """
        {"seq":0,"time":1,"kind":"start","document_features":["price"]}
        {"seq":1,"time":2,"kind":"decision","id":"d","unit":"u","slate_ids":["b"]}
        {"seq":2,"time":3,"kind":"outcome","decision":"d","status":"ended"}
        """);
    Path file = folder.resolve("catalogue.jsonl");
    String first = "{\"id\": \"a\", \"topic\": 3, \"features\": {\"price\": 1.5}}\n";
    Files.writeString(file, first + "{\"id\": \"b\", \"topic\": 4, \"features\": {\"price\": 2}}");
    List<String> read = new ArrayList<>();

    log()
        .read(
            it -> {
              for (int c = 0; c < it.candidates(0); c++) {
                read.add(it.topic(0, c) + Arrays.toString(it.features(0, c)));
              }
              read.add("shown " + it.index(0, 0));
            });

    assertThat(read).containsExactly("3[1.5]", "4[2.0]", "shown 1");
    Files.writeString(file, first);
    assertThatThrownBy(() -> log().read(it -> {}))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("the document b is not in logs.catalogue");
  }
}
