import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { formatBytes } from "../../../../domain/format";
import type { LargeFile } from "../../../../state/dataset-slice";
import { useApp } from "../../../store-context";
import { SampleFields } from "./sample-fields";

/** A file that would fill much of the memory is read only as its owner says. */
export function LargeFileDialog() {
  const asked = useApp((state) => state.largeFiles[0]);
  return asked === undefined ? null : <Question key={`${asked.job.split} ${asked.job.file.name}`} asked={asked} />;
}

function Question({ asked: { job, estimate } }: { readonly asked: LargeFile }) {
  const answer = useApp((state) => state.answerLargeFile);
  const [sample, setSample] = useState<{ share: number; seed: number } | null>({ share: 1 / estimate.oneIn, seed: 0 });
  const memory = estimate.memoryBytes * (sample?.share ?? 1);
  return (
    <Modal opened closeOnClickOutside={false} onClose={() => void answer(null)} title={`${job.file.name} is large`}>
      <Stack>
        <Text size="sm">
          It has about {formatBytes(estimate.bytes)} of text and {Math.round(estimate.rows / 1e6).toLocaleString("en-GB")} million rows. All of
          it would take about {formatBytes(estimate.memoryBytes)} of memory; a random part of its rows takes less, and a net often learns
          as well from it.
        </Text>
        <SampleFields sample={sample} onChange={setSample} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void answer(null)}>
            Do not load it
          </Button>
          <Button onClick={() => void answer(sample === null ? "all" : { oneIn: Math.round(1 / sample.share), seed: sample.seed })}>
            {sample === null ? "Load all of it" : "Load the sample"} (about {formatBytes(memory)})
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
