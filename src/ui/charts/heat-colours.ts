export type Rgb = readonly [red: number, green: number, blue: number];

/** The two ends and the middle of a diverging scale. */
interface HeatScale {
  readonly negative: readonly Rgb[];
  readonly middle: Rgb;
  readonly positive: readonly Rgb[];
}

/**
 * Brown to teal (ColorBrewer's BrBG), which people with any of the common colour blindnesses tell apart. It shares no hue
 * with the splits. On dark, the middle is the card and the ends are light.
 */
const SCALES: Readonly<Record<"light" | "dark", HeatScale>> = {
  light: {
    negative: [[223, 194, 125], [191, 129, 45], [84, 48, 5]],
    middle: [245, 245, 245],
    positive: [[128, 205, 193], [53, 151, 143], [0, 60, 48]],
  },
  dark: {
    negative: [[84, 58, 20], [168, 118, 48], [246, 220, 160]],
    middle: [30, 36, 44],
    positive: [[14, 72, 66], [44, 138, 128], [190, 245, 235]],
  },
};

/** The colour of a correlation, from -1 to 1. */
export function heatColour(value: number, scheme: "light" | "dark"): Rgb {
  const { negative, middle, positive } = SCALES[scheme];
  const steps = [middle, ...(value < 0 ? negative : positive)];
  const place = Math.min(1, Math.abs(value)) * (steps.length - 1);
  const index = Math.min(Math.floor(place), steps.length - 2);
  const [from, to] = [steps[index] ?? middle, steps[index + 1] ?? middle];
  const mix = (channel: 0 | 1 | 2): number => Math.round(from[channel] + (to[channel] - from[channel]) * (place - index));
  return [mix(0), mix(1), mix(2)];
}

export function cssColour([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}
