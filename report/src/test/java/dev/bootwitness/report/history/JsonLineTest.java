package dev.bootwitness.report.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonLineTest {

  @Test
  void membersAreReadByTheirKind() {
    JsonLine line =
        JsonLine.read(
            """
            {"a":"x","n":1.5,"i":3,"t":true,"z":null,"o":{"k":2,"l":1},"l":[{"a":"1"},{"a":"2"}],"deep":[[1]]}
            """);

    assertThat(line.text("a")).isEqualTo("x");
    assertThat(line.amount("n")).isEqualTo(1.5);
    assertThat(line.number("i")).isEqualTo(3);
    assertThat(line.flag("t")).isTrue();
    assertThat(line.has("z")).isFalse();
    assertThat(line.object("o").names()).containsExactly("k", "l");
    assertThat(line.objects("l")).extracting(each -> each.text("a")).containsExactly("1", "2");
  }

  @Test
  void whatIsOfAnotherKindIsEmpty() {
    JsonLine line = JsonLine.read("{\"n\":1,\"s\":\"1\"}");

    assertThat(line.text("n")).isEmpty();
    assertThat(line.number("s")).isNull();
    assertThat(line.amount("absent")).isZero();
    assertThat(line.objects("s")).isEmpty();
    assertThat(line.object("s").names()).isEmpty();
    assertThat(JsonLine.read("[1]").names()).isEmpty();
    assertThat(JsonLine.read("").names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":", "{} {}", "{\"a\":tru}", "[1", "nonsense"})
  void whatIsDamagedIsSaidToBe(String text) {
    assertThatThrownBy(() -> JsonLine.read(text)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark", "a \"b\" \\", "\u201cquoted\u201d \u0001", "\ud83d\ude00"})
  void aTextIsQuotedAsTheLedgerWritesIt(String text) {
    JsonMapper mapper = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    assertThat(JsonLine.quoted(text)).isEqualTo(mapper.writeValueAsString(text));
  }
}
