package dev.bootwitness.report.html;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.record.Event;
import dev.bootwitness.report.story.ByteCount;
import dev.bootwitness.report.story.Story;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A captured file on the page.
 *
 * @param link relative to the page; empty for a name that the record's writer would not have made
 * @param picture a data URI; empty for anything but a picture that is shown
 * @param text its lines, safe; empty for anything but a text that is shown
 */
public record EvidenceView(
    String file,
    String link,
    String about,
    String size,
    String sha256,
    String picture,
    String text) {
  private static final Pattern NAME =
      Pattern.compile("evidence/[0-9]{3}-[a-z0-9-]{1,41}\\.[a-z0-9]{1,8}");
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final Set<String> TEXTS = Set.of("txt", "log", "json", "journal", "md");
  private static final int LARGEST_PICTURE = 2 << 20;
  private static final int MOST_PICTURES = 12;
  private static final int MOST_TEXT = 64 << 10;
  private static final int MOST_TEXTS = 12;

  /** The captured files in order; the last of several equal pictures is shown. */
  static List<EvidenceView> of(Story story) throws IOException {
    List<EvidenceView> views = new ArrayList<>();
    Set<String> pictures = pictures(story);
    int texts = 0;
    for (Event.EvidenceKept kept : story.evidence()) {
      boolean known = NAME.matcher(kept.file()).matches();
      String ending = kept.file().substring(kept.file().lastIndexOf('.') + 1);
      String picture = "";
      String text = "";
      if (pictures.contains(kept.file())) {
        picture = picture(story.directory().path().resolve(kept.file()));
      } else if (known && TEXTS.contains(ending) && texts++ < MOST_TEXTS) {
        text = text(story.directory().path().resolve(kept.file()));
      }
      views.add(
          new EvidenceView(
              VisibleText.of(kept.file()),
              known ? kept.file() : "",
              VisibleText.of(kept.about()),
              ByteCount.of(kept.bytes()),
              VisibleText.of(kept.sha256()),
              picture,
              text));
    }
    return views;
  }

  /** The last of them: a run captures the screen repeatedly, and finally when it fails. */
  private static Set<String> pictures(Story story) {
    Set<String> files = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (Event.EvidenceKept kept : story.evidence().reversed()) {
      boolean picture = kept.file().endsWith(".png") && NAME.matcher(kept.file()).matches();
      if (picture && files.size() < MOST_PICTURES && seen.add(kept.sha256())) {
        files.add(kept.file());
      }
    }
    return files;
  }

  private static String picture(Path file) throws IOException {
    byte[] bytes = head(file, LARGEST_PICTURE + 1);
    boolean png =
        bytes.length > PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length);
    return png && bytes.length <= LARGEST_PICTURE
        ? "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes)
        : "";
  }

  private static String text(Path file) throws IOException {
    byte[] bytes = head(file, MOST_TEXT + 1);
    String text =
        new String(bytes, 0, Math.min(bytes.length, MOST_TEXT), StandardCharsets.UTF_8)
            .lines()
            .map(VisibleText::of)
            .collect(Collectors.joining("\n"));
    return bytes.length > MOST_TEXT ? text + "\n… the rest is in the file" : text;
  }

  /** A missing file counts as empty: a record may have been kept only in part. */
  private static byte[] head(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    }
  }
}
