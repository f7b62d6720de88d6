import { Button, CopyButton } from "@mantine/core";
import { modelText, optimizerText } from "../../../domain/model-text";
import { Card } from "../../components/card";
import { useApp } from "../../store-context";
import { assumedInputs } from "./assumed-inputs";
import styles from "./model-stage.module.css";

/** What PyTorch prints for the same net and optimiser. */
export function PyTorchCard() {
  const model = useApp((state) => state.config.model);
  const optimizer = useApp((state) => state.config.optimizer);
  const features = useApp((state) => state.inputs);
  const { inputs } = assumedInputs(features);
  return (
    <Card title="In PyTorch" hint="what it prints for the same net and optimiser">
      <div className={styles.texts}>
        <Printed title="print(model)" text={modelText(model, inputs)} />
        <Printed title="print(optimizer)" text={optimizerText(optimizer)} />
      </div>
    </Card>
  );
}

function Printed({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={styles.printed}>
      <div className={styles.printedHead}>
        <code>{title}</code>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-xs" aria-label={`Copy the text of ${title}`} onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </div>
      <pre className={styles.pre} tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
    </div>
  );
}
