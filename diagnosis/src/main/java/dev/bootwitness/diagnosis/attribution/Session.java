package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.log.ShellPrompt;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * What a person did at a shell, according to a log: who they were, and what they asked the guest to
 * do. Not thread-safe.
 */
public final class Session {
  private static final LinePattern SHUTDOWN = Signs.of("session-shutdown");
  private static final LinePattern REFUSED = Signs.of("session-refused");
  private static final LinePattern ESCALATION = Signs.of("session-escalation");
  private static final LinePattern ESCALATION_REFUSED = Signs.of("session-escalation-refused");

  private static final LinePattern ONE_COMMAND = Signs.of("session-one-command");

  /** {@code if [ "$(id -u)" -eq 0 ]; then echo A; else echo B; fi}: how scripts ask. */
  private static final LinePattern ROOT_QUESTION = Signs.of("session-root-question");

  private static final LinePattern FRAMED_QUESTION = Signs.of("session-framed-question");
  private static final LinePattern ECHOED_QUESTION = Signs.of("session-echoed-question");
  private static final Pattern ID = Pattern.compile("\\buid=(\\d{1,10})\\(");
  private static final Pattern NUMBER = Pattern.compile("^\\d{1,10}$");
  private static final LinePattern NON_ROOT = Signs.of("session-non-root");

  /** A command of the session's own that the guest does not have, or that refused its arguments. */
  private static final LinePattern BROKEN = Signs.of("session-broken");

  /** Prints what was logged before this boot. */
  private static final LinePattern READS_OLD_LOGS = Signs.of("session-reads-old-logs");

  /** Lines within which a bare number may be the answer to {@code id -u}. */
  private static final int ANSWER_WITHIN = 8;

  private final ReplyOrder replies = new ReplyOrder();
  private String lastCommand = "";
  private int numberWanted;
  private int nameWanted;
  private String rootWord = "";
  private String userWord = "";
  private String framePrefix = "";
  private String frameSuffix = "";
  private OptionalLong uid = OptionalLong.empty();
  private @Nullable LogLine uidLine;
  private @Nullable LogLine refusedAsUser;
  private @Nullable LogLine escalationRefused;
  private @Nullable LogLine broken;
  private String escalatedBy = "";
  private boolean askedSinceUid;

  /** Whether the last answer contradicts root's prompt, after which it was asked for. */
  private boolean contradicted;

  private boolean shutdownAsked;

  /** Whether the present prompt is root's. */
  private boolean actsAsRoot;

  /** Whether single commands are run by sudo, and it did not refuse. */
  private boolean sudoWorks;

  /** A prompt with the text typed after it. */
  public void command(String command, ShellPrompt.Owner owner) {
    if (owner != ShellPrompt.Owner.UNKNOWN) {
      actsAsRoot = owner == ShellPrompt.Owner.ROOT;
    }
    replies.command(command);
    if (!command.isEmpty()) {
      lastCommand = command;
      numberWanted = 0;
      nameWanted = 0;
      typedText(command);
      Matcher escalation = ESCALATION.matcher(command);
      boolean escalates = escalation.find();
      if (escalates) {
        escalatedBy = escalation.group(1);
        escalationRefused = null;
        sudoWorks |= ONE_COMMAND.isIn(command);
      }
      boolean aside = isQuestion(command) || command.contains("PS1=") || command.equals(":");
      askedSinceUid |= !aside && uid.isPresent() && !escalates;
    }
  }

  /** Text that was typed, at a prompt or ahead of it: it may ask who the user is. */
  private void typedText(String text) {
    Matcher question = ROOT_QUESTION.matcher(text);
    if (question.find()) {
      rootWord = question.group(1);
      userWord = question.group(2);
    }
    for (LinePattern form : List.of(FRAMED_QUESTION, ECHOED_QUESTION)) {
      Matcher framed = form.matcher(text);
      if (framed.find()) {
        framePrefix = framed.group(1);
        frameSuffix = framed.group(2);
      }
    }
    if (text.equals("id -u") || text.endsWith("; id -u") || text.equals("echo $UID")) {
      numberWanted = ANSWER_WITHIN;
    }
    if (text.equals("whoami") || text.equals("id -un")) {
      nameWanted = 1;
    }
    if (SHUTDOWN.isIn(text)) {
      shutdownAsked = true;
    }
  }

  private boolean isQuestion(String text) {
    return text.contains("id -u") || text.equals("id") || text.startsWith("whoami");
  }

