package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelWordsTest {

  @Test
  void wordsAreAddedAtTheEndAndRemovedWhole() {
    KernelWords words = new KernelWords(List.of("console=ttyS0", "debug"), List.of("quiet"));

    assertThat(words.apply("  root=/dev/sda  quiet quieter "))
        .isEqualTo("root=/dev/sda quieter console=ttyS0 debug");
    assertThat(words.apply("")).isEqualTo("console=ttyS0 debug");
  }

  @Test
  void aWordWithNothingAfterItsEqualsSignRemovesEveryValue() {
    KernelWords words = new KernelWords(List.of(), List.of("console=", "vga=788"));

    assertThat(words.apply("console=tty0 a console=ttyS0,115200 vga=789")).isEqualTo("a vga=789");
    assertThat(words.absent("console=tty0 vga=789")).containsExactly("vga=788");
  }
}
