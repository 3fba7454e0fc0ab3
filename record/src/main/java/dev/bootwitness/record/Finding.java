package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/**
 * One cause recognised in one run, with its evidence.
 *
 * @param cause id in the catalogue, {@code stage/name}
 * @param title the cause in a few words
 * @param detail what happened here, one sentence with the names and values of this run
 * @param subject what it is about, separate from the sentence: the unit, device, file, check or
 *     crash title; empty when there is none, and in records that predate this field
 * @param channel where it was seen: serial, journal, screen, qmp, host, spec, guest
 * @param line line of {@code serial.txt} (channel serial) or of the spec file, from 1
 * @param offset byte offset in {@code serial.raw}
 * @param at seconds since power-on; null before it
 * @param quote the evidence itself, as text; may be empty
 * @param advice what to do next, concrete
 * @param fault who is at fault; null when the evidence does not say
 * @param docsUrl the page about the cause in the documentation's site; null for a cause that has
 *     none, in an event that is not a verdict, and in records that predate this field
 */
public record Finding(
    String cause,
    String title,
    String detail,
    String subject,
    String channel,
    @Nullable Long line,
    @Nullable Long offset,
    @Nullable Double at,
    String quote,
    String advice,
    @Nullable Fault fault,
    @JsonSetter(nulls = Nulls.SET) @Nullable String docsUrl) {

  /** A finding without a page. */
  public Finding(
      String cause,
      String title,
      String detail,
      String subject,
      String channel,
      @Nullable Long line,
      @Nullable Long offset,
      @Nullable Double at,
      String quote,
      String advice,
      @Nullable Fault fault) {
    this(cause, title, detail, subject, channel, line, offset, at, quote, advice, fault, null);
  }

  /** A finding about no subject. */
  public Finding(
      String cause,
      String title,
      String detail,
      String channel,
      @Nullable Long line,
      @Nullable Long offset,
      @Nullable Double at,
      String quote,
      String advice,
      @Nullable Fault fault) {
    this(cause, title, detail, "", channel, line, offset, at, quote, advice, fault);
  }

  /** The same finding under that title, which says more than its cause does. */
  public Finding withTitle(String words) {
    return new Finding(
        cause, words, detail, subject, channel, line, offset, at, quote, advice, fault, docsUrl);
  }

  /** The same finding about that subject. */
  public Finding withSubject(String about) {
    return new Finding(
        cause, title, detail, about, channel, line, offset, at, quote, advice, fault, docsUrl);
  }

  /** The same finding in other words. */
  public Finding withDetail(String words) {
    return new Finding(
        cause, title, words, subject, channel, line, offset, at, quote, advice, fault, docsUrl);
  }

  /** The same finding with other evidence. */
  public Finding withQuote(String evidence) {
    return new Finding(
        cause, title, detail, subject, channel, line, offset, at, evidence, advice, fault, docsUrl);
  }

  /** The same finding in that place: a line, and where known the offset of its first byte. */
  public Finding withPlace(@Nullable Long where, @Nullable Long first) {
    return new Finding(
        cause, title, detail, subject, channel, where, first, at, quote, advice, fault, docsUrl);
  }

  /** The same finding at that time, in seconds since power-on; null before it. */
  public Finding withTime(@Nullable Double seconds) {
    return new Finding(
        cause, title, detail, subject, channel, line, offset, seconds, quote, advice, fault,
        docsUrl);
  }

  /** The same finding with other advice. */
  public Finding withAdvice(String next) {
    return new Finding(
        cause, title, detail, subject, channel, line, offset, at, quote, next, fault, docsUrl);
  }

  /** The same finding with another at fault; null when the evidence does not say. */
  public Finding withFault(@Nullable Fault who) {
    return new Finding(
        cause, title, detail, subject, channel, line, offset, at, quote, advice, who, docsUrl);
  }

  /** The same finding with that page about its cause; null for none. */
  public Finding withDocsUrl(@Nullable String page) {
    return new Finding(
        cause, title, detail, subject, channel, line, offset, at, quote, advice, fault, page);
  }
}
