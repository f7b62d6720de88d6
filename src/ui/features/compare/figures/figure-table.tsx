import { Tooltip } from "@mantine/core";
import { memo } from "react";
import { SPLITS } from "../../../../domain/split";
import { SplitName, splitHue } from "../../../components/split-name";
import { TermMark } from "../../../components/term";
import type { FigureContext } from "./figure-csv";
import type { Difference, Figure, FigureCell, FigureRow, FigureTraits } from "./figure-rows";
import { FIGURE_TERMS } from "./figure-terms";
import { differenceText, figureText, intervalText } from "../../../components/figure-text";
import styles from "./figures.module.css";

interface FigureTableProps {
  readonly rows: readonly FigureRow[];
  readonly context: FigureContext;
}

const BASELINES = [
  { name: "zero", title: "always 0" },
  { name: "one", title: "always 1" },
  { name: "logistic", title: "logistic" },
] as const;
/** Also for those who come by keyboard or touch. */
const TOOLTIP_EVENTS = { hover: true, focus: true, touch: true };

/** Figures down, splits across; within a split the model's, then what it is to be held against. */
export const FigureTable = memo(function FigureTable({ rows, context }: FigureTableProps) {
  const { exact, second } = context;
  const columns = 1 + (second === null ? 0 : 1) + BASELINES.length;
  return (
    <div className={styles.scroll} role="region" aria-label="Table of figures" tabIndex={0}>
      <table className={styles.table} aria-label="Figures of the three splits">
        <thead>
          <tr>
            <td rowSpan={2} />
            {SPLITS.map((split) => (
              <th key={split} scope="colgroup" colSpan={columns} style={splitHue(split)} data-first>
                <SplitName split={split} />
              </th>
            ))}
          </tr>
          <tr>
            {SPLITS.map((split) => (
              <Heads key={split} second={second} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ traits, cells }) => (
            <tr key={traits.name}>
              <th scope="row">
                <span className={styles.name}>
                  {traits.title} <TermMark title={traits.title} text={FIGURE_TERMS[traits.name]} />
                </span>
              </th>
              {SPLITS.map((split) => (
                <Cells key={split} traits={traits} cell={cells[split]} exact={exact} second={second} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

function Heads({ second }: Pick<FigureContext, "second">) {
  return (
    <>
      <th scope="col" data-first>
        model
      </th>
      {second !== null && <th scope="col">vs epoch {second.epoch}</th>}
      {BASELINES.map(({ name, title }) => (
        <th key={name} scope="col">
          {title}
        </th>
      ))}
    </>
  );
}

interface CellsProps extends Pick<FigureContext, "exact" | "second"> {
  readonly traits: FigureTraits;
  readonly cell: FigureCell;
}

function Cells({ traits, cell, exact, second }: CellsProps) {
  return (
    <>
      <td data-first data-figure={traits.name} data-exact={exact}>
        <Value figure={cell.model} exact={exact} />
        <span className={styles.interval}>
          <IntervalOf traits={traits} cell={cell} />
        </span>
      </td>
      {second !== null && <Change difference={cell.difference} exact={exact && second.exact} />}
      {BASELINES.map(({ name }) => (
        <td key={name} data-baseline={name}>
          {cell[name] === null ? <span title="Not known, see below">–</span> : <Value figure={cell[name]} exact />}
        </td>
      ))}
    </>
  );
}

/** The place of the "≈" is kept where there is none: digits stay where they are. */
function Value({ figure: { value, reason }, exact }: { readonly figure: Figure; readonly exact: boolean }) {
  if (value === null) {
    return (
      <span className={styles.undefined} title={reason ?? undefined}>
        undefined
      </span>
    );
  }
  return (
    <span className={styles.value}>
      {!exact && "≈ "}
      {figureText(value)}
    </span>
  );
}

const KINDS = {
  wilson: "95 % interval of a share of rows, by Wilson's method.",
  bootstrap: "95 % interval by bootstrap: the figure of rows drawn again many times, from a fixed seed, without its outermost 2.5 % at either end.",
} as const;

function IntervalOf({ traits, cell: { interval, intervalReason } }: Pick<CellsProps, "traits" | "cell">) {
  if (interval !== null && traits.interval !== null) {
    return (
      <Tooltip label={KINDS[traits.interval]} events={TOOLTIP_EVENTS}>
        <span tabIndex={0}>{intervalText(interval)}</span>
      </Tooltip>
    );
  }
  if (intervalReason === null) return null;
  return (
    <Tooltip label={intervalReason} events={TOOLTIP_EVENTS}>
      <span tabIndex={0}>no interval</span>
    </Tooltip>
  );
}

function Change({ difference, exact }: { readonly difference: Difference | null; readonly exact: boolean }) {
  if (difference === null || difference.change === null) {
    return (
      <td data-difference>
        <span className={styles.undefined} title={difference?.from.reason ?? undefined}>
          {difference === null ? "–" : "undefined"}
        </span>
      </td>
    );
  }
  return (
    <td data-difference data-exact={exact}>
      <span className={styles.value}>
        {!exact && "≈ "}
        {differenceText(difference.change)}
      </span>
      <span className={styles.verdict} data-verdict={difference.verdict}>
        {difference.verdict}
      </span>
    </td>
  );
}
