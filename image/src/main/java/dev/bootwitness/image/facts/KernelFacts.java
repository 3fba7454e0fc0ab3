package dev.bootwitness.image.facts;

/**
 * A Linux kernel.
 *
 * @param path in the image, or of the file itself
 * @param version such as {@code 6.1.0-28-amd64}; may be empty
 * @param architecture {@code x86} or {@code arm64}; empty when its file is of neither form
 */
public record KernelFacts(String path, String version, String architecture) {}
