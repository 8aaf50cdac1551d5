package dev.recsim.io.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of gzip files, at buffers that end anywhere in them. */
class GunzipTest {
  private static final byte[] FIRST = "user,reward\na,1\n".repeat(50).getBytes();

  private static byte[] zipped(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text);
    }
    return bytes.toByteArray();
  }

  private static byte[] and(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] read(byte[] file, int buffer) throws IOException {
    try (Gunzip in = new Gunzip(new ByteArrayInputStream(file), buffer)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 26, 27, 40, 512, 1 << 16})
  void allMembersAreRead(int buffer) throws IOException {
    byte[] random = new byte[3_000];
    new SplittableRandom(1).nextBytes(random);
    byte[] file = and(and(zipped(FIRST), zipped(new byte[0])), and(zipped(random), zipped(FIRST)));

    assertThat(read(file, buffer)).isEqualTo(and(and(FIRST, random), FIRST));
    assertThat(read(zipped(FIRST), buffer)).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 26, 27, 40, 512, 1 << 16})
  void whatIsNoMemberFails(int buffer) throws IOException {
    byte[] whole = zipped(FIRST);
    for (int length : new int[] {1, 2, 9, 10, 18, 19, 30, 1_000}) {
      assertThatThrownBy(() -> read(and(whole, new byte[length]), buffer), "%s bytes", length)
          .isInstanceOfAny(ZipException.class, EOFException.class);
    }
    byte[] damaged = zipped(FIRST);
    for (int at : new int[] {0, 1, 2}) {
      byte[] second = damaged.clone();
      second[at] ^= 1;
      assertThatThrownBy(() -> read(and(whole, second), buffer)).isInstanceOf(ZipException.class);
    }
    for (int end : new int[] {1, 5, 12, whole.length - 1}) {
      assertThatThrownBy(
              () -> read(and(whole, Arrays.copyOf(whole, end)), buffer), "cut at %s", end)
          .isInstanceOfAny(ZipException.class, EOFException.class);
    }
  }
}
