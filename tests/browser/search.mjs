// Searching as a reader does it, on whatever blog is served: the words come from its own posts.

/** Tells `report(where, what)` what does not behave. */
export async function searching(browser, { search, post }, report) {
  const expect = (where, wanted, got) => {
    if (wanted !== got) report(where, `expected ${wanted}, got ${got}`);
  };
  const context = await browser.newContext({ viewport: { width: 768, height: 900 } });
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && report("search", m.text()));
  page.on("pageerror", (error) => report("search", String(error)));

  await page.goto(post);
  const tag = (await page.locator(".tags a").first().textContent().catch(() => "")) ?? "";
  const run = await page.evaluate(() => document.querySelector(".text").innerText.match(/\p{Script=Han}{8,}/u)?.[0] ?? "");
  await page.keyboard.press("Control+k");
  await page.waitForURL("**/search/**");
  const field = page.locator(".search input[type=search]");
  expect("search field", "q", await page.evaluate(() => document.activeElement.name));
  const settled = async (test = ".result-text mark") => page.waitForSelector(test, { timeout: 5000 }).then(() => true, () => false);

  if (run) {
    // From the midst of a sentence, as it is typed, without blanks.
    const query = run.slice(2, 7);
    await field.pressSequentially(query);
    expect(`results for ${query}`, true, await settled());
    expect("the address follows", true, decodeURIComponent(page.url()).includes(`q=${query}`));
    const links = await page.locator(".result h2 a").evaluateAll((all) => all.map((a) => a.href));
    expect(`the post with ${query}`, true, links.includes(post));
    await page.keyboard.press("ArrowDown");
    expect("arrow down", links[0], await page.evaluate(() => document.activeElement.href));
    await page.keyboard.press("Escape");
    expect("escape", "q", await page.evaluate(() => document.activeElement.name));
    await page.goBack();
    await page.goForward();
    expect("the address is a search", true, await settled());
    expect("the field follows the address", query, await field.inputValue());
    await page.locator(".filters summary").click();
    await page.locator("input[name=until]").fill("1999-01-01");
    await page.waitForFunction(() => !document.querySelector(".result"), undefined, { timeout: 5000 }).catch(() => report("search", "the date filters nothing"));
    await page.locator("button[type=reset]").click();
  }
  if (tag) {
    await page.goto(`${search}?q=${encodeURIComponent(tag)}`);
    expect(`results for the tag ${tag}`, true, await settled(".result"));
    const half = tag.slice(0, -1);
    if (/^[a-z]{4,}$/i.test(tag)) {
      await page.goto(`${search}?q=${half}`);
      expect(`results for the beginning ${half}`, true, await settled(".result"));
    }
  }
  // What is typed is text, wherever it is shown.
  const hostile = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
  page.on("dialog", (dialog) => {
    report("search", "a query was run");
    dialog.dismiss();
  });
  await page.goto(`${search}?q=${encodeURIComponent(hostile)}&tag=${encodeURIComponent(hostile)}`);
  await page.waitForFunction(() => document.querySelector(".search-status").textContent, undefined, { timeout: 5000 });
  expect("the query in the field", hostile, await field.inputValue());
  expect("no picture of a query", 0, await page.locator("main img").count());
  await context.close();
}
