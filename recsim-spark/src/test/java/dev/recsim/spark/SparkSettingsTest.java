package dev.recsim.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SparkSettingsTest {

  @Test
  void settingsAreSplitBeforeKeysSoThatValuesMayHoldCommas() {
    String text =
        """
        spark.executor.memory=4g, spark.jars=a.jar,b.jar
        spark.executor.extraJavaOptions=-Xss2m -Dx=y""";

    assertThat(SparkSettings.parse(text))
        .containsExactly(
            entry("spark.executor.memory", "4g"),
            entry("spark.jars", "a.jar,b.jar"),
            entry("spark.executor.extraJavaOptions", "-Xss2m -Dx=y"));
    assertThat(SparkSettings.parse(" ")).isEmpty();
  }

  @Test
  void whatIsNoSettingIsToldWithItsWords() {
    for (String wrong : new String[] {"memory=4g", "spark.executor.memory"}) {
      assertThatThrownBy(() -> SparkSettings.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("recsim.spark.conf must be spark.key=value")
          .hasMessageEndingWith("not " + wrong);
    }
  }

  @Test
  void usersSettingsWinExceptThoseThatDecideNumbersAndFailures() {
    String user =
        "spark.ui.enabled=true,spark.task.maxFailures=1,spark.executorEnv.OMP_NUM_THREADS=8,"
            + "spark.executor.extraJavaOptions=-Xss2m";

    SparkConf conf =
        SparkSettings.of(
            Map.of(SparkSettings.MASTER, "spark://host:7077", SparkSettings.CONF, user));

    assertThat(conf.get("spark.master")).isEqualTo("spark://host:7077");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("true");
    assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("1");
    assertThat(Integer.parseInt(conf.get("spark.task.maxFailures")))
        .isGreaterThan(RunTrial.ATTEMPTS);
    assertThat(conf.get("spark.executor.extraJavaOptions"))
        .endsWith(" -Xss2m")
        .contains("maxphysicalbytes=0");
  }
}
