// Usage: node docs/site/check.mjs [SITE]   Opens pages of a built site (target/site) in Debian's Chromium, light, dark and narrow.
// It fails on what axe finds against WCAG 2.1 A and AA, on errors, on every request that leaves the site, on pages that are wider
// than the window, and if the search does not find a page. Its packages are those of report/src/test/browser (npm ci there).
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, normalize, resolve } from 'node:path';

const home = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const require = createRequire(join(home, 'report/src/test/browser/'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = resolve(process.argv[2] ?? join(home, 'target/site'));
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png' };

const server = createServer((request, response) => {
  let file = join(site, normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  const found = existsSync(file);
  response.writeHead(found ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain' });
  response.end(found ? readFileSync(file) : '');
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const base = `http://127.0.0.1:${server.address().port}/`;
// --no-sandbox because root needs it; the rest keep Chromium from looking for hosts of its own.
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'] });
const problems = [];

async function open(path, options) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const where = `${path} ${options.colorScheme} ${options.viewport?.width ?? 1400}`;
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && problems.push(`${where}: ${m.text()}`));
  page.on('pageerror', (e) => problems.push(`${where}: ${e.message}`));
  page.on('request', (r) => r.url().startsWith(base) || problems.push(`${where}: requests ${r.url()}`));
  await page.goto(base + path);
  return { context, page, where };
}

async function judge({ page, where }) {
  // Not addScriptTag: the page's policy allows no script in the page. Playwright's evaluate is not bound by it.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations'] }));
  for (const v of violations) problems.push(`${where}: ${v.id}: ${v.nodes[0].target} ${v.nodes[0].failureSummary}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) problems.push(`${where}: ${over} pixels wider than the window`);
}

// Shows a recording.
await (async () => {
  const { context, page, where } = await open('guides/first-run/', { colorScheme: 'light' });
  try {
    await page.waitForSelector('.recording .ap-term-text', { timeout: 20000 });
    await page.click('.recording .ap-player');
    await page.waitForFunction(() => document.querySelector('.recording .ap-term-text').textContent.includes('spark/build'), null, { timeout: 60000 });
  } catch (e) {
    problems.push(`${where}: the recording does not play: ${e.message}`);
  }
  await context.close();
})();

const pages = ['', 'guides/first-run/', 'guides/checks/', 'guides/explain/', 'causes/', 'causes/kernel/panic-no-root/',
  'causes/host/disk-full/', '404.html', 'search.html'];
// Pages with thousands of elements, which take axe seconds each, are judged in one form.
const large = ['reference/spec/', 'reference/causes/'];
let judged = 0;
for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'light', viewport: { width: 390, height: 800 } }]) {
  const shown = options.viewport ? ['', 'guides/checks/', 'causes/kernel/panic-no-root/'] : pages;
  for (const path of options.colorScheme === 'dark' ? [...shown, ...large] : shown) {
    const opened = await open(path, options);
    await judge(opened);
    judged++;
    await opened.context.close();
  }
}

// By keyboard alone: the first Tab offers the skip link; a word in the search field and Enter find a page that opens.
const opened = await open('guides/checks/', { colorScheme: 'dark' });
await opened.page.keyboard.press('Tab');
const first = await opened.page.evaluate(() => document.activeElement.textContent);
if (first !== 'Skip to the content') problems.push(`the first Tab reaches "${first}"`);
await opened.page.keyboard.press('Enter');
const focused = await opened.page.evaluate(() => document.activeElement.id);
if (focused !== 'content') problems.push(`the skip link leads to "${focused}"`);
for (const [words, wanted] of [['root-device-missing', 'causes/initrd/root-device-missing/'], ['quarantine', 'reference/spec/']]) {
  await opened.page.focus('input[name=q]');
  await opened.page.fill('input[name=q]', '');
  await opened.page.keyboard.type(words);
  await opened.page.keyboard.press('Enter');
  await opened.page.waitForURL(/search\.html\?q=/);
  const result = `#mkdocs-search-results a[href*="${wanted}"]`;
  try {
    await opened.page.waitForSelector(result, { timeout: 20000 });
    await judge({ page: opened.page, where: `search for ${words}` });
    judged++;
    await opened.page.focus(result);
    await opened.page.keyboard.press('Enter');
    await opened.page.waitForURL((url) => url.pathname.startsWith('/' + wanted));
  } catch (e) {
    problems.push(`the search for "${words}" does not find ${wanted}: ${e.message}`);
  }
}
await browser.close();
server.close();
console.log(problems.join('\n') || `${judged} pages judged by axe, none refused`);
process.exitCode = problems.length ? 1 : 0;
