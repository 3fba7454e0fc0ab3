package dev.bootwitness.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checksums, commands and pieces of output in the notations that cross the line. */
class EncodingTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String host(byte[] stdin, String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    try (var in = process.getOutputStream()) {
      in.write(stdin);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  @ParameterizedTest
  @CsvSource({"'', 4294967295", "123456789, 930766865", "hello, 3287646509"})
  void checksumsAreThoseThatPosixDefines(String text, long expected) {
    assertThat(PosixCksum.of(utf8(text))).isEqualTo(expected);
  }

  @Test
  void checksumsAreThoseOfTheHostsCksum() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    for (int length : List.of(0, 1, 2, 255, 256, 257, 65_536, 70_001)) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(host(bytes, "cksum").strip()).isEqualTo(PosixCksum.of(bytes) + " " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "echo 'a b' \"$HOME\" \\ | cat", "x=1; echo $x"})
  void aShortPrintableCommandIsTypedAsItIs(String command) {
    assertThat(CommandEncoding.plain(command)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " leading", "trailing ", "two\nlines", "tab\there", "ä", "\003", "\177"})
  void anyOtherIsNot(String command) {
    assertThat(CommandEncoding.plain(command)).isFalse();
  }

  @Test
  void piecesAreShortPrintableAndMeanTheCommandToPrintf() throws Exception {
    StringBuilder all = new StringBuilder("ä€😀\\n% s '\"$`!~ ");
    for (char c = 1; c < 128; c++) {
      all.append(c).append('7');
    }
    String command = all.toString().repeat(20);
    StringBuilder back = new StringBuilder();
    for (String piece : CommandEncoding.pieces(command)) {
      assertThat(piece).hasSizeLessThanOrEqualTo(900).matches("[!-~]+");
      back.append(host(new byte[0], "/bin/sh", "-c", "printf %b \"$1\"", "sh", piece));
    }
    assertThat(back.toString().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(utf8(command));
  }

  @Test
  void aPieceOfOutputIsReadFromBase64AndFromOd() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int length : List.of(1, 2, 3, 16, 17, 5000)) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Armour.decode(host(bytes, "base64"))).isEqualTo(bytes);
      assertThat(Armour.decode(host(bytes, "od", "-An", "-v", "-tx1"))).isEqualTo(bytes);
    }
    assertThat(Armour.decode("")).isEmpty();
  }

  @Test
  void marksThatLostTheLineBetweenThemAreNoOutput() {
    String text = "~bwab r 0 1 1 1 1~\nx\n~bwab o~\n~bwab e~\n";
    assertThat(Reply.read(text, "ab"))
        .hasValueSatisfying(reply -> {
          assertThat(reply.stdout().inline()).isEmpty();
          assertThat(reply.stderr().inline()).isEmpty();
        });
  }

  @Test
  void aPieceWithNoiseInItIsNoPiece() {
    byte[] bytes = utf8("some output");
    String sent = "\n~bwab12 c " + PosixCksum.of(bytes) + " 11~\nc29tZSBvdXRwdXQ=\n\n~bwab12 d~\n";
    assertThat(Armour.read(sent, "ab12", 11)).hasValue(bytes);
    assertThat(Armour.read(sent, "cd34", 11)).isEmpty();
    assertThat(Armour.read(sent.replace("c29t", "c29u"), "ab12", 11)).isEmpty();
    assertThat(Armour.read(sent.replace("c29t", "[ 1.2] oops\nc29t"), "ab12", 11)).isEmpty();
    assertThat(Armour.read(sent.replace(" 11~", " 1"), "ab12", 11)).isEmpty();
    assertThat(Armour.decode("[ 12.3] printk\n" + HexFormat.of().formatHex(bytes))).isEmpty();
  }

  @Test
  void everyLineOfTheAgentFitsTheShortestLineEditor() {
    assertThat(AgentScript.lines()).allMatch(line -> line.length() < 1000 && !line.isBlank());
    assertThat(AgentScript.gathered(AgentScript.lines())).hasSizeLessThan(3800);
  }
}
