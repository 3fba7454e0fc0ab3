package dev.bootwitness.machine.screen;

import java.util.List;
import java.util.Optional;

/**
 * What a guest's screen showed at one moment.
 *
 * @param text its lines, when it is a text screen, whose memory can be read; empty for a frame
 *     buffer, which shows its text only to eyes and {@link Tesseract}
 */
public record ScreenCapture(Picture picture, Optional<List<String>> text) {}
