/**
 * Initramfs archives from a list, as the Linux kernel's own {@code usr/gen_init_cpio} makes them.
 *
 * <p>The list names owner, mode and device numbers, so no root is needed to make device nodes or
 * root-owned files, and the same list always gives the same bytes.
 */
@NullMarked
package dev.bootwitness.image.initramfs;

import org.jspecify.annotations.NullMarked;
