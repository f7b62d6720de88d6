import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ColumnSummary } from "../../../../domain/table";
import { CELL_TESTS, type CellTest, type RowCondition } from "../../../../domain/why/row-condition";
import { kindOf, newCondition, onColumn, refusalOf, TEST_TITLES } from "./conditions";
import styles from "./errors.module.css";

interface FilterBarProps {
  readonly columns: readonly ColumnSummary[];
  readonly conditions: readonly RowCondition[];
  readonly onChange: (conditions: readonly RowCondition[]) => void;
}

/** Conditions that rows must meet, all of them, on any column or the score. */
export function FilterBar({ columns, conditions, onChange }: FilterBarProps) {
  const put = (at: number, condition: RowCondition | null): void => {
    onChange(conditions.flatMap((each, index) => (index === at ? (condition ?? []) : each)));
  };
  return (
    <div className={styles.filters} role="group" aria-label="Filters">
      {conditions.map((condition, index) => (
        <FilterLine
          key={index}
          number={index + 1}
          columns={columns}
          condition={condition}
          onChange={(next) => {
            put(index, next);
          }}
        />
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => {
          onChange([...conditions, newCondition(columns)]);
        }}
      >
        Add a filter
      </Button>
    </div>
  );
}

interface FilterLineProps {
  readonly number: number;
  readonly columns: readonly ColumnSummary[];
  readonly condition: RowCondition;
  readonly onChange: (condition: RowCondition | null) => void;
}

/** A column of the data may have any name: the score's entry cannot be mistaken for one. */
const SCORE = "score";
const COLUMN = "column ";

function FilterLine({ number, columns, condition, onChange }: FilterLineProps) {
  const { column, test, text } = condition;
  const tests: readonly CellTest[] = CELL_TESTS[kindOf(columns, column) ?? "text"];
  const refusal = refusalOf(condition, columns);
  const listed = columns.filter(({ kind }) => kind !== "discarded").map(({ name }) => ({ value: COLUMN + name, label: name }));
  const gone = column !== null && kindOf(columns, column) === null ? [{ value: COLUMN + column, label: `${column} (not here)` }] : [];
  return (
    <div className={styles.filter}>
      <NativeSelect
        size="xs"
        aria-label={`Column of filter ${number}`}
        value={column === null ? SCORE : COLUMN + column}
        data={[...gone, ...listed, { value: SCORE, label: "score of the net" }]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange(onColumn(condition, value === SCORE ? null : value.slice(COLUMN.length), columns));
        }}
      />
      <NativeSelect
        size="xs"
        aria-label={`Test of filter ${number}`}
        value={test}
        data={[...new Set([...tests, test])].map((each) => ({ value: each, label: TEST_TITLES[each] }))}
        onChange={(event) => {
          const chosen = tests.find((each) => each === event.currentTarget.value);
          if (chosen !== undefined) onChange({ ...condition, test: chosen });
        }}
      />
      {test !== "missing" && (
        <TextInput
          size="xs"
          className={styles.value ?? ""}
          aria-label={`Value of filter ${number}`}
          placeholder="value"
          value={text}
          error={text === "" ? false : refusal}
          onChange={(event) => {
            onChange({ ...condition, text: event.currentTarget.value });
          }}
        />
      )}
      {(test === "missing" || text === "") && refusal !== null && kindOf(columns, column) === null && <span className={styles.wrong}>{refusal}</span>}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove filter ${number}`}
        onClick={() => {
          onChange(null);
        }}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
