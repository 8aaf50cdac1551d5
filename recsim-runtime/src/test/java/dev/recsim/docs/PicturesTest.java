package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.docs.picture.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures of the pages, drawn again. With {@code -Drecsim.docs=write} all are written, or only
 * those whose path contains {@code -Drecsim.picture}; without, the quick ones are compared.
 */
@Tag("slow")
class PicturesTest {

  static List<Picture> pictures() {
    String wanted = System.getProperty("recsim.picture", "");
    return Picture.all().stream()
        .filter(picture -> picture.path().contains(wanted))
        .filter(picture -> picture.quick() || Docs.isWritten())
        .toList();
  }

  /** No picture is drawn by hand. Those directly in docs/papers are saved from reports. */
  @Test
  void everyPictureThereIsIsDrawnHere() throws IOException {
    Path papers = Docs.FOLDER.resolve("papers");
    try (Stream<Path> files = Files.walk(Docs.FOLDER)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".svg"))
                  .filter(file -> !file.getParent().equals(papers)))
          .containsExactlyInAnyOrderElementsOf(
              Picture.all().stream()
                  .map(picture -> Docs.FOLDER.resolve(picture.path()).normalize())
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pictureIsWhatTheComponentDoes(Picture picture) {
    Path file = Docs.FOLDER.resolve(picture.path());
    String drawn = picture.drawing().get();
    if (Docs.isWritten()) {
      Docs.write(file, drawn);
    }
    assertThat(Docs.read(file)).as(Docs.cure(file)).isEqualTo(drawn);
  }
}
