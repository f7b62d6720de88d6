import { readFile } from "node:fs/promises";
import { HEADER_POLICY, META_POLICY } from "../tools/lib/csp.mjs";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/test";
import { writeTrio } from "./support/trio";

test("the page opens, names itself and stays on its own origin", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle(/Triptych/);
  await expect(page.locator("#root")).not.toBeEmpty();
});

test("what the page shows first is accessible", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#root")).not.toBeEmpty();
  await expectAccessible(page);
});

test("the policy comes by header and in the page itself", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.headers()["content-security-policy"]).toBe(HEADER_POLICY);
  expect(HEADER_POLICY).toContain("default-src 'none'");
  const meta = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(meta).toHaveAttribute("content", META_POLICY);
});

test.describe("the watch over the page", () => {
  test.use({ tolerated: /refused by the policy|Content Security Policy|another origin|uncaught: Error: planted/ });

  test("sees a request to another origin, and the policy stops it", async ({ page, offences }) => {
    await page.goto("/");
    const outcome = await page.evaluate(() =>
      fetch("https://example.invalid/").then(
        () => "answered",
        () => "refused",
      ),
    );
    expect(outcome).toBe("refused");
    await expect.poll(() => offences.list.join("\n")).toContain("connect-src");
  });

  test("sees an uncaught error", async ({ page, offences }) => {
    await page.goto("/");
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error("planted");
      });
    });
    await expect.poll(() => offences.list.join("\n")).toContain("planted");
  });
});

test("the generator of CSV trios gives the same files for the same seed", async ({ page: _page }, info) => {
  const first = await writeTrio(info.outputPath("first"));
  const second = await writeTrio(info.outputPath("second"));
  for (const split of ["train", "validation", "test"] as const) {
    expect(await readFile(first[split], "utf8")).toBe(await readFile(second[split], "utf8"));
  }
  const labels = (await readFile(first.test, "utf8")).trim().split("\n").slice(1).map((line) => line.at(-1));
  expect([labels.length, labels.filter((label) => label === "1").length]).toEqual([200, 180]);
});
