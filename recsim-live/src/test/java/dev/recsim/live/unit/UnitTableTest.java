package dev.recsim.live.unit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitTableTest {
  @Test
  void unitsAreToldApartByAllBitsOfTheirHash() {
    UnitTable units = new UnitTable(0, 1);
    long[][] hashes = {{1L << 40, 5}, {1L << 40 | 1, 5}, {1L << 40, 5 | 1L << 50}, {0, 0}};
    for (long[] hash : hashes) {
      assertThat(units.find(hash[0], hash[1])).isEqualTo(-1);
      units.add(hash[0], hash[1], 0, 0);
    }
    for (int i = 0; i < hashes.length; i++) {
      assertThat(units.find(hashes[i][0], hashes[i][1])).isEqualTo(i);
    }
  }

  @Test
  void manyUnitsKeepWhatTheyHave() {
    UnitTable units = new UnitTable(1, 2);
    UnitHash hash = new UnitHash();
    int count = 50_000;
    for (int i = 0; i < count; i++) {
      set(hash, i);
      units.add(hash.high, hash.low, 1_000L + i, i % 128);
      units.place(i, (1L << 47) + i);
      units.covariate(i, 0, -i);
      units.sum(i, 0, i + 0.1);
      units.slot(i, 1, i + 0.5);
      if (i % 3 == 0) {
        units.set(UnitTable.EXCLUDED, i);
      }
    }
    assertThat(units.size()).isEqualTo(count);
    for (int i = 0; i < count; i++) {
      set(hash, i);
      int unit = units.find(hash.high, hash.low);
      units.sum(unit, 0, 0.2);
      assertThat(unit).isEqualTo(i);
      assertThat(units.time(unit)).isEqualTo(1_000 + i);
      assertThat(units.arm(unit)).isEqualTo(i % 128);
      assertThat(units.place(unit)).isEqualTo((1L << 47) + i);
      assertThat(units.is(UnitTable.EXCLUDED, unit)).isEqualTo(i % 3 == 0);
      assertThat(units.is(UnitTable.CHANGED, unit)).isFalse();
      assertThat(units.covariate(unit, 0)).isEqualTo(-i);
      assertThat(units.slot(unit, 0)).isEqualTo(i + 0.1 + 0.2);
      assertThat(units.slot(unit, 1)).isEqualTo(i + 0.5);
    }
    assertThat(units.find(7, 7)).isEqualTo(-1);
  }

  /** Of 32-bit halves of the hashes of similar names none but a few are the same. */
  @Test
  void hashesOfSimilarNamesDiffer() {
    Set<Long> high = new HashSet<>();
    Set<Long> low = new HashSet<>();
    UnitHash hash = new UnitHash();
    int count = 0;
    for (String start : new String[] {"", "user-", "00000000-0000-0000-0000-", "\0", "\0\0"}) {
      for (int i = 0; i < 20_000; i++) {
        byte[] name = ("," + start + i + ",").getBytes(US_ASCII);
        hash.of(name, 1, name.length - 1);
        high.add(hash.high);
        low.add(hash.low);
        count++;
      }
    }
    assertThat(high).hasSize(count);
    assertThat(low).hasSize(count);
  }

  /** The empty text, and published values of MurmurHash3_x64_128 with seed 0. */
  @Test
  void theHashIsMurmur3() {
    UnitHash hash = new UnitHash();
    hash.of(new byte[0], 0, 0);
    assertThat(hash.high | hash.low).isZero();
    byte[] text = "The quick brown fox jumps over the lazy dog".getBytes(US_ASCII);
    hash.of(text, 0, text.length);
    assertThat(hash.high).isEqualTo(0xE34BBC7BBC071B6CL);
    assertThat(hash.low).isEqualTo(0x7A433CA9C49A9347L);
  }

  private static void set(UnitHash hash, int i) {
    byte[] name = ("unit" + i).getBytes(US_ASCII);
    hash.of(name, 0, name.length);
  }
}
