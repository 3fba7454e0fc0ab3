package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.util.List;
import java.util.stream.Collectors;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * What a server answered to the first request, by whichever program the guest has: redirects are
 * not followed.
 *
 * @param status 0 when there was no answer
 * @param hasBody whether the program shows the body of such an answer
 */
record HttpAnswer(int status, String body, boolean hasBody) {

  private static final String CURL = "=curl";
  private static final String BUSYBOX = "=busybox";
  private static final String WGET = "=wget";

  /** By {@code curl -w}, in the last line. */
  private static final Pattern LAST = Pattern.compile("\n=([0-9]{3})\n*$");

  /** By {@code wget -S}, on stderr. */
  private static final Pattern HEADER = Pattern.compile("(?m)^ *HTTP/[0-9.]+ ([1-5][0-9]{2})\\b");

  /**
   * A command that asks once. Its stdout is the body, and stderr begins with the program's kind.
   *
   * <p>BusyBox gets no time limit: its wget of version 1.35, as in Debian 12, crashes with {@code
   * -T}. The command as a whole has one.
   *
   * @param insecure whether the server's certificate is not looked at
   * @param seconds what the answer may take
   */
  static String command(String url, boolean insecure, int seconds) {
    String unverified = insecure ? " --no-check-certificate" : "";
    return """
    if command -v curl >/dev/null 2>&1; then
      echo =curl >&2
      curl -q -g -sS%1$s --max-time %2$d -w '\\n=%%{http_code}\\n' -- %3$s
    elif ! command -v wget >/dev/null 2>&1; then
      echo 'neither curl nor wget' >&2
      exit 127
    elif wget --version >/dev/null 2>&1; then
      echo =wget >&2
      wget -q -S%4$s -t 1 -T %2$d --max-redirect=0 --content-on-error -O - -- %3$s
    else
      echo =busybox >&2
      wget -q -S%4$s -O - %3$s
    fi\
    """
        .formatted(insecure ? "k" : "", seconds, ShellWord.quote(url), unverified);
  }

  /** Reads what the command printed. */
  static HttpAnswer of(CommandResult.Completed command) {
    String out = command.stdout().text();
    String said = command.stderr().text();
    if (said.startsWith(CURL)) {
      Matcher last = LAST.matcher(out);
      return last.find()
          ? new HttpAnswer(number(last), out.substring(0, last.start()), true)
          : new HttpAnswer(0, out, true);
    }
    // BusyBox follows redirects whatever it is asked; the first answer is the one that counts. An
    // answer 1xx comes before another one (RFC 9110, 15.2).
    Matcher header = HEADER.matcher(said);
    int status = 0;
    while (status < 200 && header.find()) {
      status = number(header);
    }
    boolean whole = !said.startsWith(BUSYBOX) || status < 300;
    return new HttpAnswer(status < 200 ? 0 : status, out, whole);
  }

  private static int number(Matcher matcher) {
    return Integer.parseInt(matcher.group(1));
  }

  /** What the program says when there is no answer. The name before it is for us. */
  static String reason(CommandResult.Completed command) {
    String said =
        command
            .stderr()
            .text()
            .lines()
            .filter(line -> !List.of(CURL, WGET, BUSYBOX).contains(line.strip()))
            .collect(Collectors.joining("\n"))
            .strip();
    return Evidence.brief(said.isEmpty() ? "no reason is given" : said);
  }
}
