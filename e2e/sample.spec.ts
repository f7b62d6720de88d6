import { Person } from "./support/person";
import { expect, test } from "./support/test";

test.describe("The synthetic sample", () => {
  test("comes in a small size, is called synthetic, and says why its seed was chosen", async ({ page }) => {
    const person = new Person(page);
    await person.opens();
    await page.getByRole("button", { name: "Other sizes of the sample" }).click();
    await page.getByRole("menuitem", { name: /A fortieth of it/ }).click();
    await expect(person.file("Train")).toContainText("19,079");
    await expect(person.file("Train")).toContainText("synthetic");
    await expect(page.getByRole("banner")).toContainText("(synthetic)");
    await person.opensStage("Train");
    await page.getByText(/^Why seed \d+/).click();
    await expect(page.getByText(/accuracies of an untrained net are a draw of the seed/)).toBeVisible();
  });

  test("loads at full size in one click with the published counts, and the notebook's figures jump with another seed", async ({ page }) => {
    test.setTimeout(120_000);
    const person = new Person(page);
    await person.opens();
    await page.getByRole("button", { name: "Try the synthetic sample" }).click();
    await expect(person.file("Test")).toContainText("171,459", { timeout: 30_000 });
    await expect(person.file("Train")).toContainText("763,144");
    await expect(person.file("Train")).toContainText("1,269");
    await expect(person.file("Validation")).toContainText("786");
    await expect(person.stage("Features")).toContainText("7 · Standard");
    await person.opensStage("Train");
    await person.choosesPreset("Notebook as written");
    await person.trains();
    // Within 0.01 of the notebook's printed accuracies, and below always-0 on all three splits.
    const printed = { Train: [0.9944, 0.99834], Validation: [0.9895, 0.99584], Test: [0.0922, 0.09265] } as const;
    for (const split of ["Train", "Validation", "Test"] as const) {
      const accuracy = await person.accuracy(split);
      expect(Math.abs(accuracy - printed[split][0])).toBeLessThan(0.01);
      expect(accuracy).toBeLessThan(printed[split][1]);
    }
    const before = await person.accuracy("Test");
    await page.getByRole("button", { name: "Draw another seed and train" }).click();
    await expect(page.getByText(/^Finished: /)).toHaveCount(0);
    await person.finishes();
    expect(await person.accuracy("Test")).not.toBe(before);
  });
});
