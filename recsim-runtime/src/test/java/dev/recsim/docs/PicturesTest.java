package dev.recsim.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.docs.picture.Picture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures of the pages, drawn anew. With {@code -Drecsim.docs=write} all are written, or only
 * those whose path contains {@code -Drecsim.picture}; without, the quick ones are compared.
 */
class PicturesTest {

  static List<Picture> pictures() {
    String wanted = System.getProperty("recsim.picture", "");
    return Picture.all().stream()
        .filter(picture -> picture.path().contains(wanted))
        .filter(picture -> picture.quick() || Docs.isWritten())
        .toList();
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
