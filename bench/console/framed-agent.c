/* An agent of the framed protocol that runs nothing: it answers `r ID LENGTH echo MARKi; echo RC=$?`
 * by what that command would print, at once, in one write. The floor of FramedShell.run is ours.
 * Usage: framed-agent SOCKET; one connection. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static uint32_t step(uint32_t crc, unsigned char b) {
  crc ^= (uint32_t)b << 24;
  for (int i = 0; i < 8; i++) crc = crc & 0x80000000u ? crc << 1 ^ 0x04c11db7u : crc << 1;
  return crc;
}

static uint32_t cksum(const char *s, size_t n) {
  uint32_t crc = 0;
  for (size_t i = 0; i < n; i++) crc = step(crc, (unsigned char)s[i]);
  for (size_t l = n; l; l >>= 8) crc = step(crc, l & 0xff);
  return ~crc;
}

static int fd;
static void say(const char *s) {
  if (write(fd, s, strlen(s)) < 0) exit(0);
}

static char nonce[80], gathered[16384], announced[8192];
static int looping;

static void line(char *l) {
  static char out[4096], body[256];
  if (*l == 025) l = strrchr(l, 025) + 1;
  if (!looping) {
    char *at = strstr(l, "\"~bw\" \"");
    if (!strncmp(l, " sh -c", 6) && at) {
      sscanf(at + 7, "%79[0-9a-zA-Z]", nonce);
      snprintf(out, sizeof out, "\r\n~bw%s sh~\r\n", nonce);
      say(out);
    } else if (*l == 'z') {
      *gathered = 0;
    } else if (*l == 'a') {
      strcat(strcat(gathered, l + 2), "; ");
    } else if (*l == 'k') {
      snprintf(out, sizeof out, "\r\n~bw%s k %u %zu~\r\n", nonce,
               cksum(gathered, strlen(gathered)), strlen(gathered));
      say(out);
    } else if (*l == 'g') {
      looping = 1;
      snprintf(out, sizeof out, "\r\n~bw%s ready 0 /run/x~\r\n", nonce);
      say(out);
    }
    return;
  }
  char id[80];
  int mark, length;
  if (!strncmp(l, "= ", 2)) {
    strncpy(announced, l + 2, sizeof announced - 1);
  } else if (!strcmp(l, announced) &&
             sscanf(l, "r %79s %d echo MARK%d;", id, &length, &mark) == 3) {
    snprintf(body, sizeof body, "MARK%d\nRC=0\n", mark);
    snprintf(out, sizeof out,
             "\r\n~bw%s s~\r\n\r\n~bw%s r 0 %u %zu 4294967295 0~\r\nMARK%d\r\nRC=0\r\n"
             "\r\n~bw%s o~\r\n\r\n~bw%s e~\r\n",
             id, id, cksum(body, strlen(body)), strlen(body), mark, id, id);
    say(out);
  }
}

int main(int argc, char **argv) {
  struct sockaddr_un a = {.sun_family = AF_UNIX};
  if (argc != 2) return 2;
  strncpy(a.sun_path, argv[1], sizeof a.sun_path - 1);
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 1)) return 1;
  fd = accept(s, 0, 0);
  static char buf[65536];
  size_t have = 0;
  for (;;) {
    ssize_t n = read(fd, buf + have, sizeof buf - 1 - have);
    if (n <= 0) return 0;
    have += (size_t)n;
    char *from = buf, *end;
    while ((end = memchr(from, '\r', have - (size_t)(from - buf)))) {
      *end = 0;
      line(from);
      from = end + 1;
    }
    have -= (size_t)(from - buf);
    memmove(buf, from, have);
  }
}
