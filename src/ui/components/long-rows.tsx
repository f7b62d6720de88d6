import { useVirtualizer } from "@tanstack/react-virtual";
import { useState, type ReactNode } from "react";

interface LongRowsProps {
  readonly count: number;
  /** About how high an item is, in pixels; those in sight are measured. */
  readonly estimate: number;
  /** Of the frame that it scrolls in, in pixels. */
  readonly height: number;
  readonly item: (index: number) => ReactNode;
}

/** Rows of a table, of different heights, of which only those in sight are in the page. */
export function LongRows({ count, estimate, height, item }: LongRowsProps) {
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- React's compiler, which would mind, is not used.
  const down = useVirtualizer({
    count,
    getScrollElement: () => frame,
    estimateSize: () => estimate,
    overscan: 4,
    useFlushSync: false,
  });
  return (
    <div ref={setFrame} role="rowgroup" tabIndex={0} style={{ height, overflow: "auto" }}>
      <div role="presentation" style={{ height: down.getTotalSize(), position: "relative" }}>
        {down.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            ref={down.measureElement}
            data-index={index}
            role="presentation"
            style={{ position: "absolute", top: start, left: 0, right: 0, display: "flow-root" }}
          >
            {item(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
