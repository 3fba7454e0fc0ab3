package dev.bootwitness.console.captor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bootwitness.console.Console;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;

/** Inspecting the screen is harmless, whatever a guest draws. */
class CaptorsFuzzTest {

  @FuzzTest
  @DictionaryEntries({
    "\\x1b[60;1H",
    "\\x1b[?1049h",
    "\\x1b[2J",
    "\\x1b[7m",
    "~\\x0d\\x0a",
    ":",
    "(END)",
    "Password: ",
    "^X Exit",
    "[   12.345678] x\\x0a"
  })
  void whateverStandsOnTheScreenIsNamedOrNot(byte[] bytes) {
    Console console = new ScriptedGuest(new FakeClock()).console();
    console.receive(bytes, bytes.length);
    ForegroundPrograms.on(console.screen())
        .ifPresent(captor -> {
          assertThat(captor.program()).isNotEmpty();
          assertThat(captor.describe()).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]");
        });
  }
}
