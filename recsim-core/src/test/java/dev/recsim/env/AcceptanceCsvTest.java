package dev.recsim.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.Options.InvalidFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceCsvTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "a value above 1        | 0.1,0.2/0.3,1.5      | 2 | 5 | 1.5 is not a probability",
        "a negative value       | 0.1,0.2/-0.3,0.5     | 2 | 1 | -0.3 is not a probability",
        "not a number (NaN)     | 0.1,NaN/0.3,0.5      | 1 | 5 | \"NaN\" is not a number",
        "infinity               | 0.1,0.2/0.25,Infinity| 2 | 6 | \"Infinity\" is not a number",
        "a word                 | 0.1,0.2/0.3,high     | 2 | 5 | \"high\" is not a number",
        "a header               | a,b/0.3,0.4          | 1 | 1 | \"a\" is not a number",
        "an empty cell          | 0.1,0.2/0.3,         | 2 | 5 | \"\" is not a number",
        "another separator      | 0.1;0.2/0.3;0.4      | 1 | 1 | \"0.1;0.2\" is not a number",
        "a hexadecimal number   | 0.1,0x1p-1/0.3,0.4   | 1 | 5 | \"0x1p-1\" is not a number",
        "a Java suffix          | 0.1,0.5f/0.3,0.4     | 1 | 5 | \"0.5f\" is not a number",
        "a short row            | 0.1,0.2/0.3          | 2 | 1 | has 1 values, but the first row"
            + " has 2",
        "a long row             | 0.1,0.2/0.3,0.4,0.5  | 2 | 1 | has 3 values, but the first row"
            + " has 2",
        "a ragged row after gap | 0.1,0.2//0.3         | 3 | 1 | has 1 values, but the first row"
            + " has 2",
        "too few rows           | .1,.2,.3/.1,.2,.3    | 2 | 1 | 2 rows and 3 columns",
        "too many rows          | .1,.2/.1,.2/.3,.4    | 3 | 1 | is row 3, but the rows have 2"
            + " values",
      })
  void mistakeIsNamedWithLineAndColumn(
      String mistake, String lines, int line, int column, String message) throws IOException {
    InvalidFile invalid = invalid(write(lines.replace('/', '\n')));
    assertThat(invalid).hasMessageContaining(message);
    assertThat(invalid.line()).as("line").isEqualTo(line);
    assertThat(invalid.column()).as("column").isEqualTo(column);
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    assertThat(invalid(write("\n  \n"))).hasMessageContaining("empty");
  }

  @Test
  void missingFileIsRefused() {
    InvalidFile invalid = invalid(folder.resolve("absent.csv"));
    assertThat(invalid).hasMessageContaining("no such file");
    assertThat(invalid.file()).isEqualTo(folder.resolve("absent.csv"));
    assertThat(invalid.line()).isZero();
  }

  @Test
  void folderIsRefused() {
    assertThat(invalid(folder)).hasMessageContaining("cannot be read");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = folder.resolve("utf-16.csv");
    Files.write(file, "0.1,0.2\n0.3,0.4\n".getBytes(StandardCharsets.UTF_16));
    assertThat(invalid(file)).hasMessageContaining("UTF-8");
    assertThat(invalid(file).line()).isEqualTo(1);
  }

  @Test
  void windowsFileIsFine() throws IOException {
    AcceptanceMatrix matrix = AcceptanceCsv.read(write("\uFEFF0.1, 0.2\r\n0.3,\t1e-1\r\n\r\n"));
    assertThat(matrix.documents()).isEqualTo(2);
    assertThat(matrix.accept(0, 0)).isEqualTo(.1);
    assertThat(matrix.accept(0, 1)).isEqualTo(.2);
    assertThat(matrix.accept(1, 0)).isEqualTo(.3);
    assertThat(matrix.accept(1, 1)).isEqualTo(.1);
  }

  @Test
  void bordersOfTheRangeAreFine() throws IOException {
    AcceptanceMatrix matrix = AcceptanceCsv.read(write("0,1\n0.0,1.0"));
    assertThat(matrix.accept(0, 1)).isEqualTo(1);
    assertThat(matrix.accept(1, 0)).isEqualTo(0);
  }

  @Test
  void largeFileIsFine() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      for (int j = 0; j < 500; j++) {
        text.append(j == 0 ? "" : ",").append("0.").append(1_000 + (i * 7 + j * 13) % 997);
      }
      text.append('\n');
    }
    AcceptanceMatrix matrix = AcceptanceCsv.read(write(text.toString()));
    assertThat(matrix.documents()).isEqualTo(500);
    assertThat(matrix.accept(499, 498))
        .isEqualTo(Double.parseDouble("0." + (1_000 + (499 * 7 + 498 * 13) % 997)));
  }

  @Test
  void whatDoesNotFitTheMemoryIsRefusedBeforeItIsTried() throws IOException {
    Path file = write("0,1\n0.0,1.0");
    InvalidFile invalid =
        catchThrowableOfType(InvalidFile.class, () -> AcceptanceCsv.read(file, 80));
    assertThat(invalid).hasMessageContaining("recsim.argLine");
    assertThat(AcceptanceMatrix.tooMany(10_000, 1L << 30).orElseThrow())
        .contains("is 10000, which takes 2288 MiB, but this JVM has 1024 MiB");
    assertThat(AcceptanceMatrix.tooMany(10_000, 3L << 30)).isEmpty();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("matrix.csv"), text);
  }

  private static InvalidFile invalid(Path file) {
    return catchThrowableOfType(InvalidFile.class, () -> AcceptanceCsv.read(file));
  }
}
