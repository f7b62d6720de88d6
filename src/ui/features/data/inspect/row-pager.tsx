import { ActionIcon, Button, NumberInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { formatCount } from "../../../../domain/format";
import styles from "./inspect.module.css";

/** Rows that come into the page at a time. */
export const PAGE = 50;

interface RowPagerProps {
  readonly from: number;
  readonly total: number;
  readonly onFrom: (from: number) => void;
}

/** To any row, by pages or by its number. */
export function RowPager(props: RowPagerProps) {
  return (
    <>
      <Pages {...props} />
      <JumpToRow total={props.total} onJump={props.onFrom} />
    </>
  );
}

function Pages({ from, total, onFrom }: RowPagerProps) {
  const lastPage = Math.max(0, total - PAGE);
  const steps = [
    { label: "First rows", icon: IconChevronsLeft, to: 0, off: from === 0 },
    { label: "Previous rows", icon: IconChevronLeft, to: Math.max(0, from - PAGE), off: from === 0 },
    { label: "Next rows", icon: IconChevronRight, to: Math.min(lastPage, from + PAGE), off: from >= lastPage },
    { label: "Last rows", icon: IconChevronsRight, to: lastPage, off: from >= lastPage },
  ];
  const buttons = steps.map(({ label, icon: Icon, to, off }) => (
    <ActionIcon
      key={label}
      variant="default"
      aria-label={label}
      disabled={off}
      onClick={() => {
        onFrom(to);
      }}
    >
      <Icon size={16} stroke={1.8} />
    </ActionIcon>
  ));
  return (
    <div className={styles.bar} role="group" aria-label="Pages of rows">
      {buttons.slice(0, 2)}
      <span aria-live="polite">
        {formatCount(Math.min(total, from + 1))} to {formatCount(Math.min(total, from + PAGE))} of {formatCount(total)}
      </span>
      {buttons.slice(2)}
    </div>
  );
}

function JumpToRow({ total, onJump }: { readonly total: number; readonly onJump: (from: number) => void }) {
  const [text, setText] = useState<number | string>("");
  const [wrong, setWrong] = useState(false);
  const jump = (event: FormEvent): void => {
    event.preventDefault();
    const row = Number(text);
    const there = Number.isInteger(row) && row >= 1 && row <= total;
    setWrong(!there);
    if (there) onJump(row - 1);
  };
  return (
    <form onSubmit={jump} className={styles.bar} noValidate>
      <NumberInput
        aria-label="Row to jump to"
        placeholder="Row"
        size="xs"
        w={120}
        hideControls
        allowDecimal={false}
        thousandSeparator=","
        value={text}
        error={wrong ? `1 to ${formatCount(total)}` : null}
        onChange={setText}
      />
      <Button type="submit" variant="default" size="xs">
        Jump
      </Button>
    </form>
  );
}
