package dev.recsim.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A tab of a real browser without a window, which all tests of a JVM share. */
public final class Chromium implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static ChromeDriver shared;

  private final ChromeDriver driver;
  private final String others;

  /**
   * Opens a tab that has nothing of those before. Skips the test where Chromium or its driver is
   * missing, except in continuous integration on Linux ({@code CI=true}), which has to have them.
   */
  public Chromium() {
    boolean installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    boolean linux = System.getProperty("os.name").equals("Linux");
    if (!linux || !"true".equals(System.getenv("CI"))) {
      Assumptions.assumeTrue(installed, "skipped: " + CHROMIUM + " or " + DRIVER + " is missing");
    }
    driver = browser();
    others = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.TAB);
    Map<String, Object> files = Map.of("origin", "file://", "storageTypes", "all");
    driver.executeCdpCommand("Storage.clearDataForOrigin", files);
  }

  private static synchronized ChromeDriver browser() {
    if (shared == null) {
      shared = start();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::quit));
    }
    return shared;
  }

  private static ChromeDriver start() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage");
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
  }

  @Override
  public void close() {
    driver.close();
    driver.switchTo().window(others);
  }

  /** What the driver itself can do. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Opens a page, and forgets the errors of those before. */
  public void open(Path page) {
    errors();
    driver.get(page.toUri().toString());
    waitUntil("location.protocol === 'file:' && document.readyState === 'complete'");
    drawn();
  }

  /** Waits until all charts are drawn. */
  public void drawn() {
    waitUntil("typeof recsimCharts === 'undefined' || recsimCharts.waiting() === 0");
  }

  /** Opens all that is folded behind a button, and waits until its charts are drawn. */
  public void unfold() {
    script("document.querySelectorAll('.fold').forEach((it) => { it.open = true; })");
    waitUntil(
        "[...document.querySelectorAll('.chart')].every((it) => it.querySelector('svg') || !it.clientWidth)");
    waitUntil(
        "[...document.querySelectorAll('.fold .chart')].every((it) => it.querySelector('svg'))");
  }

  public WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  public List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** What the console holds since the last look. */
  public List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  public Object script(String code) {
    return driver.executeScript(code);
  }

  /** What axe finds: rules and elements that break them. */
  public List<?> axe() throws IOException {
    try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<?>)
        driver.executeAsyncScript(
            """
            const done = arguments[0];
            axe.run(document, {resultTypes: ['violations']}).then((found) => done(found.violations.map(
              (one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 200)).join(' | '))));
            """);
  }

  /** The whole page as a picture, PNG. */
  public byte[] screenshot() {
    Object data =
        driver
            .executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
            .get("data");
    return Base64.getDecoder().decode((String) data);
  }

  /** Looks at every frame; fails after the browser's script timeout of 30 s. */
  public void waitUntil(String condition) {
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + "const look = () => ("
            + condition
            + ") ? done() : requestAnimationFrame(look);"
            + "look();");
  }

  /** Makes the page this wide, in pixels, until {@link #wide}. */
  public void narrow(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  public void wide() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  /**
   * @param type {@code print}, or empty for a screen
   * @param scheme {@code light} or {@code dark}
   */
  public void media(String type, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            type,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The text of a chart's tooltip at a point. */
  String tip(String chart, String point) {
    return (String)
        script(
            """
            const box = document.getElementById('chart-%s');
            echarts.getInstanceByDom(box).dispatchAction({type: 'showTip', %s});
            return [...box.children].filter((it) => it.tagName === 'DIV' && !it.querySelector('svg'))
              .map((it) => it.innerText).join('');
            """
                .formatted(chart, point));
  }

  /** Of an element's text to what it stands on, after WCAG 2.2. */
  double contrast(String css) {
    return ((Number)
            script(
                """
                const element = document.querySelector("%s");
                const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
                let ground = element;
                while (numbers(getComputedStyle(ground).backgroundColor)[3] === 0) {
                  ground = ground.parentElement;
                }
                const light = (colour) => numbers(colour).slice(0, 3)
                  .map((part) => part / 255)
                  .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
                  .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
                const a = light(getComputedStyle(element).color);
                const b = light(getComputedStyle(ground).backgroundColor);
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                """
                    .formatted(css)))
        .doubleValue();
  }
}
