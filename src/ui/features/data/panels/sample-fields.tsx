import { SimpleGrid } from "@mantine/core";
import type { ReadRules } from "../../../../domain/reading";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";

type Sample = ReadRules["sample"];

interface SampleFieldsProps {
  readonly sample: Sample;
  readonly onChange: (sample: Sample) => void;
}

const SHARES = [2, 4, 5, 8, 10, 20, 50, 100, 1000];

/** Whether all rows are loaded, or each with a chance that is drawn from a seed. */
export function SampleFields({ sample, onChange }: SampleFieldsProps) {
  const oneIn = sample === null ? 1 : Math.round(1 / sample.share);
  const seed = sample?.seed ?? 0;
  const choices = [...new Set([1, ...SHARES, oneIn])].sort((a, b) => a - b);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Choice
        label="Rows to load"
        value={String(oneIn)}
        options={choices.map((value) => ({
          value: String(value),
          label: value === 1 ? "All" : `A random 1 in ${value.toLocaleString("en-GB")}`,
        }))}
        onChange={(value) => {
          onChange(value === "1" ? null : { share: 1 / Number(value), seed });
        }}
      />
      {sample !== null && (
        <NumberField
          label="Seed of the sample"
          value={seed}
          refuse={(value) => (Number.isSafeInteger(value) ? null : "Type a whole number.")}
          onChange={(value) => {
            onChange({ ...sample, seed: value });
          }}
        />
      )}
    </SimpleGrid>
  );
}
