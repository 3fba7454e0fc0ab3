package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Builds a finding: title, advice and fault come from the catalogue unless something more concrete
 * overrides them.
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

  /** The same, for a cause that a user's pack may have added. */
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

  /** A finding with only what the catalogue knows; see {@link #about}. */
  public static Finding of(String cause, String detail, String channel, String quote) {
    return about(cause, detail, channel, quote).draft;
  }

  /** Names the unit, device, file or check that it is about. */
  public FindingBuilder subject(String subject) {
    return new FindingBuilder(draft.withSubject(subject));
  }

  /** Places it in time: seconds since power-on. */
  public FindingBuilder at(@Nullable Double seconds) {
    return new FindingBuilder(draft.withTime(seconds));
  }

  /** Places it in {@code serial.txt} (or the spec file) and, if known, in {@code serial.raw}. */
  public FindingBuilder line(long line, @Nullable Long offset) {
    return new FindingBuilder(draft.withPlace(line, offset));
  }

  /** Replaces the catalogue's advice by advice specific to this run. */
  public FindingBuilder advice(String advice) {
    return new FindingBuilder(draft.withAdvice(advice));
  }

  /** Replaces the catalogue's fault by the one that this run's evidence shows; null for unknown. */
  public FindingBuilder fault(@Nullable Fault fault) {
    return new FindingBuilder(draft.withFault(fault));
  }

  /** Adds what else was seen to what happened. */
  public FindingBuilder adding(String detail) {
    return new FindingBuilder(draft.withDetail(draft.detail() + "; " + detail));
  }

  /** The finding as built so far. */
  public Finding finding() {
    return draft;
  }
}
