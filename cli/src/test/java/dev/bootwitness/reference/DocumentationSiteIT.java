package dev.bootwitness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.catalogue.Causes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation as a site, made by {@code scripts/site} and read in Debian's Chromium. */
class DocumentationSiteIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path PACKAGES = HOME.resolve("report/src/test/browser");

  /** What a program printed, and its exit code. */
  private record Ended(int exit, String text) {}

  @Test
  void everyLinkLeadsSomewhereAndEveryPageIsAccessible(@TempDir Path folder) throws Exception {
    Path site = folder.resolve("site");
    Ended built = run(HOME, "scripts/site", site.toString());
    assertThat(built.exit()).as(built.text()).isZero();
    assertThat(site.resolve("causes/kernel/panic-no-root/index.html"))
        .content()
        .contains("Kernel panic - not syncing: VFS: Unable to mount root fs")
        .contains("<h2 id=\"what-to-do\">What to do</h2>");

    CauseDocs docs = CauseDocs.of(Map.of());
    for (Cause cause : Causes.bundled().all()) {
      String page = docs.page(cause.id()).orElseThrow().substring(docs.base().length());
      assertThat(site.resolve(page).resolve("index.html")).content().contains(cause.id());
    }

    if (!Files.exists(PACKAGES.resolve("node_modules/.package-lock.json"))) {
      Ended npm =
          run(PACKAGES, "npm", "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1");
      assertThat(npm.exit()).as(npm.text()).isZero();
    }
    Ended judged = run(HOME, "node", "docs/site/check.mjs", site.toString());
    assertThat(judged.exit()).as(judged.text()).isZero();
    assertThat(judged.text()).contains("none refused");
  }

  @Test
  void aLinkThatLeadsNowhereIsRefused(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("index.html"),
        """
        <h1 id="here">A page</h1> <a href="#here">right</a> <a href="https://example.org/">elsewhere</a>
        <a href="gone/">no file</a> <a href="#gone">no heading</a> <script src="https://example.org/a.js"></script>
        """);
    Ended checked = run(HOME, "scripts/site", "--check", folder.toString());
    assertThat(checked.exit()).isEqualTo(1);
    assertThat(checked.text())
        .contains(
            "index.html: gone/ leads to no file",
            "index.html: #gone names no heading of index.html",
            "index.html: <script> loads https://example.org/a.js",
            "3 wrong links");
  }

  private static Ended run(Path folder, String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
