import { Switch } from "@mantine/core";
import { EARLY_STOP_METRICS, type EarlyStopMetric, type EarlyStopSpec } from "../../../../domain/run-config";
import { refusals, refuseConfig } from "../../../../domain/run-limits";
import { Choice } from "../../../components/choice";
import { Disclosure } from "../../../components/disclosure";
import { NumberField } from "../../../components/number-field";
import { useApp } from "../../../store-context";
import { METRIC_TITLES, limitsText } from "../run-text";

const DEFAULT_EARLY_STOP: EarlyStopSpec = { metric: "validation.loss", patience: 5, restoreBest: true };

/** What keeps a run within bounds: the gradient's norm, and an end before the last epoch. */
export function LimitsGroup({ disabled }: { readonly disabled: boolean }) {
  const clipNorm = useApp((state) => state.config.clipNorm);
  const earlyStop = useApp((state) => state.config.earlyStop);
  const refusal = useApp(({ config }) => {
    const found = refuseConfig(config);
    return found?.field === "earlyStop.metric" ? found.message : null;
  });
  const limits = { ...(clipNorm === undefined ? {} : { clipNorm }), ...(earlyStop === undefined ? {} : { earlyStop }) };
  return (
    <Disclosure title="Clipping and early stop" summary={refusal ?? limitsText(limits)} alarming={refusal !== null}>
      <ClipNorm clipNorm={clipNorm} disabled={disabled} />
      <EarlyStop earlyStop={earlyStop} refusal={refusal} disabled={disabled} />
    </Disclosure>
  );
}

interface ClipNormProps {
  readonly clipNorm: number | undefined;
  readonly disabled: boolean;
}

function ClipNorm({ clipNorm, disabled }: ClipNormProps) {
  const configure = useApp((state) => state.configure);
  const switchOff = useApp((state) => state.switchOff);
  return (
    <>
      <Switch
        label="Clip gradients"
        checked={clipNorm !== undefined}
        disabled={disabled}
        onChange={(event) => {
          if (event.currentTarget.checked) configure({ clipNorm: 1 });
          else switchOff("clipNorm");
        }}
      />
      {clipNorm !== undefined && (
        <NumberField
          label="Largest norm"
          term="clipNorm"
          value={clipNorm}
          refuse={refusals.clipNorm}
          disabled={disabled}
          onChange={(next) => {
            configure({ clipNorm: next });
          }}
        />
      )}
    </>
  );
}

interface EarlyStopProps {
  readonly earlyStop: EarlyStopSpec | undefined;
  readonly refusal: string | null;
  readonly disabled: boolean;
}

function EarlyStop({ earlyStop, refusal, disabled }: EarlyStopProps) {
  const configure = useApp((state) => state.configure);
  const switchOff = useApp((state) => state.switchOff);
  const holdout = useApp((state) => state.config.holdout > 0);
  const choose = (metric: EarlyStopMetric | "off"): void => {
    if (metric === "off") switchOff("earlyStop");
    else configure({ earlyStop: { ...(earlyStop ?? DEFAULT_EARLY_STOP), metric } });
  };
  return (
    <>
      <Choice
        label="Stop early"
        term="earlyStop"
        value={earlyStop?.metric ?? "off"}
        options={[
          { value: "off", label: "Off" },
          ...EARLY_STOP_METRICS.map((metric) => ({
            value: metric,
            label: `On ${METRIC_TITLES[metric]}`,
            disabled: metric.startsWith("holdout.") && !holdout,
          })),
        ]}
        disabled={disabled}
        error={refusal}
        onChange={choose}
      />
      {earlyStop !== undefined && (
        <>
          <NumberField
            label="Patience"
            term="patience"
            value={earlyStop.patience}
            refuse={refusals.patience}
            disabled={disabled}
            description="epochs without a better value"
            onChange={(patience) => {
              configure({ earlyStop: { ...earlyStop, patience } });
            }}
          />
          <Switch
            label="Restore the best epoch"
            checked={earlyStop.restoreBest}
            disabled={disabled}
            onChange={(event) => {
              configure({ earlyStop: { ...earlyStop, restoreBest: event.currentTarget.checked } });
            }}
          />
        </>
      )}
    </>
  );
}
