package dev.bootwitness.image.facts;

/**
 * The superblock of a squashfs (Linux {@code fs/squashfs/squashfs_fs.h}).
 *
 * @param path in the image
 * @param compression {@code gzip}, {@code lzma}, {@code lzo}, {@code xz}, {@code lz4} or {@code
 *     zstd}
 * @param blockBytes how much is compressed at once
 * @param inodes the number of its files and folders
 * @param bytes its length
 */
public record SquashfsFacts(
    String path, String compression, long blockBytes, long inodes, long bytes) {}
