import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

declare global {
  interface Window {
    /** There once the source has been evaluated. */
    readonly axe: typeof axe;
  }
}

interface Finding {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly where: readonly string[];
}

/**
 * Fails where axe finds a serious or critical problem in what the page shows now. Its source is evaluated through the
 * debugger, which the page's policy does not bind.
 * @param within a CSS selector to look inside of; the whole page by default
 */
export async function expectAccessible(page: Page, within = "html"): Promise<void> {
  await page.evaluate(axe.source);
  const findings = await page.evaluate(async (selector): Promise<Finding[]> => {
    const { violations } = await window.axe.run(selector, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, impact, help, nodes }) => ({
        rule: id,
        impact: impact ?? "unknown",
        help,
        where: nodes.map((node) => node.target.join(" ")),
      }));
  }, within);
  expect(findings, "serious or critical problems of accessibility").toEqual([]);
}
