interface NumberFigures {
  readonly referenceCount: number;
  readonly currentCount: number;
  readonly ksStatistic: number;
  readonly wassersteinDistance: number;
  readonly jensenShannon: { readonly distance: number };
  readonly psi: { readonly value: number };
}

interface NumberCase {
  readonly kind: "continuous";
  readonly name: string;
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly expected: NumberFigures;
}

interface ClassCase {
  readonly kind: "classConditional";
  readonly name: string;
  readonly reference: readonly number[];
  readonly referenceLabels: readonly number[];
  readonly current: readonly number[];
  readonly currentLabels: readonly number[];
  readonly expected: Readonly<Record<"class0" | "class1" | "allRows", NumberFigures | null>>;
}

interface CategoryCase {
  readonly kind: "categorical";
  readonly name: string;
  readonly reference: readonly string[];
  readonly current: readonly string[];
  readonly expected: {
    readonly categories: readonly string[];
    readonly chiSquare: number;
    readonly degreesOfFreedom: number;
    readonly cramersV: number | null;
    readonly psi: number;
    readonly unseenShare: number;
  };
}

interface LabelCase {
  readonly kind: "labelPrevalence";
  readonly name: string;
  readonly referenceCounts: readonly [number, number];
  readonly currentCounts: readonly [number, number];
  readonly expected: { readonly referencePrevalence: number; readonly currentPrevalence: number; readonly psi: number };
}

type DriftCase = NumberCase | ClassCase | CategoryCase | LabelCase;

interface DriftParity {
  readonly numbers: readonly NumberCase[];
  readonly classes: readonly ClassCase[];
  readonly categories: readonly CategoryCase[];
  readonly labels: readonly LabelCase[];
  /** Whether the two agree to the tolerance of the file; null only agrees with null. */
  agrees(actual: number | null, expected: number | null): boolean;
}

/** Reads the cases of drift.json that are of two samples: their answers are those of SciPy. */
export function driftParity(text: string): DriftParity {
  const file = JSON.parse(text) as {
    readonly tolerance: { readonly float64: { readonly abs: number; readonly rel: number } };
    readonly cases: readonly DriftCase[];
  };
  const { abs, rel } = file.tolerance.float64;
  const ofKind = <K extends DriftCase["kind"]>(kind: K) => file.cases.filter((each): each is Extract<DriftCase, { kind: K }> => each.kind === kind);
  return {
    numbers: ofKind("continuous"),
    classes: ofKind("classConditional"),
    categories: ofKind("categorical"),
    labels: ofKind("labelPrevalence"),
    agrees: (actual, expected) => {
      if (actual === null || expected === null) return actual === expected;
      return Math.abs(actual - expected) <= abs + rel * Math.abs(expected);
    },
  };
}
