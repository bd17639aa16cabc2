// SPDX-License-Identifier: GPL-2.0-only
// page.mjs PUPPETEER CHROMIUM SCREENSHOTS COUNT:PAGE...
// The HTML report in a real browser, light and dark, wide and narrow: loads
// in two seconds, nothing overlaps or leaves the window, every text can be
// read, filters filter, and what is opened shows.
import { pathToFileURL } from "node:url";

const [library, browserPath, screenshots, ...pages] = process.argv.slice(2);
const { default: puppeteer } = await import(pathToFileURL(library));
const LOAD_MS = 2000;
let failures = 0, checks = 0;

function check(isTrue, what) {
  checks++;
  if (!isTrue) {
    failures++;
    console.log(`not ok: ${what}`);
  }
}

// Runs in the page: what is wrong with the layout, as strings.
function layoutProblems() {
  const problems = [];
  const wide = document.documentElement;
  if (wide.scrollWidth > wide.clientWidth)
    problems.push(`page is ${wide.scrollWidth} wide in ${wide.clientWidth}`);
  const boxes = (selector) => [...document.querySelectorAll(selector)]
    .slice(0, 60).map((node) => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height);
  const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 &&
    a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const groups = [".top > *", "#tiles > *", "#overview > *", "#filters > *",
                  "main .finding", ".file > h2, .file > .finding",
                  ".body > *", ".chart > *", ".steps > li"];
  for (const selector of groups) {
    const all = boxes(selector);
    for (let i = 0; i < all.length; i++)
      for (let j = i + 1; j < all.length; j++)
        if (all[i][0].parentNode === all[j][0].parentNode &&
            overlap(all[i][1], all[j][1]))
          problems.push(`${selector} ${i} and ${j} overlap`);
  }
  for (const summary of [...document.querySelectorAll("summary")]
       .slice(0, 60)) {
    const parts = [...summary.children].map((n) => n.getBoundingClientRect());
    for (let i = 0; i + 1 < parts.length; i++)
      if (overlap(parts[i], parts[i + 1]))
        problems.push("parts of a summary overlap");
  }
  return problems;
}

// Runs in the page: texts whose contrast is under 4.5 to 1 (WCAG AA).
function contrastProblems() {
  const channel = (c) => {
    c /= 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ([r, g, b]) =>
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgba = (text) => {
    const n = text.match(/[\d.]+/g).map(Number);
    return n.length < 4 ? [...n, 1] : n;
  };
  const background = (node) => {
    for (; node; node = node.parentElement) {
      const color = rgba(getComputedStyle(node).backgroundColor);
      if (color[3] > 0.99)
        return color;
    }
    return [255, 255, 255, 1];
  };
  const problems = new Set();
  const walker = document.createTreeWalker(document.body,
                                           NodeFilter.SHOW_TEXT);
  for (let n = 0; walker.nextNode() && n < 4000; n++) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.getClientRects().length ||
        node.closest("script, noscript, option"))
      continue;
    const a = luminance(rgba(getComputedStyle(node).color));
    const b = luminance(background(node));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5)
      problems.add(`${node.tagName}.${node.className}: ${ratio.toFixed(2)}`);
  }
  return [...problems];
}

async function checkLook(page, name) {
  for (const problem of await page.evaluate(layoutProblems))
    check(false, `${name}: ${problem}`);
  for (const problem of await page.evaluate(contrastProblems))
    check(false, `${name}: contrast of ${problem}`);
  checks += 2;
}

const shownCount = (page) => page.evaluate(() =>
  [...document.querySelectorAll(".finding")]
    .filter((node) => node.checkVisibility()).length);

