package dev.bootwitness.report.story;

import java.util.List;

/** Texts that a guest, a unit's name or a spec may have, and that do something elsewhere. */
public final class Hostile {
  private Hostile() {}

  /** Each of them wants to run a script, load something, close an element or reorder text. */
  public static final List<String> TEXTS =
      List.of(
          "<script>window.pwned=1</script>",
          "</script><script>window.pwned=1</script>",
          "<img src=x onerror=window.pwned=1>",
          "\"><svg/onload=window.pwned=1>",
          "' autofocus onfocus='window.pwned=1' x='",
          "</pre></code></textarea></title></style><iframe srcdoc='<script>top.pwned=1</script>'>",
          "<!--><script>window.pwned=1</script>-->",
          "]]><script>window.pwned=1</script><![CDATA[",
          "javascript:window.pwned=1",
          "[click](javascript:window.pwned=1) ![x](https://evil.invalid/x.png)",
          "<a href=\"javascript:window.pwned=1\">click</a> <base href=https://evil.invalid/>",
          "<link rel=stylesheet href=https://evil.invalid/x.css><meta http-equiv=refresh content=0>",
          "<form action=https://evil.invalid><button autofocus>go</button></form>",
          "{{constructor.constructor('window.pwned=1')()}} ${window.pwned=1} @{raw}",
          "`; window.pwned=1; ` ``` ```` | cell | # heading",
          "\n# heading\n\n<details>\n- item\n1. one\n---\n",
          "/close @everyone #1 !1 ~label www.evil.invalid https://evil.invalid",
          "\u001b]8;;https://evil.invalid\u0007link\u001b]8;;\u0007 \u001b[2J\u001b[8mhidden",
          "safe \u202e gpj.exe \u2066 \u200b \ufeff",
          "&lt;script&gt;&#60;script&#62;&amp;",
          "\u0000\u0001\u000b\ufffe\uffff \ud800 lone \udc00",
          "</div></main></body></html><body onload=window.pwned=1>",
          "\u2028window.pwned=1\u2029//",
          "' onclick=window.pwned=1 //\" style=\"position:fixed;inset:0\"");
}
