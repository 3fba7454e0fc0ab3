package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import org.jspecify.annotations.Nullable;

/**
 * A finding being written: title, advice and fault come from the catalogue unless they are
 * overridden with something more concrete.
 *
 * <p>Immutable; every step returns a new draft.
 */
public record FindingBuilder(Finding draft) {

  /**
   * Begins a finding.
   *
   * @param cause an id of the catalogue
   * @param detail what happened in this run: one sentence with its names and values
   * @param channel where it was seen: serial, journal, screen, qmp, host, spec, guest
   * @param quote the evidence itself; may be empty
   * @throws IllegalArgumentException if the catalogue does not have the cause
   */
  public static FindingBuilder about(String cause, String detail, String channel, String quote) {
    return about(Causes.bundled().get(cause), detail, channel, quote);
  }

  /** The same of a cause that a pack of the user's may have added. */
  public static FindingBuilder about(Cause known, String detail, String channel, String quote) {
    return new FindingBuilder(
        new Finding(
            known.id(),
            known.title(),
            detail,
            channel,
            null,
            null,
            null,
            quote,
            known.next(),
            known.fault()));
  }

  /** A finding with nothing but what the catalogue knows; see {@link #about}. */
  public static Finding of(String cause, String detail, String channel, String quote) {
    return about(cause, detail, channel, quote).draft;
  }

  /** Places it in time: seconds since power-on. */
  public FindingBuilder at(@Nullable Double seconds) {
    return with(draft.line(), draft.offset(), seconds, draft.advice(), draft.fault());
  }

  /** Places it in {@code serial.txt} (or the spec file) and, if known, in {@code serial.raw}. */
  public FindingBuilder line(long line, @Nullable Long offset) {
    return with(line, offset, draft.at(), draft.advice(), draft.fault());
  }

  /** Replaces the catalogue's advice by what is concrete in this run. */
  public FindingBuilder advice(String advice) {
    return with(draft.line(), draft.offset(), draft.at(), advice, draft.fault());
  }

  /** Replaces the catalogue's fault by what the evidence of this run says; null for unknown. */
  public FindingBuilder fault(@Nullable Fault fault) {
    return with(draft.line(), draft.offset(), draft.at(), draft.advice(), fault);
  }

  /** Adds what else was seen to what happened. */
  public FindingBuilder adding(String detail) {
    Finding d = draft;
    return new FindingBuilder(
        new Finding(
            d.cause(),
            d.title(),
            d.detail() + "; " + detail,
            d.channel(),
            d.line(),
            d.offset(),
            d.at(),
            d.quote(),
            d.advice(),
            d.fault()));
  }

  /** The finding as it stands. */
  public Finding finding() {
    return draft;
  }

  private FindingBuilder with(
      @Nullable Long line,
      @Nullable Long offset,
      @Nullable Double at,
      String advice,
      @Nullable Fault fault) {
    return new FindingBuilder(
        new Finding(
            draft.cause(),
            draft.title(),
            draft.detail(),
            draft.channel(),
            line,
            offset,
            at,
            draft.quote(),
            advice,
            fault));
  }
}
