// Shows bytes on xterm.js: a line "columns rows base64" in, a line "x y base64" out: the cursor from 0, and the rows.
'use strict';

const { Terminal } = require('@xterm/headless');
const { Unicode11Addon } = require('@xterm/addon-unicode11');

function show(columns, rows, bytes) {
  // No scrollback: with one, xterm.js lets a saved cursor scroll away with its line.
  const terminal = new Terminal({ cols: columns, rows, scrollback: 0, allowProposedApi: true, logLevel: 'off' });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  // xterm.js drops bytes that are not UTF-8; TextDecoder makes one U+FFFD of each maximal part, as Unicode recommends.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
  // Not public, but write() waits for a timer each time.
  terminal._core.writeSync(text);
  const buffer = terminal.buffer.active;
  const lines = [];
  for (let y = 0; y < rows; y++) {
    lines.push(buffer.getLine(buffer.baseY + y).translateToString(false));
  }
  const shown = `${buffer.cursorX} ${buffer.cursorY} ${Buffer.from(lines.join('\n')).toString('base64')}\n`;
  terminal.dispose();
  return shown;
}

require('readline')
  .createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [columns, rows, base64] = line.split(' ');
    process.stdout.write(show(Number(columns), Number(rows), Buffer.from(base64 ?? '', 'base64')));
  });
