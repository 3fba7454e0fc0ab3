package dev.bootwitness.report.html;

import dev.bootwitness.base.VisibleText;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.StringOutput;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Renders pages for a browser from the templates, each one self-contained file. */
public final class Pages {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private Pages() {}

  /**
   * Writes a page.
   *
   * @param template its file in {@code src/main/jte}
   * @param view what it shows
   * @throws IOException when {@code out} or the view throws it
   */
  static void write(String template, Object view, Writer out) throws IOException {
    try {
      TEMPLATES.render(template, view, new WriterOutput(out));
    } catch (TemplateException e) {
      // jte's own message is the template's line.
      switch (e.getCause()) {
        case UncheckedIOException io -> throw io.getCause();
        case IOException io -> throw io;
        case null, default -> throw e;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A page as a text. */
  public static String text(String template, Object view) {
    StringOutput out = new StringOutput();
    TEMPLATES.render(template, view, out);
    return out.toString();
  }

  /** A console's rows, each by its own template, one in memory at a time. */
  static Content rows(ConsoleView console) {
    return output -> console.rows(row -> TEMPLATES.render("row.jte", row, output));
  }

  /** Text of unknown origin as one line that hides nothing; the template does the escaping. */
  public static String safe(String text) {
    return VisibleText.of(text.replaceAll("\\s+", " ").strip());
  }

  /** The same, keeping its lines. */
  public static String safeLines(String text) {
    return text.strip().lines().map(VisibleText::of).collect(Collectors.joining("\n"));
  }

  /** The same of each. */
  public static List<String> safe(List<String> texts) {
    return texts.stream().map(Pages::safe).toList();
  }

  /**
   * A file of the jar, in UTF-8.
   *
   * @param owner a class beside it
   */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
