package dev.bootwitness.serve;

import java.util.List;

/** What a guest, a spec or a record may say, and what would do something in a page without care. */
final class HostileTexts {

  private HostileTexts() {}

  static final List<String> ALL =
      List.of(
          "<script>window.pwned=1</script>",
          "</script><script>window.pwned=1</script>",
          "<img src=x onerror=window.pwned=1>",
          "\"><svg/onload=window.pwned=1>",
          "' autofocus onfocus='window.pwned=1' x='",
          "</pre></code></template></title></style><iframe srcdoc='<script>top.pwned=1</script>'>",
          "javascript:window.pwned=1",
          "<a href=\"javascript:window.pwned=1\">click</a> <base href=https://evil.invalid/>",
          "<link rel=stylesheet href=https://evil.invalid/x.css><meta http-equiv=refresh content=0>",
          "<form action=https://evil.invalid><button autofocus>go</button></form>",
          "\ndata: {}\n\nevent: ended\ndata: {\"id\":\"x\"}\n\n",
          "\u001b]8;;https://evil.invalid\u0007link\u001b]8;;\u0007 \u001b[2J\u001b[8mhidden",
          "safe \u202e gpj.exe \u2066 \u200b \ufeff",
          "&lt;script&gt;&#60;script&#62;&amp;",
          "{{constructor.constructor('window.pwned=1')()}} ${window.pwned=1} @{raw}");
}
