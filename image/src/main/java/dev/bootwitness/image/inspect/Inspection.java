package dev.bootwitness.image.inspect;

/** What looking at an image file gave: the image, or why it is none. */
public sealed interface Inspection permits ImageFile, UnreadableImage {}
