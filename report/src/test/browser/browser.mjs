// One JSON request a line: {file, scheme, hash, steps}. Opens the page, runs the steps in it (JavaScript, awaited), and answers
// {values, problems}: what the steps gave, and everything that a page that loads nothing and runs nothing foreign must not do.
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
// Flags without which it looks for Google's hosts, and fails (no network); root needs --no-sandbox.
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });

// Playwright's own waitForFunction evaluates in the page, which the page's policy forbids.
async function until(page, condition) {
  for (let tries = 0; !(await page.evaluate(condition)); tries++) {
    if (tries > 300) throw new Error('never came true: ' + condition);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function answer(request) {
  const problems = [];
  const context = await browser.newContext({
    colorScheme: request.scheme || 'light', viewport: { width: 1400, height: 1000 }, reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const url = 'file://' + request.file;
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push('console: ' + message.text());
  });
  page.on('pageerror', (error) => problems.push('error: ' + error.message));
  page.on('dialog', (dialog) => { problems.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('request', (r) => {
    if (r.url().split('#')[0] !== url && !r.url().startsWith('data:')) problems.push('request: ' + r.url());
  });
  context.on('page', (other) => { if (other !== page) problems.push('popup: ' + other.url()); });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (e) => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));
  });
  await page.goto(url + (request.hash || ''));
  const values = [];
  for (const step of request.steps) {
    if (step === 'axe') {
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations'],
      }));
      values.push(found.violations.map((v) => v.id + ': ' + v.nodes[0].target + ' ' + v.nodes[0].failureSummary));
    } else if (step.startsWith('press ')) {
      await page.keyboard.press(step.slice(6));
      values.push(null);
    } else if (step.startsWith('type ')) {
      await page.keyboard.type(step.slice(5));
      values.push(null);
    } else if (step.startsWith('click ')) {
      await page.click(step.slice(6));
      values.push(null);
    } else if (step.startsWith('until ')) {
      await until(page, step.slice(6));
      values.push(null);
    } else if (step.startsWith('width ')) {
      await page.setViewportSize({ width: Number(step.slice(6)), height: 1000 });
      values.push(null);
    } else if (step.startsWith('picture ')) {
      await page.screenshot({ path: step.slice(8) });
      values.push(null);
    } else {
      values.push(await page.evaluate(step));
    }
  }
  for (const violation of await page.evaluate(() => window.violations)) problems.push('policy: ' + violation);
  if (await page.evaluate(() => 'pwned' in window)) problems.push('foreign script ran');
  await context.close();
  return { values, problems };
}

for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try {
    reply = await answer(JSON.parse(line));
  } catch (e) {
    reply = { values: [], problems: ['test: ' + e.message] };
  }
  process.stdout.write(JSON.stringify(reply) + '\n');
}
await browser.close();
