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
                  "Texts that the body must contain; BusyBox wget does not show the body of an unsuccessful answer."),
              optional(
                  "insecure",
                  Scalar.BOOLEAN,
                  "false",
                  "Whether a certificate that cannot be verified is accepted."),
              CheckKind.WITHIN),
          "`http: URL`",
          HttpCheck::bind);

  private static final Pattern URL = Pattern.compile("https?://[!-~]+");

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
    return new CommandProbe(
        scene.guest(),
        HttpAnswer.command(url, insecure, SECONDS),
        answer -> compare(answer, HttpAnswer.of(answer)));
  }

  private ProbeResult compare(CommandResult.Completed command, HttpAnswer answer) {
    if (answer.status() == 0) {
      return CommandProbe.not("no answer from " + url + ": " + HttpAnswer.reason(command), "");
    }
    if (answer.status() != status) {
      return CommandProbe.not(
          "%s answers with status %d, expected %d".formatted(url, answer.status(), status),
          Evidence.brief(answer.body()));
    }
    if (!contains.isEmpty() && !answer.hasBody()) {
      return new ProbeResult.Not(
          "spec/check-broken",
          "the guest's wget does not show the body of an answer with status %d. Install curl in the guest, or leave `contains` out"
              .formatted(status),
          "",
          true);
    }
    return contains.stream()
        .filter(expected -> !answer.body().contains(expected))
        .findFirst()
        .<ProbeResult>map(expected ->
            CommandProbe.not(
                "the answer of %s does not contain `%s`%s"
                    .formatted(url, expected, Evidence.cut(command.stdout())),
                Evidence.brief(answer.body())))
        .orElseGet(ProbeResult.Holds::new);
  }
}
