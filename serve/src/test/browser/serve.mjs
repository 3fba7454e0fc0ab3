// One JSON command a line, one answer a line: {open: url, scheme}, {step: …} in the page that is open, {close: true}.
// A step is `press KEY`, `type TEXT`, `until JS`, `width N`, `picture FILE`, `axe`, `wait URL` or JavaScript whose value is given.
// `close` gives the problems: all that pages of ours must not do.
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The packages are those of the report's tests, whose folder this runs in.
const require = createRequire(process.cwd() + '/');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });

let context;
let page;
let problems;
let origin;

async function open(request) {
  await context?.close(); // of a test that failed
  problems = [];
  origin = new URL(request.open).origin;
  context = await browser.newContext({
    colorScheme: request.scheme || 'light', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push('console: ' + message.text());
  });
  page.on('pageerror', (error) => problems.push('error: ' + error.message));
  page.on('dialog', (dialog) => { problems.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('request', (r) => {
    if (!r.url().startsWith(origin + '/') && !r.url().startsWith('data:')) problems.push('request: ' + r.url());
  });
  context.on('page', (other) => { if (other !== page) problems.push('popup: ' + other.url()); });
  await page.exposeFunction('violated', (what) => problems.push('policy: ' + what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => window.violated(e.violatedDirective + ' ' + e.blockedURI));
  });
  await page.goto(request.open);
}

// Playwright's own waitForFunction evaluates in the page, which the page's policy forbids.
async function until(condition) {
  for (let tries = 0; ; tries++) {
    const holds = await page.evaluate(condition).catch((e) => { if (!/context was destroyed/.test(e.message)) throw e; });
    if (holds) return;
    if (tries > 600) throw new Error('never came true: ' + condition + '\n' + await page.content());
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function step(text) {
  const [word] = text.split(' ', 1);
  const rest = text.slice(word.length + 1);
  switch (word) {
    case 'axe': {
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run({ exclude: ['.ap-wrapper'] }, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations'],
      }));
      return found.violations.map((v) => v.id + ': ' + v.nodes[0].target + ' ' + v.nodes[0].failureSummary);
    }
    case 'press': return void await page.keyboard.press(rest);
    case 'type': return void await page.keyboard.type(rest);
    case 'until': return void await until(rest);
    case 'goto': return void await page.goto(rest);
    case 'width': return void await page.setViewportSize({ width: Number(rest), height: 900 });
    case 'picture': return void await page.screenshot({ path: rest });
    default: return page.evaluate(text);
  }
}

async function answer(command) {
  if (command.open) {
    await open(command);
    return { value: null };
  }
  if (command.close) {
    if (await page.evaluate(() => 'pwned' in window)) problems.push('foreign script ran');
    await context.close();
    context = undefined;
    return { value: problems };
  }
  return { value: (await step(command.step)) ?? null };
}

for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try {
    reply = await answer(JSON.parse(line));
  } catch (e) {
    reply = { error: e.message };
  }
  process.stdout.write(JSON.stringify(reply) + '\n');
}
await browser.close();
