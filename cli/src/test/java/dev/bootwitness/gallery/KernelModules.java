package dev.bootwitness.gallery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Modules of spark's kernel that spark itself leaves out, from the package it is built from. */
final class KernelModules {

  private static final String SIGNED = "~Module signature appended~\n";

  /** Two bytes of the length of a section header's fields, of ELF for 64 bits (elf(5)). */
  private static final int SECTION = 64;

  private static final int RELOCATION = 24;

  /** The call of {@code __fentry__}, which ftrace looks for in every function. */
  private static final int ENTRY = 5;

  private KernelModules() {}

  /** A module by its name, e.g. {@code squashfs}. */
  static byte[] load(String name) throws IOException, InterruptedException {
    String home = System.getenv().getOrDefault("HOME", "/root");
    Path cache = Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache"));
    Path deb;
    try (Stream<Path> debs = Files.list(cache.resolve("bootwitness/debs"))) {
      deb =
          debs.filter(file -> file.getFileName().toString().contains("-cloud-amd64_"))
              .max(Path::compareTo)
              .orElseThrow();
    }
    Process tar =
        new ProcessBuilder(
                "sh",
                "-c",
                "dpkg-deb --fsys-tarfile \"$1\" | tar -xO --wildcards \"*/$2.ko\"",
                "sh",
                deb.toString(),
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] module = tar.getInputStream().readAllBytes();
    if (tar.waitFor() != 0 || module.length == 0) {
      throw new IOException("no module " + name + " in " + deb);
    }
    return module;
  }

  /** The same module with a first instruction that writes to address zero. */
  static byte[] broken(byte[] module) {
    byte[] unsigned = unsigned(module);
    ByteBuffer elf = ByteBuffer.wrap(unsigned).order(ByteOrder.LITTLE_ENDIAN);
    int sections = (int) elf.getLong(40);
    int count = elf.getShort(60);
    int names = (int) elf.getLong(sections + elf.getShort(62) * SECTION + 24);
    for (int i = 0; i < count; i++) {
      int header = sections + i * SECTION;
      String name = name(unsigned, names + elf.getInt(header));
      int offset = (int) elf.getLong(header + 24);
      int size = (int) elf.getLong(header + 32);
      if (name.equals(".init.text")) {
        // xor eax,eax; mov [rax],rax
        elf.put(offset + ENTRY, new byte[] {0x31, (byte) 0xc0, 0x48, (byte) 0x89, 0x00});
      } else if (name.equals(".rela.init.text")) {
        for (int at = offset; at < offset + size; at += RELOCATION) {
          if (elf.getLong(at) >= ENTRY) {
            elf.putInt(at + 8, 0); // R_X86_64_NONE
          }
        }
      }
    }
    return unsigned;
  }

  private static String name(byte[] elf, int at) {
    int end = at;
    while (elf[end] != 0) {
      end++;
    }
    return new String(elf, at, end - at, ISO_8859_1);
  }

  /** A wrong signature is refused, none is not (kernel/module/signing.c). */
  private static byte[] unsigned(byte[] module) {
    String text = new String(module, ISO_8859_1);
    if (!text.endsWith(SIGNED)) {
      return module.clone();
    }
    int end = module.length - SIGNED.length();
    int signature = ByteBuffer.wrap(module).getInt(end - 4);
    return text.substring(0, end - 12 - signature).getBytes(ISO_8859_1);
  }

  /** What every module that a row needs is called in the guest. */
  static Segment in(Segment files, List<String> names) throws IOException, InterruptedException {
    Segment segment = files;
    for (String name : names) {
      segment = segment.program("/gallery/" + name + ".ko", load(name));
    }
    return segment;
  }
}
