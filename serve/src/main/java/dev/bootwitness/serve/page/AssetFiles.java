package dev.bootwitness.serve.page;

import dev.bootwitness.report.diff.Comparison;
import dev.bootwitness.report.html.Assets;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.trend.TrendPage;
import dev.bootwitness.serve.http.Answer;
import dev.bootwitness.serve.http.Policy;
import dev.bootwitness.serve.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Styles and scripts, each once in this program: those of the reports are the reports' own. */
final class AssetFiles {

  static final String PLAYER = "asciinema-player-3.18.0";
  static final String PLOT = "uPlot-1.6.32";

  private static final Map<String, Class<?>> OWNERS =
      Map.ofEntries(
          Map.entry("page.css", Assets.class),
          Map.entry(PLAYER + ".css", Assets.class),
          Map.entry(PLAYER + ".min.js", Assets.class),
          Map.entry("diff.css", Comparison.class),
          Map.entry("trend.css", TrendPage.class),
          Map.entry("trend.js", TrendPage.class),
          Map.entry(PLOT + ".min.css", TrendPage.class),
          Map.entry(PLOT + ".iife.min.js", TrendPage.class),
          Map.entry("serve.css", AssetFiles.class),
          Map.entry("runs.js", AssetFiles.class),
          Map.entry("console.js", AssetFiles.class),
          Map.entry("enter.js", AssetFiles.class),
          Map.entry("icon.svg", AssetFiles.class));

  private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

  private record Asset(String text, String tag) {}

  /** The answer to a request for a file; empty when there is none of that name. */
  Optional<Answer> answer(String name, Request request) {
    Class<?> owner = OWNERS.get(name);
    if (owner == null) {
      return Optional.empty();
    }
    Asset asset = loaded.computeIfAbsent(name, _ -> load(owner, name));
    // The picture brings its colours as a style.
    Policy policy = name.endsWith(".svg") ? Policy.FILE : Policy.PAGE;
    Answer answer =
        request.headerOf("If-None-Match").filter(asset.tag()::equals).isPresent()
            ? Answer.empty(Answer.NOT_MODIFIED)
            : Answer.bytes(
                Answer.OK, type(name), policy, asset.text().getBytes(StandardCharsets.UTF_8));
    return Optional.of(answer.with("ETag", asset.tag()));
  }

  private static Asset load(Class<?> owner, String name) {
    String text = Pages.resource(owner, name);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Asset(text, '"' + HexFormat.of().formatHex(digest) + '"');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String type(String name) {
    return name.endsWith(".css")
        ? "text/css; charset=utf-8"
        : name.endsWith(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8";
  }
}
