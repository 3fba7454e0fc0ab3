package dev.bootwitness.image.inspect;

import java.nio.file.Path;

/**
 * A file of a known kind.
 *
 * @param path as it was given
 * @param bytes its length
 * @param sha256 of the whole file, lower-case hex
 */
public record ImageFile(Path path, ImageKind kind, long bytes, String sha256)
    implements Inspection {}
