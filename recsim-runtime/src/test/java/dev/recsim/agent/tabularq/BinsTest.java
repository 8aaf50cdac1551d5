package dev.recsim.agent.tabularq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinsTest {

  /** The values of RecSim's test, by numpy.digitize over numpy.linspace(0, 10, 100). */
  @Test
  void binsAreNumPys() {
    Bins bins = new Bins(0, 10, 100);
    assertThat(bins.bin(-1e-4)).isZero();
    assertThat(bins.bin(0)).isEqualTo(1);
    assertThat(bins.bin(1)).isEqualTo(10);
    assertThat(bins.bin(10 - 1e-4)).isEqualTo(99);
    assertThat(bins.bin(10)).isEqualTo(100);
    assertThat(bins.bin(11)).isEqualTo(100);
  }

  @Test
  void oneEdgeTellsBelowFromAbove() {
    Bins bins = new Bins(.5, 10, 1);
    assertThat(bins.bin(.4)).isZero();
    assertThat(bins.bin(.5)).isEqualTo(1);
    assertThat(bins.bin(11)).isEqualTo(1);
  }
}
