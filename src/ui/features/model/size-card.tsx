import { formatBytes, formatCount } from "../../../domain/format";
import { memoryOf } from "../../../domain/model-presets";
import { parameterCount, toBlocks } from "../../../domain/model-spec";
import { Card } from "../../components/card";
import { useApp } from "../../store-context";
import { assumedInputs } from "./assumed-inputs";
import styles from "./model-stage.module.css";

export function SizeCard() {
  const model = useApp((state) => state.config.model);
  const optimizer = useApp((state) => state.config.optimizer);
  const features = useApp((state) => state.inputs);
  const { inputs, assumed } = assumedInputs(features);
  const blocks = toBlocks(model, inputs);
  const memory = memoryOf(blocks, optimizer);
  return (
    <Card title="Size">
      <p className={styles.figure}>
        <strong>{formatCount(parameterCount(blocks))}</strong> parameters
      </p>
      {assumed && <p className={styles.hint}>With seven features, as in the reference data. Load data to see your own.</p>}
      <table className={styles.sizes}>
        <caption>Memory while training, rows apart</caption>
        <tbody>
          <tr>
            <th scope="row">Weights</th>
            <td>{formatBytes(memory.weights)}</td>
          </tr>
          <tr>
            <th scope="row">Gradients</th>
            <td>{formatBytes(memory.gradients)}</td>
          </tr>
          <tr>
            <th scope="row">Optimiser</th>
            <td>{formatBytes(memory.optimizer)}</td>
          </tr>
          <tr>
            <th scope="row">Together</th>
            <td>{formatBytes(memory.total)}</td>
          </tr>
        </tbody>
      </table>
    </Card>
  );
}