async function checkFilters(page, name, count) {
  const rule = await page.evaluate(() => {
    const row = document.querySelector("#by-rule .row");
    row.click();
    return { count: Number(row.querySelector(".count").textContent),
             pressed: row.ariaPressed };
  });
  check(rule.pressed === "true", `${name}: pressed rule is marked`);
  check(await shownCount(page) === rule.count, `${name}: rule filter`);
  await page.click("#clear");
  check(await shownCount(page) === count, `${name}: clear`);
  await page.type("#search", "no such text anywhere");
  check(await shownCount(page) === 0, `${name}: search for nothing`);
  check(await page.evaluate(() =>
    document.getElementById("empty").checkVisibility()),
        `${name}: says that nothing matches`);
  await page.click("#clear");
  await page.select("#fix", "offered");
  const offered = await shownCount(page);
  check(offered > 0 && offered < count, `${name}: rewrite filter`);
  await page.click("#clear");
}

async function checkOpened(page, name) {
  const parts = await page.evaluate(() => {
    const wanted = [".body > pre", ".steps li", ".del", ".add", ".chart",
                    "mark"];
    for (const node of [...document.querySelectorAll(".finding")]
         .slice(0, 12))
      node.open = true;
    return new Promise((done) => setTimeout(() => done(
      wanted.filter((selector) => !document.querySelector(selector))), 200));
  });
  check(!parts.length, `${name}: opened findings lack ${parts}`);
}

async function checkTheme(page, name) {
  const color = () => page.evaluate(() =>
    getComputedStyle(document.body).backgroundColor);
  const before = await color();
  await page.click("#theme");
  check(before !== await color(), `${name}: theme button`);
  await checkLook(page, `${name} toggled`);
  await page.click("#theme");
  check(before === await color(), `${name}: theme button, back`);
}

// How long the page takes until it is drawn. The best of a few: what else the
// machine does is no fault of the page.
async function load(page, path) {
  let best = Infinity;
  for (let tries = 0; tries < 3 && best >= LOAD_MS; tries++) {
    const begin = performance.now();
    await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
    await page.evaluate(() => new Promise(requestAnimationFrame));
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}

async function checkPage(browser, count, path, scheme, width) {
  const name = `${count} findings, ${scheme}, ${width} wide`;
  // a context of its own: no theme remembered from another page
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.on("pageerror", (error) => check(false, `${name}: ${error.message}`));
  page.on("console", (line) => check(false, `${name}: ${line.text()}`));
  page.on("request", (request) => check(request.url().startsWith("file:"),
    `${name}: asks for ${request.url()}`));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme",
                                     value: scheme }]);
  const ms = await load(page, path);
  check(ms < LOAD_MS, `${name}: loads in ${ms.toFixed(0)} ms`);
  check(await shownCount(page) === count, `${name}: all are shown`);
  check((await page.evaluate(() => Number(getComputedStyle(document.body)
    .backgroundColor.match(/\d+/)[0])) < 128) === (scheme === "dark"),
        `${name}: is ${scheme}`);
  check(count > 0 || await page.evaluate(() =>
    document.getElementById("empty").checkVisibility()),
        `${name}: says that there is nothing`);
  await page.screenshot({ path: `${screenshots}/${count}-${scheme}-` +
                                `${width}.png` });
  await checkLook(page, name);
  await checkTheme(page, name);
  if (count) {
    await checkFilters(page, name, count);
    await checkOpened(page, name);
    await checkLook(page, `${name}, opened`);
    await page.screenshot({ path: `${screenshots}/${count}-${scheme}-` +
                                  `${width}-open.png`, fullPage: count < 10 });
  }
  await context.close();
  console.log(`${name}: ${ms.toFixed(0)} ms`);
}

const browser = await puppeteer.launch({ executablePath: browserPath,
                                         headless: true,
                                         args: ["--no-sandbox"] });
for (const entry of pages) {
  const [count, path] = entry.split(/:(.*)/);
  for (const scheme of ["light", "dark"])
    for (const width of [1280, 420])
      await checkPage(browser, Number(count), path, scheme, width);
}
await browser.close();
console.log(`page: ${checks} checks, ${failures} failed`);
process.exit(failures ? 1 : 0);
