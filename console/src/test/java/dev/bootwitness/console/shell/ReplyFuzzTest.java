package dev.bootwitness.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import java.util.Optional;

/** Anything may be between an agent's marks. */
class ReplyFuzzTest {

  private static final String NONCE = "0a1b2c3d";

  @FuzzTest
  void aReplyIsReadOrNotThere(FuzzedDataProvider data) {
    StringBuilder text = new StringBuilder();
    while (data.remainingBytes() > 0) {
      String mark = AgentLine.MARK + NONCE;
      text.append(
          switch (data.consumeInt(0, 7)) {
            case 0 -> mark + " r " + data.consumeString(24);
            case 1 -> mark + " r 0 4294967295 0 4294967295 0~\n";
            case 2 -> "\n" + mark + " o~\n";
            case 3 -> "\n" + mark + " e~";
            case 4 -> mark + " r " + data.consumeInt() + " 1 " + data.consumeLong() + " 3 4~\n";
            default -> data.consumeString(24);
          });
    }
    Optional<Reply> reply = Reply.read(text.toString(), NONCE);
    reply.ifPresent(r -> {
      assertThat(r.exit()).isBetween(0, 999);
      assertThat(r.stdout().length()).isNotNegative();
      r.stdout()
          .inline()
          .ifPresent(b -> assertThat((long) b.length).isEqualTo(r.stdout().length()));
      r.stderr()
          .inline()
          .ifPresent(b -> assertThat((long) b.length).isEqualTo(r.stderr().length()));
    });
  }

  @FuzzTest
  void armourIsDecodedOrRefused(FuzzedDataProvider data) {
    int count = data.consumeInt(0, 64);
    String armoured = data.consumeString(200);
    assertThat(Armour.decode(armoured)).hasSizeLessThanOrEqualTo(armoured.length());
    String text = AgentLine.MARK + NONCE + " c 1 1~\n" + armoured + AgentLine.MARK + NONCE + " d~";
    Armour.read(text, NONCE, count).ifPresent(bytes -> assertThat(bytes).hasSize(count));
    Armour.read(armoured, NONCE, count);
  }

  @FuzzTest
  void whatWasArmouredComesBack(byte[] bytes) {
    String armoured = Base64.getMimeEncoder().encodeToString(bytes);
    String text =
        "noise %1$s%2$s c %3$d %4$d~\n%5$s\n%1$s%2$s d~"
            .formatted(AgentLine.MARK, NONCE, PosixCksum.of(bytes), bytes.length, armoured);
    assertThat(Armour.read(text, NONCE, bytes.length)).isPresent();
    assertThat(Armour.read(text.replaceFirst("A", "B"), NONCE, bytes.length + 1)).isEmpty();
  }
}
