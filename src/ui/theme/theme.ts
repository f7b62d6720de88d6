import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type VariantColorsResolver } from "@mantine/core";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';

/** What is filled is ink, with the page's own contrast colour on it in both schemes. */
const inkWhereFilled: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input);
  if (input.variant !== "filled") return colours;
  return {
    ...colours,
    background: "var(--ink)",
    hover: "color-mix(in srgb, var(--ink) 85%, var(--card))",
    color: "var(--on-ink)",
  };
};

/** Mantine in the colours of the tokens: the primary colour is ink, hues are kept for the splits. */
export const theme = createTheme({
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: "650" },
  fontSizes: { xs: "12px", sm: "14px", md: "15px" },
  defaultRadius: "md",
  primaryColor: "dark",
  colors: {
    // Mantine's greys of the dark scheme, in the tone of the tokens; 4 is borders, 6 fields, 7 pages.
    dark: ["#e8ecf2", "#c9d1dc", "#98a2b3", "#6d7786", "#3a4350", "#2a313c", "#0e1116", "#161b22", "#0e1116", "#0a0d11"],
  },
  cursorType: "pointer",
  variantColorResolver: inkWhereFilled,
  components: {
    Checkbox: { defaultProps: { color: "var(--ink)", iconColor: "var(--on-ink)" } },
    Switch: { defaultProps: { color: "var(--ink)" }, styles: { thumb: { "--switch-thumb-bg": "var(--card)" } } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 280, openDelay: 200 } },
    // Without a transition: a dialog opened while the page was still starting was seen to stay invisible in the middle of one.
    Modal: { defaultProps: { transitionProps: { duration: 0 }, centered: true, radius: "lg", closeButtonProps: { "aria-label": "Close" } } },
  },
});

const surfaces: Record<string, string> = {
  "--mantine-color-body": "var(--card)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-dimmed": "var(--muted)",
  "--mantine-color-default": "var(--card)",
  "--mantine-color-default-hover": "var(--field)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-placeholder": "var(--muted)",
  "--mantine-color-error": "var(--bad)",
  "--mantine-color-dark-filled": "var(--ink)",
  "--mantine-color-dark-filled-hover": "color-mix(in srgb, var(--ink) 85%, var(--card))",
  "--mantine-primary-color-filled": "var(--ink)",
  "--mantine-primary-color-filled-hover": "color-mix(in srgb, var(--ink) 85%, var(--card))",
  "--mantine-primary-color-contrast": "var(--on-ink)",
};

export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: surfaces, dark: surfaces });