  /**
   * A line after a prompt that is not a prompt itself: output, or the echo of what was typed ahead.
   */
  public void output(LogLine line) {
    replies.output(line);
    String text = line.text().strip();
    if (isEcho(text)) {
      typedText(text);
      return;
    }
    answer(line, text);
    if (REFUSED.isIn(text)) {
      shutdownAsked = false;
    }
    if (broken == null && BROKEN.isIn(text)) {
      broken = line;
    }
    if (NON_ROOT.isIn(text) && refusedAsUser == null) {
      refusedAsUser = line;
    }
    if (ESCALATION_REFUSED.isIn(text)) {
      escalationRefused = line;
      actsAsRoot = false;
      sudoWorks = false;
    }
  }

  /** Text typed ahead is echoed bare, before the answer to the previous command. */
  private boolean isEcho(String text) {
    return ROOT_QUESTION.matcher(text).find()
        || FRAMED_QUESTION.matcher(text).find()
        || text.equals("id -u")
        || (text.length() < 200 && SHUTDOWN.isIn(text) && !text.contains(": "));
  }

  private void answer(LogLine line, String text) {
    Matcher id = ID.matcher(text);
    if (id.find() && !text.contains("audit")) {
      is(Long.parseLong(id.group(1)), line);
    } else if (!userWord.isEmpty() && text.equals(userWord)) {
      is(uid.orElse(0) == 0 ? UNKNOWN_USER : uid.getAsLong(), line);
    } else if (!rootWord.isEmpty() && text.equals(rootWord)) {
      is(0, line);
    } else if (isFramed(text)) {
      is(
          Long.parseLong(
              text.substring(framePrefix.length(), text.length() - frameSuffix.length())),
          line);
    } else if (nameWanted > 0 && !text.isEmpty() && text.indexOf(' ') < 0) {
      nameWanted = 0;
      is(text.equals("root") ? 0 : UNKNOWN_USER, line);
    } else if (numberWanted > 0) {
      numberWanted--;
      if (NUMBER.matcher(text).find()) {
        numberWanted = 0;
        is(Long.parseLong(text), line);
      }
    }
  }

  /** A user known only not to be root. */
  public static final long UNKNOWN_USER = -1;

  private boolean isFramed(String text) {
    return (framePrefix.length() + frameSuffix.length()) >= 2
        && text.startsWith(framePrefix)
        && text.endsWith(frameSuffix)
        && text.length() > framePrefix.length() + frameSuffix.length()
        && NUMBER
            .matcher(text.substring(framePrefix.length(), text.length() - frameSuffix.length()))
            .find();
  }

  private void is(long who, LogLine line) {
    uid = OptionalLong.of(who);
    uidLine = line;
    contradicted = actsAsRoot && who > 0 && !escalatedBy.isEmpty();
    askedSinceUid = false;
    if (who == 0) {
      refusedAsUser = null;
      escalationRefused = null;
    }
  }

  /** The uid of the last answer; {@link #UNKNOWN_USER} when it only said not root. */
  public OptionalLong uid() {
    return uid;
  }

  public @Nullable LogLine uidLine() {
    return uidLine;
  }

  /** The first refusal of something for want of root, if there is one since root last answered. */
  public @Nullable LogLine refusedAsUser() {
    return refusedAsUser;
  }

  public @Nullable LogLine escalationRefused() {
    return escalationRefused;
  }

  /** The first typed command that could not work. */
  public @Nullable LogLine broken() {
    return broken;
  }

  /** The first reply that is under another command than its own, when all replies are. */
  public Optional<LogLine> misattributed() {
    return replies.misattributed();
  }

  public String escalatedBy() {
    return escalatedBy;
  }

  /** Whether the guest was asked anything after it last reported who the user is. */
  public boolean askedSinceUid() {
    return askedSinceUid;
  }

  public boolean shutdownAsked() {
    return shutdownAsked;
  }

  /** Whether an escalation made the prompt root's although the uid is another. */
  public boolean isContradicted() {
    return contradicted;
  }

  public boolean isRoot() {
    return actsAsRoot || sudoWorks || (uid.isPresent() && uid.getAsLong() == 0);
  }

  /** Whether the last command prints what was logged before this boot. */
  public boolean readsOldLogs() {
    return READS_OLD_LOGS.isIn(lastCommand);
  }

  /** What was typed last; empty when nothing was. */
  public String lastCommand() {
    return lastCommand;
  }
}
