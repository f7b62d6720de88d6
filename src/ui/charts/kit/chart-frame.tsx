import { VisuallyHidden } from "@mantine/core";
import { Suspense, lazy, useId, useRef, useState, type ReactNode } from "react";
import { Card } from "../../components/card";
import { useApp } from "../../store-context";
import styles from "./chart-frame.module.css";
import { ChartMenu } from "./chart-menu";
import { tableCsv, type ChartTable } from "./chart-table";
import type { Zoom } from "./zoom";

export interface ChartFrameProps {
  readonly title: string;
  readonly hint?: ReactNode;
  /** Beside the menu: switches of the chart. */
  readonly actions?: ReactNode;
  /** Below the chart: its smoothing, a legend. */
  readonly footer?: ReactNode;
  /** What the chart shows, in a sentence, for those who do not see it. */
  readonly summary: string;
  /** The figures that are drawn; asked for when they are shown or saved. Null while there are none. */
  readonly table: (() => ChartTable) | null;
  /** Of saved files, without an ending. */
  readonly fileName: string;
  readonly zoom?: Zoom;
  /** Makes the picture for files where the chart is no `svg[data-picture]` on the page. */
  readonly picture?: () => SVGElement;
  /** One of several charts within a card: without a border of its own. */
  readonly inside?: boolean;
  /** It can be shown as wide as the grid that it stands in. On by default. */
  readonly widens?: boolean;
  /** The chart: what it draws as `svg[data-picture]`, as an XyPlot does, can be saved. */
  readonly children: ReactNode;
}

const TableView = lazy(async () => ({ default: (await import("./table-view")).TableView }));

/** A chart with its title and a menu: its figures as a table, files of both, more room. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, hint, actions, footer, summary, table, zoom, inside = false, widens = true, children } = props;
  const id = useId();
  const figure = useRef<HTMLElement>(null);
  const [asTable, setAsTable] = useState(false);
  const [wide, setWide] = useState(false);
  const { save, failure } = useSaving(props, figure);
  const shown = asTable && table !== null ? table() : null;
  const menu = (
    <>
      {actions}
      <ChartMenu
        title={title}
        empty={table === null}
        asTable={asTable}
        onAsTable={setAsTable}
        wide={widens ? wide : null}
        onWide={setWide}
        onResetZoom={zoom === undefined || zoom.window === null ? null : () => { zoom.set(null); }}
        onSave={save}
      />
    </>
  );
  const body = (
    <>
      <figure className={styles.figure} ref={figure}>
        <VisuallyHidden>
          <figcaption>{summary}</figcaption>
        </VisuallyHidden>
        {shown !== null && (
          <div className={styles.table}>
            <Suspense fallback={<p role="status">…</p>}>
              <TableView label={`${title}, as a table`} table={shown} wide={wide} />
            </Suspense>
          </div>
        )}
        <div className={shown === null ? undefined : styles.away} inert={shown !== null}>
          {children}
        </div>
      </figure>
      {failure !== null && <p role="alert">{failure}</p>}
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </>
  );
  if (!inside) {
    return (
      <Card title={title} hint={hint} actions={menu} wide={wide}>
        <div className={wide ? styles.wide : undefined}>{body}</div>
      </Card>
    );
  }
  return (
    <section className={styles.frame} data-wide={wide || undefined} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id} title={title}>
          {title}
        </h3>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
        <div className={styles.end}>{menu}</div>
      </div>
      {body}
    </section>
  );
}

export type FileKind = "png" | "svg" | "csv";

interface Saving {
  readonly save: (kind: FileKind) => void;
  readonly failure: string | null;
}

function useSaving({ title, table, fileName, picture }: ChartFrameProps, figure: { readonly current: HTMLElement | null }): Saving {
  const saveFile = useApp((state) => state.saveFile);
  const [failure, setFailure] = useState<string | null>(null);
  const make = async (kind: FileKind): Promise<Blob> => {
    if (kind === "csv") return new Blob([table === null ? "" : tableCsv(table())], { type: "text/csv" });
    const { pictureOf } = await import("./save-picture");
    if (figure.current === null) throw new Error("The chart is not on the page.");
    return pictureOf({ figure: figure.current, title, own: picture?.() }, kind);
  };
  return {
    failure,
    save: (kind) => {
      setFailure(null);
      make(kind).then(
        (blob) => { saveFile(`${fileName.replace(/[^\p{L}\p{N}_.-]+/gu, "-")}.${kind}`, blob); },
        (error: unknown) => { setFailure(`The ${kind.toUpperCase()} file could not be made: ${error instanceof Error ? error.message : String(error)}`); },
      );
    },
  };
}
