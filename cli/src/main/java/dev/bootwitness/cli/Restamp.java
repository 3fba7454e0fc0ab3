package dev.bootwitness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar the class-file version of this JDK, with the stack maps that it
 * requires.
 *
 * <p>picocli is compiled for Java 5, whose classes have no stack maps. An AOT cache does not accept
 * them (JEP 483), and without it picocli takes half the time of a short command. The code of the
 * methods is unchanged. {@code ./bootwitness} calls this when it builds; a jar that cannot be
 * converted is left alone.
 */
final class Restamp {

  private static final Pattern SEALED = Pattern.compile("(?im)^Sealed:.*\\R");

  private static final Pattern NATIVE = Pattern.compile("\\.(so|dylib|jnilib|dll)$");

  private static final int FIRST_WITH_STACK_MAPS = 50;

  /** The class loader of this class resolves picocli's class path entries. */
  private static final ClassFile CLASS_FILE =
      ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);

  private Restamp() {}

  /** Converts the named jars, each in place. */
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      convert(Path.of(jar));
    }
  }

  static void convert(Path jar) throws IOException {
    Path made = jar.resolveSibling(jar.getFileName() + ".new");
    try {
      try (ZipFile from = new ZipFile(jar.toFile());
          OutputStream file = Files.newOutputStream(made);
          ZipOutputStream to = new ZipOutputStream(file)) {
        for (ZipEntry entry :
            (Iterable<ZipEntry>) from.stream().map(ZipEntry.class::cast)::iterator) {
          if (!isForAnotherMachine(entry.getName())) {
            copy(from, entry, to);
          }
        }
      }
      Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /** Whether it is a native library that Linux on x86-64 does not load. */
  static boolean isForAnotherMachine(String entry) {
    String name = entry.toLowerCase(Locale.ROOT);
    return NATIVE.matcher(name).find()
        && !name.contains("linux-amd64")
        && !name.contains("linux/x86_64");
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    ZipEntry copy = new ZipEntry(entry.getName());
    copy.setTime(entry.getTime());
    to.putNextEntry(copy);
    try (InputStream in = from.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      boolean ofClass =
          entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
      if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
        to.write(unsealed(bytes));
      } else {
        to.write(ofClass ? plain(converted(entry.getName(), bytes)) : bytes);
      }
    }
    to.closeEntry();
  }

  /**
   * The manifest of a jar whose packages are not sealed. An archive of linked classes defines a
   * package by the path that the jar had when the archive was made; in another folder, a sealed one
   * is then refused, and Java does not start ("sealing violation").
   */
  static byte[] unsealed(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.UTF_8);
    return SEALED.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8);
  }

  /** The class without methods that are generated at run time, if that makes a valid class. */
  private static byte[] plain(byte[] bytes) {
    byte[] made = PlainMethods.in(CLASS_FILE, bytes);
    return CLASS_FILE.verify(made).isEmpty() ? made : bytes;
  }

  /** The class in this JDK's version; unchanged when it already has stack maps. */
  static byte[] converted(String name, byte[] bytes) throws IOException {
    var parsed = CLASS_FILE.parse(bytes);
    if (parsed.majorVersion() >= FIRST_WITH_STACK_MAPS) {
      return bytes;
    }
    ClassTransform restamp =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion
                    ? ClassFileVersion.of(ClassFile.latestMajorVersion(), 0)
                    : element);
    byte[] made =
        CLASS_FILE.transformClass(
            parsed,
            restamp.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    List<VerifyError> wrong = CLASS_FILE.verify(made);
    if (!wrong.isEmpty()) {
      throw new IOException(name + " cannot be converted: " + wrong.getFirst().getMessage());
    }
    return made;
  }
}
