package dev.bootwitness.image.facts;

/**
 * An entry of an ISO's boot catalogue (El Torito 1.0).
 *
 * @param firmware {@code bios} or {@code uefi}, or the platform's name
 * @param bootable whether the catalogue marks it so
 * @param path the file of the image; empty when it is none
 */
public record ElToritoImage(String firmware, boolean bootable, String path) {}
