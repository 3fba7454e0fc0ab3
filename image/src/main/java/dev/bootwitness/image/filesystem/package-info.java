/**
 * The files inside an image, by name: ISO 9660, squashfs, ext2 to ext4, FAT and cpio, read without
 * mounting.
 */
@NullMarked
package dev.bootwitness.image.filesystem;

import org.jspecify.annotations.NullMarked;
