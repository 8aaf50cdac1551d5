package dev.recsim.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessTest {
  private static String text(String text) {
    String once = Harmless.text(text);
    assertThat(Harmless.text(once)).as("a second time").isEqualTo(once);
    return once;
  }

  @Test
  void controlCharactersBecomeVisible() {
    assertThat(text("\u001b[31mred\u0007\0\b\u007f"))
        .isEqualTo("\\u001b[31mred\\u0007\\u0000\\u0008\\u007f");
    assertThat(text("a\u009b2Jb\u0080\u009f")).isEqualTo("a\\u009b2Jb\\u0080\\u009f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain\ttext\n\n  more: a::b, C++ Foo::bar, # ## ### x [1] ##\n",
        "¡¢£ ä ß € 漢 🙂\u00a0\u00ff",
        "[ 1/2] q-seed-0: 0.5, ETA 3 s\n",
        "12:30 : : :\n:a\n"
      })
  void otherTextStays(String text) {
    assertThat(text(text)).isEqualTo(text);
  }

  @Test
  void carriageReturnsEndLines() {
    assertThat(text("a\r\nb\rc\r\r\nd\n\re")).isEqualTo("a\nb\nc\n\nd\n\ne");
  }

  @Test
  void commandsLoseTheirMeaning() {
    assertThat(text("::error::x\n \t::warning ::y\r::debug::z\n::::"))
        .isEqualTo(":\\:error::x\n \t:\\:warning ::y\n:\\:debug::z\n:\\:::");
    assertThat(text("##[error]x ##[a] ###[b] ##vso[task]y\n##teamcity[z"))
        .isEqualTo("##\\[error]x ##\\[a] ###\\[b] ##vso\\[task]y\n##teamcity\\[z");
  }

  @Test
  void itDoesNotMatterHowTextIsCut() throws Exception {
    String text = "\u001b[1m::error::\r\n::a ##vso[b]\u009b ä::\r##[c]\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Harmless harmless = new Harmless(out);
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      harmless.write(each);
      harmless.flush();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text(text));
  }

  @Test
  void onlyRecsimItselfRewindsAndCommands() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Harmless harmless = new Harmless(out);
    for (String line : List.of("::error::a\n", "::error::b\n", "::error::c\n")) {
      if (line.contains("b")) {
        harmless.allowCommand();
      }
      harmless.write(line.getBytes(StandardCharsets.UTF_8));
    }
    harmless.write("[1/2]".getBytes(StandardCharsets.UTF_8));
    harmless.rewind();
    harmless.write("::d".getBytes(StandardCharsets.UTF_8));
    assertThat(out).hasToString(":\\:error::a\n::error::b\n:\\:error::c\n[1/2]\r:\\:d");
  }
}
