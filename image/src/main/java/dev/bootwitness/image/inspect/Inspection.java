package dev.bootwitness.image.inspect;

/** The result of inspecting an image file: the image, or why it is not one. */
public sealed interface Inspection permits ImageFile, UnreadableImage {}
