package dev.recsim.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOutTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private static final String ABORTED = "org.opentest4j.TestAbortedException";

  @TempDir Path folder;

  private Path report(String module, String kind, String name, String... messages)
      throws IOException {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<testsuite>\n");
    for (String message : messages) {
      xml.append("<testcase><skipped type=\"%s\"><![CDATA[%s: ".formatted(ABORTED, ABORTED))
          .append("Assumption failed: %s\n\tat a.B(B.java:1)\n".formatted(message))
          .append("]]></skipped></testcase>\n");
    }
    Path reports = Files.createDirectories(folder.resolve(module).resolve("target").resolve(kind));
    return Files.writeString(reports.resolve(name), xml.append("</testsuite>\n"));
  }

  @Test
  void hasALineForEachTool() throws Exception {
    String gymnasium = Tool.GYMNASIUM.toString();
    String chromium = Tool.CHROMIUM.toString();
    report("recsim-a", "surefire-reports", "TEST-a.xml", gymnasium, chromium, gymnasium);
    report("recsim-b", "failsafe-reports", "TEST-b.xml", chromium, "" + Tool.JDK_25);
    report("recsim-b", "surefire-reports", "TEST-c.xml", "only root mounts");
    report("recsim-b", "surefire-reports", "other.xml", "" + Tool.GRADLE);
    assertThat(LeftOut.lines(folder, START))
        .containsExactly(
            "Left out: 2 tests, needs chromium: apt-get install chromium chromium-driver",
            "Left out: 2 tests, needs gymnasium: pip install gymnasium",
            "Left out: 1 test, needs jdk_25: set JAVA_HOME_25");
  }

  @Test
  void ignoresReportsOfOtherBuilds() throws Exception {
    Path old = report("recsim-a", "surefire-reports", "TEST-a.xml", "" + Tool.GYMNASIUM);
    Files.setLastModifiedTime(old, FileTime.from(START.minusSeconds(1)));
    assertThat(LeftOut.lines(folder, START)).isEmpty();
  }
}
