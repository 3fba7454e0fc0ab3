package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * An answer over HTTP, asked for from inside the guest.
 *
 * @param contains texts that the body must contain
 * @param insecure whether the server's certificate is not looked at
 */
public record HttpCheck(
    String name,
    String url,
    int status,
    List<String> contains,
    boolean insecure,
    Optional<Duration> within)
    implements CheckSpec {

  /** Copies the list. */
  public HttpCheck {
    contains = List.copyOf(contains);
  }

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with http",
              required(
                  "http",
                  Scalar.TEXT,
                  "A URL that the guest itself asks for, with `curl`, or with `wget` if it has no curl."),
              CheckKind.NAME,
              optional(
                  "status",
                  new Form.Whole(100, 599),
                  "200",
                  "The status of the answer; redirects are not followed."),
              optional(
                  "contains",
                  Form.listOf(Scalar.TEXT),
                  "none",
                  "Texts that the body must contain."),
              optional(
                  "insecure",
                  Scalar.BOOLEAN,
                  "false",
                  "Whether a certificate that cannot be verified is accepted."),
              CheckKind.WITHIN),
          "`http: URL`",
          HttpCheck::bind);

  private static final Pattern URL = Pattern.compile("https?://[!-~]+");

  /** Of the last answer, as both programs are told to print it. */
  private static final Pattern STATUS =
      Pattern.compile("(?m)^(?:=| *HTTP/[0-9.]+ )([1-5][0-9]{2})\\b");

  /** What one answer may take; a check that waits asks again. */
  private static final int SECONDS = 20;

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String url = check.words("http").orElse("http://localhost/");
    if (!URL.matcher(url).matches()) {
      check.problem("http", "\"" + url + "\" is no URL. Write e.g. http://localhost:8080/status.");
    }
    return new HttpCheck(
        check.text("name").orElse(url),
        url,
        check.integer("status").orElse(200),
        check.texts("contains"),
        check.bool("insecure").orElse(false),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    String quoted = ShellWord.quote(url);
    String command =
        "if command -v curl >/dev/null 2>&1; then curl -g -sS%s --max-time %d -w '\\n=%%{http_code}\\n' -- %s;"
                .formatted(insecure ? "k" : "", SECONDS, quoted)
            + " elif command -v wget >/dev/null 2>&1; then wget -q -S%s -T %d -O - %s 2>&1;"
                .formatted(insecure ? " --no-check-certificate" : "", SECONDS, quoted)
            + " else echo 'neither curl nor wget' >&2; exit 127; fi";
    return new CommandProbe(scene.guest(), command, this::compare);
  }

  private ProbeResult compare(CommandResult.Completed answer) {
    String text = answer.stdout().text();
    Matcher line = STATUS.matcher(text);
    int seen = 0;
    while (line.find()) {
      seen = Integer.parseInt(line.group(1));
    }
    if (seen == 0) {
      return CommandProbe.not("no answer from " + url + ": " + Evidence.said(answer), "");
    }
    if (seen != status) {
      return CommandProbe.not(
          "%s answers with status %d, expected %d".formatted(url, seen, status),
          Evidence.brief(text));
    }
    return contains.stream()
        .filter(expected -> !text.contains(expected))
        .findFirst()
        .<ProbeResult>map(expected ->
            CommandProbe.not(
                "the answer of %s does not contain `%s`".formatted(url, expected),
                Evidence.brief(text)))
        .orElseGet(ProbeResult.Holds::new);
  }
}
