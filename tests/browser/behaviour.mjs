// What the theme's scripts do for a reader, and that nothing is lost without them.

/** Tells `report(where, what)` what does not behave. `pages` holds addresses by kind. */
export async function behaviour(browser, pages, report) {
  const expect = (where, wanted, got) => {
    if (wanted !== got) report(where, `expected ${wanted}, got ${got}`);
  };
  for (const system of ["light", "dark"]) await scheme(browser, pages.home, system, expect);
  await keyboard(browser, pages.home, expect);
  if (pages.report) await contents(browser, pages.report, expect);
  if (pages.report) await numbers(browser, pages.report, expect);
  if (pages.code) await copying(browser, pages.code, expect);
  if (pages.topic) await following(browser, pages, expect);
  await withoutScripts(browser, pages.report ?? pages.post, expect);
}

async function scheme(browser, url, system, expect) {
  const where = `switch on a ${system} system`;
  const other = system === "dark" ? "light" : "dark";
  const context = await browser.newContext({ colorScheme: system });
  const page = await context.newPage();
  const shown = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.goto(url);
  expect(where, system, await shown());
  await page.click(".scheme-switch");
  expect(where, other, await shown());
  await page.reload();
  expect(`${where}, remembered`, other, await shown());
  await page.click(".scheme-switch");
  expect(`${where}, back`, system, await shown());
  await page.emulateMedia({ colorScheme: other });
  await page.waitForFunction((wanted) => getComputedStyle(document.documentElement).colorScheme === wanted, other).catch(() => {});
  expect(`${where}, follows the system again`, other, await shown());
  await context.close();
}

async function keyboard(browser, url, expect) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.keyboard.press("Tab");
  expect("first stop of the keyboard", "skip", await page.evaluate(() => document.activeElement.className));
  await page.keyboard.press("Enter");
  expect("skip link", "main", await page.evaluate(() => document.activeElement.id));
  await page.close();
}

async function contents(browser, url, expect) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  expect("contents on a wide screen", true, await page.evaluate(() => document.querySelector(".toc")?.open));
  await page.evaluate(() => {
    const headings = [...document.querySelectorAll(".text :is(h2, h3)")];
    headings[Math.floor(headings.length / 2)].scrollIntoView({ behavior: "instant" });
  });
  const current = () => {
    const link = document.querySelector(".toc [aria-current]");
    const heading = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const top = heading?.getBoundingClientRect().top;
    return top >= 0 && top <= window.innerHeight / 4;
  };
  const followed = await page.waitForFunction(current, undefined, { timeout: 3000 }).then(() => true, () => false);
  expect("contents follow the reader", true, followed);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.reload();
  expect("contents on a phone", false, await page.evaluate(() => document.querySelector(".toc")?.open));
  await page.close();
}

/** What a report's charts say is there as tables. */
async function numbers(browser, url, expect) {
  const page = await browser.newPage();
  await page.goto(url);
  for (const chart of await page.locator(".chart:has(> [aria-label])").all()) {
    const label = await chart.locator("> [aria-label]").getAttribute("aria-label");
    await chart.locator("summary").click();
    const rows = await chart.locator("tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.innerText.trim()).join(" ")));
    expect("the table of a chart", label.slice(label.indexOf(": ") + 2), rows.join(", "));
  }
  await page.close();
}

async function copying(browser, url, expect) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(url);
  const code = await page.locator(".text pre").first().textContent();
  await page.locator(".copy").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(100);
  expect("copied code", code, await page.evaluate(() => navigator.clipboard.readText()));
  await context.close();
}

/** From the trends to a topic, from there to a report and back: a story can be followed with links alone. */
async function following(browser, { trends }, expect) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(trends);
  const name = await page.locator(".change li a").first().textContent();
  await page.locator(".change li a").first().click();
  expect("the topic a trend leads to", name, await page.locator("h1").textContent());
  const rows = await page.locator(".data tbody tr").count();
  expect("a row of the table for each day", rows, await page.locator(".timeline li").count());
  const topic = page.url();
  await page.locator(".timeline a").first().click();
  const back = await page.locator(".mentioned a").evaluateAll((links) => links.map((link) => link.href));
  expect("the report leads to its topics", true, back.includes(topic));
  await context.close();
}

async function withoutScripts(browser, url, expect) {
  const read = async (javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(url);
    // What scripts add is no part of the text.
    await page.evaluate(() => document.querySelectorAll(".copy, .chart details").forEach((added) => added.remove()));
    const words = (await page.locator(".text > *").allInnerTexts()).join("\n").length;
    const visible = await page.locator(".scheme-switch").isVisible();
    await context.close();
    return { words, visible };
  };
  const [full, bare] = [await read(true), await read(false)];
  expect("text without scripts", full.words, bare.words);
  expect("switch with scripts", true, full.visible);
  expect("switch without scripts", false, bare.visible);
}
